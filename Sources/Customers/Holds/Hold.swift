package import Measures

/// A hold on an account: kind, days, why, and when it is looked at again (rule G1.2).
package struct Hold: DatedRecord {
    package var id: Int64
    package let owner: Int64
    package let kind: HoldKind
    package var period: Period
    package let review: Day?
    package let reason: String

    package init(
        id: Int64, account owner: Int64, kind: HoldKind, period: Period, review: Day? = nil,
        reason: String
    ) {
        (self.id, self.owner, self.kind, self.period) = (id, owner, kind, period)
        (self.review, self.reason) = (review, reason)
    }

    package func excludes(_ other: Hold) -> Bool { kind == other.kind }

    package func refusal(beside others: [Hold]) -> RecordRefused? {
        if period.end == .openEnd, review == nil { return .needsEnd }
        if kind == .breathingSpace, let refused = breathingSpaceRefusal(others) { return refused }
        return clash(others)
    }

    /// The days of a breathing space: 60 from the day after it was registered (rules G3.1, G3.3).
    package static func breathingSpace(registeredOn day: Day) -> Period {
        Period(from: day + 1, upTo: day + 61)
    }

    /// It may end earlier, as a cancelled one does, and starts at the earliest 12 months after the
    /// start of the last one.
    private func breathingSpaceRefusal(_ others: [Hold]) -> RecordRefused? {
        let end = period.start + 60
        if period.end > end { return .wrongLength(upTo: end) }
        let near = others.first {
            $0.id != id && $0.kind == kind
                && max($0.period.start, period.start)
                    < min($0.period.start, period.start).adding(months: 12)
        }
        return near.map { .secondBreathingSpace(id: $0.id) }
    }
}

extension [Hold] {
    /// The holds that stop an act on a day.
    package func stopping(_ act: HeldAct, on day: Day) -> [Hold] {
        filter { $0.holds(on: day) && $0.kind.stops.contains(act) }
    }
}
