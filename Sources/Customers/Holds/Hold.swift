package import Measures

/// A hold on an account: kind, days, why, and when it is looked at again (rule G1.2).
package struct Hold: DatedRecord {
    package var id: Int64
    package let owner: Int64
    package let kind: HoldKind
    package var period: Period
    package let review: Day?
    /// Who looks after it.
    package let team: HoldTeam
    package let reason: String

    package init(
        id: Int64, account owner: Int64, kind: HoldKind, period: Period, review: Day? = nil,
        team: HoldTeam? = nil, reason: String
    ) {
        (self.id, self.owner, self.kind, self.period) = (id, owner, kind, period)
        (self.review, self.team, self.reason) = (review, team ?? kind.team, reason)
    }

    package var reviewDay: Day? { review }

    package func excludes(_ other: Hold) -> Bool { owner == other.owner && kind == other.kind }

    package func refusal(beside others: [Hold]) -> RecordRefused? {
        if period.end == .openEnd, review == nil { return .needsEndOrReview }
        if kind == .breathingSpace, let refused = breathingSpaceRefusal(others) { return refused }
        return clash(others)
    }

    /// The days of a breathing space: 60 from the day after it was registered (rules G3.1, G3.3).
    package static func breathingSpace(registeredOn day: Day) -> Period {
        Period(from: day + 1, upTo: day + 61)
    }

    /// It may end earlier, as a cancelled one does.
    private func breathingSpaceRefusal(_ others: [Hold]) -> RecordRefused? {
        let end = period.start + 60
        if period.end > end { return .wrongLength(upTo: end) }
        let second = others.first { $0.id != id && $0.kind == kind && isSecond(beside: $0) }
        return second.map { .secondBreathingSpace(id: $0.id) }
    }

    /// Whether one of the two is a second one in 12 months. On another account of the party it is the
    /// same one where its days are among the 60: a debt that was found later joins it (rule G3.3).
    private func isSecond(beside other: Hold) -> Bool {
        let isFirst = period.start <= other.period.start
        let (first, later) = isFirst ? (period, other.period) : (other.period, period)
        let joins = owner != other.owner && later.end <= first.start + 60
        return !joins && later.start < first.start.adding(months: 12)
    }
}

extension [Hold] {
    /// The holds that stop an act on a day.
    package func stopping(_ act: HeldAct, on day: Day) -> [Hold] {
        filter { $0.holds(on: day) && $0.kind.stops.contains(act) }
    }
}
