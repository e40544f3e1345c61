package import Measures

/// A bill of one agreement: whose it is, and what it came to in minor units.
package struct UsedBill: Sendable, Hashable {
    package var agreementID: Int64 = 0
    package var accountID: Int64 = 0
    package var premisesID: Int64 = 0
    package var supplyPointID: Int64 = 0
    /// Place of its page among those that are read.
    package var page = 0
    /// Nothing else is on the same paper.
    package var isAlone = true
    package var net: Int64 = 0
    package var tax: Int64 = 0
}

/// What one segment of a page was made of: all that a tariff needs to price it again.
///
/// Readings, lines and taxes of the page are passed over.
package struct UsedSegment: Sendable, Hashable {
    package var bill = UsedBill()
    package var tariffVersionID: Int64 = 0
    package var period = Period(from: Day(number: 0), upTo: Day(number: 0))
    package var usages: [BilledUsage] = []
    package var properties: [BilledProperty] = []
    /// What usages had of blocks that intervals filled.
    package var inTime: [BilledBlocks] = []

    var demands: some Sequence<BilledProperty> {
        properties.lazy.filter { $0.isDemand(of: period) }
    }
}

extension BilledProperty {
    /// Its value in millionths; nil where it is no number, or a finer one.
    var millionths: Int64? { Exact(value)?.millionths }
}

extension Exact {
    /// The value in millionths, or nil where it is none of them.
    var millionths: Int64? {
        guard let n = Int64(exactly: numerator), let d = Int64(exactly: denominator), d > 0,
            1_000_000 % d == 0
        else { return nil }
        let (value, overflow) = n.multipliedReportingOverflow(by: 1_000_000 / d)
        return overflow ? nil : value
    }
}
