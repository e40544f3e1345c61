import Measures
import Metering

// What a channel used is judged as what a dial used is (rules B3.5, B3.6, B3.12; rule version 4).
extension ChannelReading {
    /// Findings of the intervals, with those of their sum. Use below zero holds the bill: a
    /// channel that counts one way cannot give back (rule A6.5).
    func judged(
        _ found: [Finding], of block: IntervalBlock, over period: Period, _ facts: PointFacts
    ) -> [Finding] {
        guard isDelivered else { return found }
        let found = history.register.isNetMetered ? found : found.map(holding)
        guard block.gaps.isEmpty, let use = use(block, over: period, facts) else { return found }
        return found + use.findings(terms.limits)
    }

    private var isDelivered: Bool { !history.register.usage.rawValue.hasPrefix("export") }

    private func holding(_ finding: Finding) -> Finding {
        guard finding.code == ValidationFailures.oddExport.code else { return finding }
        var holding = finding
        holding.severity = .blocking
        return holding
    }

    /// Nil where the sum is below zero.
    private func use(
        _ block: IntervalBlock, over period: Period, _ facts: PointFacts
    ) -> UseFacts? {
        let register = history.register
        guard let total = block.total(in: 0..<block.count), total >= .zero else { return nil }
        let known = period.start - facts.suppliedSince(terms.span.agreement)
        let past = IntervalBlock.pastUse(
            history.intervals, minutes: block.minutes, before: period.start,
            atMost: min(period.days, ChannelReading.daysBack, known), in: terms.zone)
        let profile = facts.profile(register.usage, on: period.last)
        return UseFacts(
            use: total, days: period.days, unit: register.unit,
            history: History(previous: past, profile: profile.map { PastUse($0, days: 1) }))
    }

    /// Intervals of the two months before the first unbilled day are always loaded.
    private static let daysBack = 56
}

extension PointFacts {
    /// The first day from which an agreement's account is supplied without a break: what others
    /// used before, or nobody, says nothing about its use.
    fileprivate func suppliedSince(_ index: Int) -> Day {
        let account = agreements[index].accountID
        var since = agreements[index].period.start
        for agreement in agreements[..<index].reversed() {
            guard agreement.accountID == account, agreement.kind == .occupied,
                agreement.period.end == since
            else { break }
            since = agreement.period.start
        }
        return since
    }
}
