package import Measures

/// A quantity handed to rating: what was used, when, and whether it was measured.
package struct BilledUsage: Sendable, Hashable {
    package var usage: String
    package var period: Period
    package var quantity: Exact
    package var isEstimated: Bool

    package init(usage: String, period: Period, quantity: Exact, isEstimated: Bool) {
        self.usage = usage
        self.period = period
        self.quantity = quantity
        self.isEstimated = isEstimated
    }
}

/// A dated fact of the supply point that the tariff asked for.
package struct BilledProperty: Sendable, Hashable {
    package var name: String
    package var value: String
    package var period: Period

    package init(name: String, value: String, period: Period) {
        self.name = name
        self.value = value
        self.period = period
    }
}

extension BilledProperty {
    /// Whether a name is that of a demand, which comes from the intervals of a bill: `max_kW`,
    /// `max_kW_peak`, `daily_max_kW`, `export_max_kW` (rule A5.8).
    static func isDemand(_ name: String) -> Bool {
        name.hasPrefix("max_kW") || name.contains("_max_kW")
    }

    /// A demand of the days of a bill, not one that it takes from bills before it.
    func isDemand(of bill: Period) -> Bool {
        BilledProperty.isDemand(name) && period.end > bill.start
    }
}
