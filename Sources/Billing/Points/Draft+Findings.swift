import Measures

extension PointResult {
    /// Takes what a draft came to; nil where it holds the supply point.
    mutating func take(
        _ draft: inout Draft, of facts: PointFacts, _ rules: RunRules
    ) -> BilledSegment? {
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

extension Draft {
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
