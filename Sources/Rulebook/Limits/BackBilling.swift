package import Measures

/// How far back a charge may reach (rules D5). Over-billing has no limit: refund all (D5.3).
package enum BackBilling {
    /// Whole months before the day of the action.
    package typealias Months = Int

    /// The limit in force on the day of the action, or nil where no statute or licence sets one.
    package static func limit(
        _ commodity: Commodity, _ customer: CustomerClass, in jurisdiction: Jurisdiction,
        on day: Day
    ) -> Sourced<Months>? {
        let rows = limits.filter {
            $0.commodities.contains(commodity) && $0.customers.contains(customer)
                && $0.territory.holds(in: jurisdiction)
                && $0.from <= day
        }
        return rows.max { $0.from < $1.from }.map { Sourced($0.months, source: $0.source) }
    }

    /// The days whose charges an action on `day` may recover (rule D5.2): up to the day before.
    /// T: an action on 15 Nov 2025 with 12 months reaches 15 Nov 2024 to 14 Nov 2025.
    package static func recoverable(actionOn day: Day, months: Months) -> Period {
        Period(from: day.adding(months: -months), upTo: day)
    }

    /// Use of an unbilled period that may be recovered, by days, decided to `places` half up.
    /// T (D5.2): 6,300 kWh over 624 days of which 365 count is 3,685.10 kWh.
    package static func recoverable(
        _ use: Quantity, over unbilled: Period, actionOn day: Day, months: Months,
        places: Int = 2
    ) -> Quantity? {
        guard unbilled.days > 0 else { return nil }
        let days = unbilled.shared(with: recoverable(actionOn: day, months: months))?.days ?? 0
        let share = use.exact * Exact(days) / Exact(unbilled.days)
        guard let value = try? share.rounded(RoundingRule(places: places)) else { return nil }
        return Quantity(exactly: value)
    }

    private struct Limit {
        let territory: Territory
        let commodities: Set<Commodity>
        let customers: Set<CustomerClass>
        let from: Day
        let months: Months
        let source: String
    }

    private static let limits: [Limit] = [
        Limit(
            territory: .greatBritain, commodities: [.gas, .electricity],
            customers: [.domestic], from: date(year: 2018, month: 5, day: 1), months: 12,
            source: "Standard licence condition 21BA (rule D5.1)"),
        Limit(
            territory: .greatBritain, commodities: [.gas, .electricity],
            customers: [.microbusiness], from: date(year: 2018, month: 11, day: 1), months: 12,
            source: "Standard licence condition 21BA (rule D5.1)"),
        Limit(
            territory: .greatBritain, commodities: [.heat],
            customers: [.domestic, .microbusiness], from: date(year: 2026, month: 1, day: 27),
            months: 12,
            source: "Heat network authorisation (rule D5.4); 12 months is our default"),
        Limit(
            territory: .victoria, commodities: [.water],
            customers: [.domestic, .microbusiness, .business],
            from: date(year: 2000, month: 1, day: 1), months: 4,
            source: "Essential Services Commission, Water Industry Standards (rule D5.5)"),
        Limit(
            territory: .victoria, commodities: [.gas, .electricity],
            customers: [.domestic, .microbusiness], from: date(year: 2000, month: 1, day: 1),
            months: 4,
            source: "Victorian energy retail code (rule D5.5)"),
        Limit(
            territory: .otherNationalMarket, commodities: [.gas, .electricity],
            customers: [.domestic, .microbusiness], from: date(year: 2000, month: 1, day: 1),
            months: 9,
            source: "National Energy Retail Rules (rule D5.5)"),
        Limit(
            territory: .westernAustralia, commodities: [.water],
            customers: [.domestic, .microbusiness, .business],
            from: date(year: 2000, month: 1, day: 1), months: 12,
            source: "Western Australia, water services code (rule D5.5)"),
    ]

    private static func date(year: Int, month: Int, day: Int) -> Day {
        guard let date = Day(year: year, month: month, day: day) else {
            preconditionFailure("no date: \(year)-\(month)-\(day)")
        }
        return date
    }
}
