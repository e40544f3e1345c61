package import Measures

/// The place where one commodity is delivered and metered; billed under agreements.
package struct SupplyPoint: Sendable, Hashable {
    package let id: Int64
    /// The identifier people know: a supply point number, MPAN, MPRN or NMI.
    package let code: String
    package let premisesID: Int64
    package let commodity: Commodity
    /// Nil where the supply point has lost its cycle: shown by the tracker, never skipped.
    package let cycle: Cycle?

    package init(
        id: Int64, code: String, premisesID: Int64, commodity: Commodity, cycle: Cycle?
    ) {
        self.id = id
        self.code = code
        self.premisesID = premisesID
        self.commodity = commodity
        self.cycle = cycle
    }
}

/// When a supply point is billed (rule D1.1): after every month, or after every third month.
package enum Cycle: String, Sendable, Hashable, CaseIterable {
    case monthly
    /// Quarters that end with March, June, September and December.
    case quarterlyMarch = "quarterly-3"
    /// Quarters that end with January, April, July and October.
    case quarterlyJanuary = "quarterly-1"
    /// Quarters that end with February, May, August and November.
    case quarterlyFebruary = "quarterly-2"

    /// Whether a cycle ends on `day`, which is then the last day billed.
    package func ends(on day: Day) -> Bool {
        guard day + 1 == (day + 1).firstOfMonth else { return false }
        switch self {
        case .monthly: return true
        case .quarterlyMarch: return day.date.month % 3 == 0
        case .quarterlyJanuary: return day.date.month % 3 == 1
        case .quarterlyFebruary: return day.date.month % 3 == 2
        }
    }

    /// The last cycle end on or before `day`.
    package func lastEnd(onOrBefore day: Day) -> Day {
        var end = (day + 1).firstOfMonth - 1
        while !ends(on: end) { end = end.firstOfMonth - 1 }
        return end
    }
}
