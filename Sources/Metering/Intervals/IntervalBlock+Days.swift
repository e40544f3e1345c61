package import Measures

/// The values of one channel on one day of its feed's clock, first interval first (A5.4, A5.6).
package struct IntervalDay: Sendable, Hashable {
    package let day: Day
    package let minutes: Int
    package let values: [Int64]
    package let runs: [IntervalBlock.Run]

    package init(day: Day, minutes: Int, values: [Int64], runs: [IntervalBlock.Run]) {
        self.day = day
        self.minutes = minutes
        self.values = values
        self.runs = runs
    }
}

extension IntervalBlock {
    /// One block spans at most so many days, so that a wrong date fills no memory.
    package static let maximumDays = 1100

    /// Days of one feed, in any order, joined to UTC-keyed intervals; days between that did not
    /// come are missing.
    ///
    /// `zone` is the feed's clock: market time for NEM12, which never changes (rule A5.4).
    package init(days: [IntervalDay], in zone: Zone) throws(IntervalsRefused) {
        let days = days.sorted { $0.day < $1.day }
        guard let first = days.first, let last = days.last,
            days.allSatisfy({ $0.minutes == first.minutes })
        else { throw .daysDiffer }
        let span = last.day - first.day + 1
        guard span <= IntervalBlock.maximumDays else { throw .tooManyDays(span) }
        var (values, runs, due): ([Int64], [Run], Day) = ([], [], first.day)
        for day in days {
            guard day.day >= due else { throw .sameDayTwice(day.day) }
            let absent = (zone.start(of: day.day) - zone.start(of: due)) / (first.minutes * 60)
            if absent > 0 {
                values += Array(repeating: IntervalBlock.missing, count: absent)
                runs.append(Run(absent, .missing))
            }
            let expected = zone.intervals(on: day.day, minutes: day.minutes)
            guard day.values.count == expected else {
                throw .wrongCount(day: day.day, values: day.values.count, expected: expected)
            }
            values += day.values
            runs += day.runs
            due = day.day + 1
        }
        try self.init(
            start: zone.start(of: first.day), minutes: first.minutes, values: values, runs: runs)
    }

    /// One local day inside a block: which of its intervals came, and how many there should be.
    package struct LocalDay: Sendable, Hashable {
        package let day: Day
        /// Places in the block's values.
        package let range: Range<Int>
        /// 46, 48 or 50 half-hours (rules A5.2, B3.10).
        package let expected: Int
        package var isWhole: Bool { range.count == expected }
    }

    /// The block cut at the midnights of `zone`; the first and the last day may be parts.
    package func localDays(in zone: Zone) -> [LocalDay] {
        guard count > 0 else { return [] }
        var (days, at, day): ([LocalDay], Int, Day) = ([], 0, zone.day(of: start))
        while at < count {
            let seconds = zone.start(of: day + 1) - start
            let next = min(count, max(at, (seconds + self.seconds - 1) / self.seconds))
            if next > at {
                let expected = zone.intervals(on: day, minutes: minutes)
                days.append(LocalDay(day: day, range: at..<next, expected: expected))
            }
            (at, day) = (next, day + 1)
        }
        return days
    }

    /// The intervals that start inside `from` up to `end`, as a block of its own.
    package func cut(from: Instant, upTo end: Instant) -> IntervalBlock {
        let first = min(count, max(0, (from - start + seconds - 1) / seconds))
        let last = min(count, max(first, (end - start + seconds - 1) / seconds))
        let flags = Array(qualities()[first..<last])
        let block = try? IntervalBlock(
            start: start(of: first), minutes: minutes, values: Array(values[first..<last]),
            runs: flags.map { Run(1, $0) })
        guard let block else { preconditionFailure("a part of a block is a block") }
        return block
    }

    /// This block with the values of `newer` over it, where newer has one: the intervals of
    /// both, missing in between. Nil where the lengths differ, the starts do not meet, or the whole
    /// is too long.
    package func superseded(by newer: IntervalBlock) -> IntervalBlock? {
        guard minutes == newer.minutes, (newer.start - start) % seconds == 0 else { return nil }
        let first = min(start, newer.start)
        let size = (max(end, newer.end) - first) / seconds
        guard size * seconds <= IntervalBlock.maximumDays * 86_400 else { return nil }
        var values = Array(repeating: IntervalBlock.missing, count: size)
        var flags = Array(repeating: QualityFlag.missing, count: size)
        for block in [self, newer] {
            let offset = (block.start - first) / seconds
            for (index, flag) in block.qualities().enumerated() where flag != .missing {
                values[offset + index] = block[index]
                flags[offset + index] = flag
            }
        }
        return try? IntervalBlock(
            start: first, minutes: minutes, values: values, runs: flags.map { Run(1, $0) })
    }
}

extension Zone {
    /// Intervals of `minutes` in the local day: 46, 48 or 50 half-hours (rule A5.2).
    package func intervals(on day: Day, minutes: Int) -> Int { length(of: day) / (minutes * 60) }
}

extension IntervalBlock {
    /// The runs of missing values.
    package var gaps: [Range<Int>] {
        var (gaps, at): ([Range<Int>], Int) = ([], 0)
        for run in runs {
            if run.flag.quality == .missing { gaps.append(at..<at + run.count) }
            at += run.count
        }
        return gaps
    }
}
