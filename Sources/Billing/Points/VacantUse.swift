import Measures
import Metering

// Use where nobody lives (rule B3.6): looked for where an agreement of the owner covers the last
// day of a run and nothing is owed. Runs of rule version 4 and later.
extension PointFacts {
    /// AC-VACANT for each register or channel that counted since the cycle before, unless
    /// somebody has accepted it.
    func vacantUse(_ rules: RunRules) -> [RaisedFinding] {
        guard rules.version >= .four, let days = vacantDays(rules) else { return [] }
        let limits = rules.validationLimits[supplyPoint.commodity] ?? ValidationLimits()
        let zone = rules.schemes[scheme].zone
        var found: [Finding] = []
        for history in registers where !history.register.isCheck {
            guard let use = history.used(on: days, zone, limits.rollover) else { continue }
            var facts = UseFacts(
                use: use.quantity, days: use.days, unit: history.register.unit, history: History())
            facts.isOccupied = false
            found += facts.findings(limits)
        }
        return found.map { raised($0, rules) }
    }

    private func raised(_ finding: Finding, _ rules: RunRules) -> RaisedFinding {
        var finding = finding
        if accepted.contains(finding.code) { finding.severity = .warning }
        return RaisedFinding(finding, moneyAtRisk: .zero(rules.schemes[scheme].currency))
    }

    /// The days of the last cycle that the owner's agreement covers.
    private func vacantDays(_ rules: RunRules) -> Period? {
        let current = agreements.first { $0.period.contains(rules.through) }
        guard let current, current.kind == .void, let cycle = supplyPoint.cycle else { return nil }
        let end = cycle.lastEnd(onOrBefore: rules.through)
        let before = cycle.lastEnd(onOrBefore: end - 1)
        let from = max(current.period.start, before + 1)
        return from <= end ? Period(from: from, upTo: end + 1) : nil
    }
}

extension RegisterHistory {
    /// What it counted on the days, between the actual readings known of them; nil where they
    /// say nothing. An interval channel tells what came of each whole day.
    fileprivate func used(on days: Period, _ zone: Zone, _ rollover: RolloverLimit) -> PastUse? {
        if case .interval(let minutes) = register.kind {
            return IntervalBlock.pastUse(
                intervals, minutes: minutes, before: days.end, atMost: days.days, in: zone)
        }
        let read = readings.filter { $0.countsAsActual && $0.day >= days.start - 1 }
            .filter { $0.day < days.end }
        guard let first = read.first, let last = read.last, first.day < last.day,
            let counted = try? register.counted(from: first, to: last, rollover: rollover),
            counted.quantity >= .zero
        else { return nil }
        return PastUse(counted.quantity, days: last.day - first.day)
    }
}
