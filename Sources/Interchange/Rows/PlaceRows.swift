package import Measures
package import Supply

/// A place that is supplied: a row of `premises.csv`.
package struct PremisesRow: ImportRow, Hashable {
    package enum Column: Int, CSVColumn {
        case premisesId, scheme, address, postcode, jurisdiction, zone, `class`

        package static let optional: Set<Column> = [.postcode, .zone]
    }

    package static let fileName = "premises.csv"

    package let premisesID: String
    /// The network or district with its own prices.
    package let scheme: String
    package let address: String
    package let postcode: String?
    /// Whose rules hold, such as `GB-EAW` or `AU-VIC`.
    package let jurisdiction: String
    /// The price zone inside the scheme.
    package let zone: String?
    /// Customer class of the price list, such as `domestic`.
    package let customerClass: String

    package init(_ fields: inout RowFields<Column>) {
        premisesID = fields.id(.premisesId)
        scheme = fields.id(.scheme)
        address = fields.text(.address, atMost: 400)
        postcode = fields.optionalText(.postcode, atMost: 16)
        jurisdiction = fields.id(.jurisdiction)
        zone = fields.optionalID(.zone)
        customerClass = fields.id(.class)
    }
}

/// Where one commodity is delivered: a row of `supply_points.csv`.
package struct SupplyPointRow: ImportRow, Hashable {
    package enum Column: Int, CSVColumn {
        case supplyPointId, premisesId, commodity, cycle, networkParent, marketId

        package static let optional: Set<Column> = [.cycle, .networkParent, .marketId]
    }

    package static let fileName = "supply_points.csv"

    package let supplyPointID: String
    package let premisesID: String
    package let commodity: Commodity
    /// Nil where it is billed in no cycle yet; the tracker shows such points.
    package let cycle: Cycle?
    /// The supply point that feeds this one.
    package let networkParent: String?
    /// NMI, MPAN or MPRN.
    package let marketID: String?

    package init(_ fields: inout RowFields<Column>) {
        supplyPointID = fields.id(.supplyPointId)
        premisesID = fields.id(.premisesId)
        commodity = fields.word(.commodity, of: SupplyPointRow.commodities)
        cycle = fields.isBlank(.cycle) ? nil : SupplyPointRow.cycle(&fields)
        networkParent = fields.optionalID(.networkParent)
        marketID = fields.optionalID(.marketId)
        if networkParent != nil, networkParent == supplyPointID {
            fields.reject(
                .networkParent, rule: "a supply point does not feed itself",
                advice: "Name the point above it, or leave it blank.")
        }
    }

    private static let commodities = rawWords(Commodity.self)

    private static func cycle(_ fields: inout RowFields<Column>) -> Cycle? {
        if let cycle = fields.row[.cycle].text.flatMap(Cycle.init(rawValue:)) { return cycle }
        fields.reject(
            .cycle,
            rule: "cycle is monthly, monthly-1 to monthly-28, or quarterly-1 to quarterly-3",
            advice: "Choose one of them, or leave it blank while it is billed in no cycle.")
        return nil
    }
}

/// An account supplied at a supply point: a row of `agreements.csv`.
package struct AgreementRow: ImportRow, Hashable {
    package enum Column: Int, CSVColumn {
        case agreementId, accountId, supplyPointId, tariff, from, to, kind

        package static let optional: Set<Column> = [.to, .kind]
    }

    package static let fileName = "agreements.csv"

    package let agreementID: String
    package let accountID: String
    package let supplyPointID: String
    package let tariff: String
    /// First day; the file's `to` is the last one, and the period ends the day after.
    package let period: Period
    package let kind: Agreement.Kind

    package init(_ fields: inout RowFields<Column>) {
        agreementID = fields.id(.agreementId)
        accountID = fields.id(.accountId)
        supplyPointID = fields.id(.supplyPointId)
        tariff = fields.id(.tariff)
        period = fields.period(from: .from, to: .to)
        kind = fields.word(
            .kind, of: [("occupied", .occupied), ("void", .void)], standard: .occupied)
    }
}

/// A dated fact about a supply point, such as a return factor: a row of `properties.csv`.
package struct PropertyRow: ImportRow, Hashable {
    package enum Column: Int, CSVColumn {
        case supplyPointId, name, value, from, to

        package static let optional: Set<Column> = [.to]
    }

    package static let fileName = "properties.csv"

    package let supplyPointID: String
    /// A word that tariffs use: `return_factor`, `council_tax_band`.
    package let name: String
    package let value: String
    package let period: Period

    /// The value where it is a plain decimal.
    package var number: Exact? { Exact(value) }

    package init(_ fields: inout RowFields<Column>) {
        supplyPointID = fields.id(.supplyPointId)
        name = fields.id(.name)
        value = fields.text(.value, atMost: 80)
        period = fields.period(from: .from, to: .to)
    }
}

extension RowFields {
    /// The days from `first` to `last`, both included; without end where `last` is blank.
    mutating func period(from first: Column, to last: Column) -> Period {
        let start = day(first)
        let end = optionalDay(last, notBefore: start, of: first)
        return Period(from: start, upTo: max(start, end.map { $0 + 1 } ?? .openEnd))
    }
}
