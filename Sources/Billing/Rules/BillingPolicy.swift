package import Measures
package import Metering
import Rulebook

/// What a utility decides for its runs: windows, gates, limits and days. Versioned like a fact.
package struct BillingPolicy: Sendable, Hashable {
    /// Days before the end of a cycle in which a reading closes it.
    package var readWindow = 7
    /// Whether a missing reading is estimated (rules B4) or holds the bill.
    package var estimates = true
    /// Days after the end of a cycle from which an unbilled point is late.
    package var lateAfter = 10
    /// Days from issue to the due date.
    package var paymentDays = 14
    /// Days from planning a run to the day by which its bills should be out.
    package var slaDays = 5
    /// Supply points in a batch.
    package var batchSize = 2000
    package var limits = BillLimits()
    package var validationLimits: [Commodity: ValidationLimits] = [:]
    package var printing = PrintingPolicy()
    /// What the utility says on its bills and letters.
    package var texts = PolicyTexts()

    /// The defaults of the rulebook for runs made on `day`.
    package init(on day: Day) {
        for commodity in Commodity.allCases {
            validationLimits[commodity] = ValidationLimits(defaultsOf: commodity, on: day)
        }
    }
}

extension ValidationLimits {
    /// The gates that hold for a commodity unless a utility sets its own.
    package init(defaultsOf commodity: Commodity, on day: Day) {
        self.init()
        guard let defaults = ValidationDefaults.on(day, commodity)?.value else { return }
        high = HighLimit(percent: defaults.highPercent, floorPerDay: defaults.highFloorPerDay)
        low = LowLimit(percent: defaults.lowPercent, floorPerDay: defaults.lowFloorPerDay)
        zeroExpectedAtLeast = defaults.zeroExpectedAtLeast
        unchangedReads = defaults.unchangedReads
        estimatesInARow = defaults.estimatesInARow
        intervals.spikeRatio = defaults.spikeRatio
        rollover.openingAtLeast = defaults.rolloverFrom
        rollover.closingAtMost = defaults.rolloverUpTo
    }
}
