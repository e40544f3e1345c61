import Documents
package import Measures
package import Operations
import Tariffs

/// The twelve bills of a standard year, by what they are for.
package struct URDBBill {
    package let label: String
    package let name: String
    package let months: [StandardYear.Month]
    private let plan: TariffPlan

    package init(
        _ imported: ImportURDB.Imported, year: StandardYear, months: [StandardYear.Month]
    ) {
        (label, name) = (imported.label, imported.book.name)
        (plan, self.months) = (year.plan, months)
    }

    private var total: Money { months.total(plan.book.currency) }

    /// What the lines of an account come to in a month.
    private func sum(_ account: String, _ month: StandardYear.Month) -> Money {
        month.rated.lines.filter { plan.account(of: $0) == account }
            .reduce(.zero(plan.book.currency)) { $0 + month.rated.amount(of: $1) }
    }

    private static let parts = [
        ("monthly_energy_charge", "Energy", "revenue.energy"),
        ("monthly_fixed_charge", "Fixed", "revenue.standing"),
        ("monthly_demand_flat", "Demand", "revenue.demand.flat"),
        ("monthly_demand_tou", "Demand by period", "revenue.demand.tou"),
        ("monthly_minimum_adjustment", "Up to minimum", "revenue.minimum"),
    ]

    package var text: String {
        var table = Table(
            [.text("Month")] + URDBBill.parts.map { .number($0.1) } + [.number("Total")])
        for month in months {
            let parts = URDBBill.parts.map { sum($0.2, month).plain }
            table.add(
                [String("\(month.period.start)".dropFirst(5).prefix(2))] + parts
                    + [month.rated.total.plain])
        }
        table.add(["Year"] + URDBBill.parts.map { _ in "" } + [total.plain])
        return "\(name)\n" + table.lines(width: 110).map { $0 + "\n" }.joined()
    }

    private var json: JSONValue {
        let totals = JSONValue.array(months.map { number($0.rated.total) })
        let parts = URDBBill.parts.map { key, _, account in
            JSONValue.Member(key, .array(months.map { number(sum(account, $0)) }))
        }
        return .object(
            [
                .init("rate", .string(label)), .init("annual_total", number(total)),
                .init("monthly_total", totals),
            ] + parts)
    }

    package static func json(_ bills: [URDBBill]) -> JSONValue {
        bills.count == 1 ? bills[0].json : ["bills": .array(bills.map(\.json))]
    }

    private func number(_ amount: Money) -> JSONValue {
        .number(Quantity(millionths: amount.minorUnits * 10_000))
    }
}

/// What a standard year of each load comes to by one rate.
package struct URDBYears {
    package let label: String
    package let name: String
    package let totals: [(load: String, total: Money)]

    package init(label: String, name: String, totals: [(load: String, total: Money)]) {
        (self.label, self.name, self.totals) = (label, name, totals)
    }

    package var text: String {
        var table = Table([.text("Load"), .number("Year")])
        for year in totals { table.add([year.load, year.total.plain]) }
        return "\(name)\n" + table.lines(width: 110).map { $0 + "\n" }.joined()
    }

    private var json: JSONValue {
        let loads = totals.map { year -> JSONValue in
            let total = Quantity(millionths: year.total.minorUnits * 10_000)
            return ["load": .string(year.load), "annual_total": .number(total)]
        }
        return ["rate": .string(label), "loads": .array(loads)]
    }

    package static func json(_ years: [URDBYears]) -> JSONValue {
        years.count == 1 ? years[0].json : ["bills": .array(years.map(\.json))]
    }
}

/// Tariff books made of rates of the US Utility Rate Database.
package enum URDBBooks {
    /// One YAML document for each.
    package static func text(_ imported: [ImportURDB.Imported]) -> String {
        imported.map(\.yaml).joined(separator: "---\n")
    }

    package static func written(_ imported: ImportURDB.Imported, to file: String) -> String {
        "\(imported.book.name): \(file)"
    }

    package static func json(_ imported: [ImportURDB.Imported]) -> JSONValue {
        let books = imported.map { one -> JSONValue in
            [
                "rate": .string(one.label), "tariff": .string(one.book.code),
                "book": .string(one.yaml),
            ]
        }
        return books.count == 1 ? books[0] : .array(books)
    }
}
