package import Measures

extension IntervalBlock {
    /// What a channel used on the last whole days before a day, at most so many: the use that a
    /// period may be compared with (rule B3.5). Days count back to the first that is not whole;
    /// nil where they are fewer than a week.
    ///
    /// `blocks` in order of start; none lies over another.
    package static func pastUse(
        _ blocks: [IntervalBlock], minutes: Int, before day: Day, atMost days: Int, in zone: Zone
    ) -> PastUse? {
        let first = day + -days
        let wanted = zone.start(of: first)..<zone.start(of: day)
        let past = joined(blocks, minutes: minutes, over: wanted)
        guard let whole = past.wholeDays(from: first, upTo: day, in: zone), whole.days >= 7,
            let total = past.total(in: past.range(of: zone.start(of: whole.start)..<past.end))
        else { return nil }
        return PastUse(total, days: whole.days)
    }

    /// The last days of a period that are whole, one after the other.
    private func wholeDays(from first: Day, upTo day: Day, in zone: Zone) -> Period? {
        guard let gap = gaps.last else { return Period(from: first, upTo: day) }
        let after = zone.day(of: start(of: gap.upperBound - 1)) + 1
        return after < day ? Period(from: after, upTo: day) : nil
    }
}
