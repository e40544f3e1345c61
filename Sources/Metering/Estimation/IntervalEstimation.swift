package import Measures

/// What missing intervals may be filled from (rules B4.6, B4.7).
package struct IntervalHistory: Sendable {
    /// Earlier intervals of the same channel.
    package var earlier: IntervalBlock?
    /// Public holidays count as Sundays.
    package var holidays: Set<Day> = []
    /// A validated alternate meter over the same time.
    package var alternate: IntervalBlock?
    /// Values of a profile day from local midnight on, one for each interval of 24 hours.
    package var profile: [Int64] = []
    /// How many days back like days are looked for.
    package var daysBack = 21
    /// Fewer like days than this, and the method is not used.
    package var fewestLikeDays = 3

    package init(earlier: IntervalBlock? = nil) { self.earlier = earlier }
}

/// A run of missing intervals that was filled, and how.
package struct FilledGap: Sendable, Hashable {
    /// Places in the block.
    package let range: Range<Int>
    package let estimate: Estimate
}

extension IntervalBlock {
    /// Fills what can be filled: an alternate meter, up to an hour by a straight line, longer by
    /// like days, else by the profile of the day. What no method fills stays missing.
    package func filled(
        from history: IntervalHistory, in zone: Zone, unit: Unit
    ) -> (block: IntervalBlock, filled: [FilledGap]) {
        var (values, flags, filled) = (self.values, qualities(), [FilledGap]())
        let likeDays = LikeDays(history, in: zone)
        for gap in gaps.flatMap({ pieces(of: $0, in: zone) }) {
            guard let found = fill(gap, from: history, likeDays: likeDays, in: zone, unit: unit)
            else { continue }
            for (index, value) in zip(gap, found.values) {
                values[index] = value
                flags[index] = found.flag
            }
            filled.append(FilledGap(range: gap, estimate: found.estimate))
        }
        let block = try? IntervalBlock(
            start: start, minutes: minutes, values: values, runs: flags.map { Run(1, $0) })
        guard let block else { preconditionFailure("filled values have a quality") }
        return (block, filled)
    }

    /// A short gap stays whole; a long one is cut at midnights, as each day has its like days.
    private func pieces(of gap: Range<Int>, in zone: Zone) -> [Range<Int>] {
        guard gap.count * minutes > 60 else { return [gap] }
        return localDays(in: zone).map { $0.range.clamped(to: gap) }.filter { !$0.isEmpty }
    }

    private typealias Filling = (values: [Int64], flag: QualityFlag, estimate: Estimate)

    private func fill(
        _ gap: Range<Int>, from history: IntervalHistory, likeDays: LikeDays, in zone: Zone,
        unit: Unit
    ) -> Filling? {
        if let values = alternate(gap, history.alternate) {
            let from = [NamedFigure("alternate meter", .text("validated"))]
            return filling(
                values, quality: .substituted, method: 18, by: .alternateMeter, inputs: from)
        }
        if gap.count * minutes <= 60, let values = straightLine(gap) {
            let inputs = [
                NamedFigure("before", .quantity(quantity(gap.lowerBound - 1), unit)),
                NamedFigure("after", .quantity(quantity(gap.upperBound), unit)),
            ]
            return filling(
                values, quality: .estimated, method: 17, by: .straightLine, inputs: inputs)
        }
        let days = likeDays.before(zone.day(of: start(of: gap.lowerBound)))
        guard days.count >= history.fewestLikeDays else {
            return profileDay(gap, from: history.profile, in: zone)
        }
        return average(gap, of: likeDays, on: days, in: zone)
    }

    private func average(
        _ gap: Range<Int>, of likeDays: LikeDays, on days: [Day], in zone: Zone
    ) -> Filling? {
        let values = gap.map { likeDays.average(days, zone.secondOfDay(at: start(of: $0))) }
        let inputs = days.map { NamedFigure("like day", .day($0)) }
        return filling(
            values, quality: .estimated, method: 15, by: .averageLikeDay, inputs: inputs)
    }

    private func quantity(_ index: Int) -> Quantity { Quantity(millionths: self[index]) }

    private func filling(
        _ values: [Int64], quality: Quality, method: UInt8, by name: Estimate.Method,
        inputs: [NamedFigure]
    ) -> Filling? {
        var sum = Int64(0)
        for value in values {
            let (next, overflow) = sum.addingReportingOverflow(value)
            guard !overflow else { return nil }
            sum = next
        }
        let count = [NamedFigure("intervals", .count(values.count))]
        return (
            values, QualityFlag(quality, method: method),
            Estimate(Quantity(millionths: sum), by: name, inputs: count + inputs)
        )
    }

