import Measures
import Metering

/// A segment being made: the readings, quantities and findings so far.
struct Draft {
    var period: Period
    var readings: [BilledReading] = []
    var usages: [BilledUsage] = []
    /// Largest demand by name, in kW, from interval channels.
    var demands: [(name: String, kW: Exact)] = []
    /// The intervals themselves, where blocks fill in order of time.
    var loads: [ChronologicalLoad] = []
    /// Channels whose intervals have a price each.
    var channels: [(usage: String, block: IntervalBlock)] = []
    /// What of the use is estimated.
    var made = EstimatedUse()
    var findings: [Finding] = []
    var truesUpEstimate = false
    /// Quantities are complete, so that a price can be put on what was found.
    var isRateable = true
    /// Time over which channels were billed that begins or ends with their meter.
    var covered: [(usage: String, block: IntervalBlock)] = []
    /// Days on which a charge may split.
    var priceChanges: [Day] = []
    var segment: BilledSegment?

    init(period: Period) { self.period = period }

    /// A draft of nothing, with the finding that says what is missing to bill from a day on.
    static func unbillable(_ code: String, rule: String, since day: Day) -> Draft {
        var draft = Draft(period: Period(from: day, upTo: day))
        draft.stop(
            Finding(
                Finding.Code(code), .blocking, rule: rule,
                figures: [NamedFigure("unbilled since", .day(day))]))
        return draft
    }

    /// Records a finding after which there is nothing to rate.
    mutating func stop(_ finding: Finding) {
        findings.append(finding)
        isRateable = false
    }

    mutating func add(_ found: [Finding]) {
        if !found.isEmpty { findings += found }
    }

    var isBlocked: Bool { findings.contains { $0.severity == .blocking } }
}
