package import Measures

/// A customer and one account of theirs: a row of `customers.csv`.
package struct CustomerRow: ImportRow, Hashable {
    package enum Column: Int, CSVColumn {
        case customerId, name, accountId, kind, email, phone, language, vulnerability
        case postalAddress, openedOn

        package static let optional: Set<Column> = [
            .kind, .email, .phone, .language, .vulnerability, .postalAddress, .openedOn,
        ]
    }

    package enum Kind: String, Sendable, Hashable, CaseIterable { case person, organisation }

    package static let fileName = "customers.csv"

    package let customerID: String
    package let name: String
    package let accountID: String
    package let kind: Kind
    package let email: String?
    package let phone: String?
    /// BCP 47, such as `en-GB`; nil for the utility's own.
    package let language: String?
    /// Codes of needs to be minded, such as `dialysis`; empty for none known.
    package let vulnerability: [String]
    package let postalAddress: String?
    package let openedOn: Day?

    package init(_ fields: inout RowFields<Column>) {
        customerID = fields.id(.customerId)
        name = fields.text(.name)
        accountID = fields.id(.accountId)
        kind = fields.word(.kind, of: rawWords(Kind.self), standard: .person)
        email = fields.email(.email)
        phone = fields.optionalText(.phone, atMost: 40)
        language = fields.optionalID(.language)
        vulnerability = fields.codes(.vulnerability)
        postalAddress = fields.optionalText(.postalAddress, atMost: 400)
        openedOn = fields.optionalDay(.openedOn)
    }
}

extension RowFields {
    mutating func email(_ column: Column) -> String? {
        guard let text = optionalText(column, atMost: 254) else { return nil }
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        if parts.count != 2 || parts.contains(where: \.isEmpty) || text.contains(" ") {
            reject(
                column, rule: "\(column.name) has one @ with something on both sides",
                advice: "Correct the address or leave it blank.")
        }
        return text
    }

    /// Codes with semicolons between them.
    mutating func codes(_ column: Column) -> [String] {
        guard let text = optionalText(column, atMost: 400) else { return [] }
        let codes = text.split(separator: ";").map { $0.trimmed }
        let isSound = codes.allSatisfy { code in
            (1...40).contains(code.utf8.count)
                && code.utf8.allSatisfy { $0 != 32 && $0 > 32 && $0 < 127 && $0 != 44 }
        }
        if !isSound {
            reject(
                column, rule: "\(column.name) is a list of codes with semicolons between them",
                advice: "Write it such as dialysis;large-print.")
        }
        return codes
    }
}

extension StringProtocol {
    /// Without the blanks at both ends.
    var trimmed: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
