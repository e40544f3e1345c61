import Measures
import Metering
import Tariffs

/// A segment on its way: what was read and found so far.
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
    /// What of the use was made up.
    var made = MadeUse()
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

    static func lost(_ code: String, rule: String, since day: Day) -> Draft {
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

    var isBlocked: Bool { findings.contains { $0.severity == .blocking } }

    /// A finding that leaves nothing to bill holds whatever anybody has accepted, so that what is
    /// held always has an open cause (rules D1.8, D2.3). Rule versions 1 to 3 silenced it.
    func mayBeAccepted(_ rules: RunRules) -> Bool { rules.version < .four || segment != nil }

    /// What a person has accepted still shows, and stops nothing (rule D2.3).
    mutating func accept(_ codes: [Finding.Code]) {
        guard !codes.isEmpty else { return }
        for index in findings.indices where codes.contains(findings[index].code) {
            findings[index].severity = .warning
        }
    }

    /// The findings with the money they stand for: the draft bill, else days at the last
    /// bill's daily amount. The whole amount is put on the first blocking finding.
    func raised(_ facts: PointFacts, _ rules: RunRules) -> [RaisedFinding] {
        guard !findings.isEmpty else { return [] }
        let currency = rules.schemes[facts.scheme].currency
        let first = findings.firstIndex { $0.severity == .blocking }
        return findings.enumerated().map { index, finding in
            let amount = index == first ? moneyAtRisk(facts, rules) : 0
            return RaisedFinding(
                finding, moneyAtRisk: Money(minorUnits: amount, currency: currency))
        }
    }

    private func moneyAtRisk(_ facts: PointFacts, _ rules: RunRules) -> Int64 {
        if let segment { return segment.total }
        guard let last = facts.lastBill, last.days > 0 else { return 0 }
        let days = max(0, rules.through - period.start + 1)
        return Int64(clamping: Int128(last.total) * Int128(days) / Int128(last.days))
    }
}

extension PointResult {
    /// Takes what a draft came to; nil where it holds the supply point.
    mutating func take(_ draft: inout Draft, _ facts: PointFacts, _ rules: RunRules)
        -> BilledSegment?
    {
        if draft.mayBeAccepted(rules) { draft.accept(facts.accepted) }
        if !draft.findings.isEmpty { outcome.findings += draft.raised(facts, rules) }
        guard !draft.isBlocked, let segment = draft.segment.take() else {
            outcome.kind = .held
            return nil
        }
        if !draft.made.estimates.isEmpty { estimates += draft.made.estimates }
        segments.append(segment)
        return segment
    }
}
