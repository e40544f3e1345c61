package import Measures

/// A network or district with its own prices: a row of `schemes.csv`.
package struct SchemeRow: ImportRow, Hashable {
    package enum Column: Int, CSVColumn {
        case code, name, jurisdiction, currency, zone, contact

        package static let optional: Set<Column> = [.contact]
    }

    package static let fileName = "schemes.csv"

    package let code: String
    package let name: String
    package let jurisdiction: String
    package let currency: Currency
    /// IANA name; whether there is such a zone is for the import to say.
    package let zone: String
    package let contact: String

    package init(_ fields: inout RowFields<Column>) {
        code = fields.id(.code)
        name = fields.text(.name)
        jurisdiction = fields.id(.jurisdiction)
        currency = fields.currency(.currency)
        zone = fields.text(.zone, atMost: 60)
        contact = fields.optionalText(.contact, atMost: 400) ?? ""
    }
}

extension RowFields {
    mutating func currency(_ column: Column) -> Currency {
        if let text = row[column].text, let currency = Currency.listed(text) {
            return currency
        }
        reject(
            column, rule: "\(column.name) is the code of a currency that ISO 4217 lists",
            advice: "Write it such as GBP.")
        return .gbp
    }
}