    private func alternate(_ gap: Range<Int>, _ other: IntervalBlock?) -> [Int64]? {
        guard let other, other.minutes == minutes, (start - other.start) % seconds == 0 else {
            return nil
        }
        let offset = (start - other.start) / seconds
        guard gap.lowerBound + offset >= 0, gap.upperBound + offset <= other.count else {
            return nil
        }
        let values = gap.map { other[$0 + offset] }
        return values.contains(IntervalBlock.missing) ? nil : values
    }

    private func straightLine(_ gap: Range<Int>) -> [Int64]? {
        guard gap.lowerBound > 0, gap.upperBound < count else { return nil }
        let (before, after) = (self[gap.lowerBound - 1], self[gap.upperBound])
        // The last hour of a longer gap, cut off by midnight, has no neighbour to start from.
        guard before != IntervalBlock.missing, after != IntervalBlock.missing else { return nil }
        let parts = Int128(gap.count + 1)
        return (1...gap.count).map { step in
            let sum = Int128(before) * (parts - Int128(step)) + Int128(after) * Int128(step)
            return Int64(sum / parts)
        }
    }

    private func profileDay(_ gap: Range<Int>, from profile: [Int64], in zone: Zone) -> Filling? {
        guard profile.count == 86_400 / seconds else { return nil }
        let values = gap.map { profile[zone.secondOfDay(at: start(of: $0)) / seconds] }
        return filling(values, quality: .estimated, method: 57, by: .profileDay, inputs: [])
    }

    /// The estimated values scaled so that the block adds up to what the register counted.
    ///
    /// Shared in proportion by largest remainder. Nil where something is still missing, nothing
    /// is estimated, or the actual values alone exceed the advance (rule B4.6).
    package func scaled(toAdvance advance: Quantity, places: Int = 3) -> IntervalBlock? {
        let (flags, values) = (qualities(), values)
        let estimated = values.indices.filter { flags[$0].quality == .estimated }
        guard !estimated.isEmpty, let total else { return nil }
        let guessed = estimated.reduce(Int128(0)) { $0 + Int128(values[$1]) }
        let left = Int128(advance.millionths) - Int128(total.millionths) + guessed
        guard left >= 0, let millionths = Int64(exactly: left) else { return nil }
        let rest = Quantity(millionths: millionths)
        var scaled = values
        let shares = rest.split(by: estimated.map { values[$0] }, places: places)
        for (index, share) in zip(estimated, shares) { scaled[index] = share.millionths }
        return try? IntervalBlock(start: start, minutes: minutes, values: scaled, runs: runs)
    }
}

/// Earlier days that a missing day may be like: same weekday class, nothing doubtful (B4.7).
struct LikeDays {
    private let history: IntervalHistory
    /// Values by second of the local day, of days that are whole and actual.
    private let days: [Day: [Int: Int64]]

    init(_ history: IntervalHistory, in zone: Zone) {
        self.history = history
        guard let block = history.earlier else {
            days = [:]
            return
        }
        let flags = block.qualities()
        days = block.localDays(in: zone).reduce(into: [:]) { days, local in
            guard local.isWhole, local.range.allSatisfy({ flags[$0].quality >= .derived }) else {
                return
            }
            days[local.day] = local.range.reduce(into: [:]) { values, index in
                values[zone.secondOfDay(at: block.start(of: index))] = block[index]
            }
        }
    }

    /// Whole, unflagged days of the same class in the days back, latest first.
    func before(_ day: Day) -> [Day] {
        (1...max(1, history.daysBack)).map { day - $0 }.filter {
            days[$0] != nil && kind($0) == kind(day)
        }
    }

    /// The average at a second of the day; a day without that second (short day) does not count.
    func average(_ likeDays: [Day], _ second: Int) -> Int64 {
        let values = likeDays.compactMap { days[$0]?[second] }
        guard !values.isEmpty else { return 0 }
        let sum = values.reduce(Int128(0)) { $0 + Int128($1) }
        return Int64(clamping: sum / Int128(values.count))
    }

    private enum Kind { case weekday, saturday, sunday }

    private func kind(_ day: Day) -> Kind {
        if day.weekday == .sunday || history.holidays.contains(day) { return .sunday }
        return day.weekday == .saturday ? .saturday : .weekday
    }
}
