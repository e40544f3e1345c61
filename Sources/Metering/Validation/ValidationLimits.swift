package import Measures

/// The thresholds of validation (rules B3), as data: each utility and commodity has its own.
package struct ValidationLimits: Sendable, Hashable {
    /// Rules that are not applied at all.
    package var off: ValidationFailures = []
    /// Findings that stop the bill; the others warn (rule D2.2).
    package var blocking: ValidationFailures = ValidationFailures.usuallyBlocking
    package var rollover = RolloverLimit()
    package var high = HighLimit()
    package var low = LowLimit()
    /// Zero is suspicious where at least this much was expected over the period (rule B3.6).
    package var zeroExpectedAtLeast = Quantity(1)
    /// Use on vacant premises above this is found (rule B3.6).
    package var vacantUseAbove = Quantity.zero
    /// So many reads, each the same as the read before it, mean a stopped meter (rule B3.7).
    package var unchangedReads = 2
    /// So many estimates in a row stop automatic billing (rule B3.14).
    package var estimatesInARow = 3
    /// Expected use over the period is cut to so many places before it is compared.
    package var expectedPlaces = 3
    package var intervals = IntervalLimits()
    package var registers = RegisterSetLimits()

    package init() {}
}

/// Above `percent` of the expected use, and above both floors: high (rule B3.5).
package struct HighLimit: Sendable, Hashable {
    package var percent: Int64
    /// Use over the period at or below this is never high.
    package var floor: Quantity
    /// A daily average at or below this is never high.
    package var floorPerDay: Quantity

    package init(
        percent: Int64 = 250, floor: Quantity = .zero, floorPerDay: Quantity = Quantity(5)
    ) {
        self.percent = percent
        self.floor = floor
        self.floorPerDay = floorPerDay
    }
}

/// Below `percent` of the expected use, where at least the floor was expected (rule B3.5).
package struct LowLimit: Sendable, Hashable {
    package var percent: Int64
    /// Where less a day was expected, no use is low.
    package var floorPerDay: Quantity

    package init(percent: Int64 = 40, floorPerDay: Quantity = Quantity(1)) {
        self.percent = percent
        self.floorPerDay = floorPerDay
    }
}

/// Thresholds for one interval channel (rules B3.7 to B3.12).
package struct IntervalLimits: Sendable, Hashable {
    /// (highest - third highest) / third highest above this many thousandths in a day is a
    /// spike; nil switches the ratio off (rule B3.8).
    package var spikeRatio: Int64? = 1800
    /// A highest value at or below this is no spike by ratio.
    package var spikeRatioFloor = Quantity(1)
    /// Any single value above this is a spike; nil switches it off.
    package var spikeAbove: Quantity?
    /// The same non-zero value so many times in a row is frozen (rule B3.7); nil for off.
    package var frozenAfter: Int?
    /// |sum of intervals - register advance| allowed, beside one register unit (rule B3.9).
    package var sumTolerance = Quantity.zero
    /// The same in thousandths of the register advance.
    package var sumTolerancePermille: Int64 = 0
    /// Largest step between neighbours (rule B3.11); nil for off.
    package var maximumStep: Quantity?
    /// Largest demand in kW over one interval (rule B3.11); nil for off.
    package var maximumDemand: Quantity?
    /// Smallest value allowed (rule B3.11); nil for off.
    package var atLeast: Quantity?

    package init() {}
}

/// Thresholds for the registers of one meter together (rule B3.13).
package struct RegisterSetLimits: Sendable, Hashable {
    /// |total register - sum of rate registers| allowed.
    package var sumTolerance = Quantity(1)
    /// A share of the night register up to this many thousandths counts as a low share …
    package var lowShare: Int64 = 400
    /// … and from this many on as a high share. Crossing from one to the other is a swap.
    package var highShare: Int64 = 600

    package init() {}
}

extension ValidationFailures {
    /// What stops a bill unless the utility says otherwise (rules D2, D2.2).
    package static let usuallyBlocking: ValidationFailures = [
        .missing, .identity, .date, .duplicate, .format, .backward, .high, .zero, .stopped,
        .vacantUse, .spike, .intervalSum, .gap, .clockChange, .surplusIntervals, .registerSum,
        .swapped, .estimateRun, .noRemoval,
    ]
}
