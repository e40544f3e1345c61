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
        guard days >= 7 else { return nil }
        let first = day + -days
        let wanted = zone.start(of: first)..<zone.start(of: day)
        if let total = sum(of: blocks, minutes: minutes, over: wanted) {
            return PastUse(total, days: days)
        }
        let past = joined(blocks, minutes: minutes, over: wanted)
        guard let whole = past.wholeDays(from: first, upTo: day, in: zone), whole.days >= 7,
            let total = past.total(in: past.range(of: zone.start(of: whole.start)..<past.end))
        else { return nil }
        return PastUse(total, days: whole.days)
    }

    /// The sum over a stretch of time, where it lies whole in blocks that follow each other: none
    /// is copied. Nil otherwise.
    private static func sum(
        of blocks: [IntervalBlock], minutes: Int, over wanted: Range<Instant>
    ) -> Quantity? {
        var (sum, end) = (Int64(0), wanted.lowerBound)
        for block in blocks where block.minutes == minutes {
            let range = block.range(of: wanted)
            guard !range.isEmpty else { continue }
            guard block.start(of: range.lowerBound) == end, let part = block.total(in: range)
            else { return nil }
            let (more, overflow) = sum.addingReportingOverflow(part.millionths)
            guard !overflow else { return nil }
            (sum, end) = (more, block.start(of: range.upperBound))
        }
        return end == wanted.upperBound ? Quantity(millionths: sum) : nil
    }

    /// The last days of a period that are whole, one after the other.
    private func wholeDays(from first: Day, upTo day: Day, in zone: Zone) -> Period? {
        guard let gap = gaps.last else { return Period(from: first, upTo: day) }
        let after = zone.day(of: start(of: gap.upperBound - 1)) + 1
        return after < day ? Period(from: after, upTo: day) : nil
    }
}
