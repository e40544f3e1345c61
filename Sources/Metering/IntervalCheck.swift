package import Measures

/// Everything validation compares one channel's intervals with (rules B3.7 to B3.12).
package struct IntervalFacts: Sendable {
    package enum Direction: Sendable, Hashable {
        /// From the grid to the customer (rule A5.7).
        case delivered
        /// From the customer into the grid.
        case received
    }

    package var block: IntervalBlock
    /// Local days that should be whole.
    package var period: Period
    package var zone: Zone
    package var unit: Unit
    package var direction = Direction.delivered
    package var isGenerating = false
    /// Local seconds of the day in which a solar-only site cannot export, as from..<until over
    /// midnight; nil where there is other generation.
    package var night: (from: Int, until: Int)?
    /// What the register counted over the same time, with its dial (rule B3.9).
    package var advance: (dial: Dial, quantity: Quantity)?

    package init(block: IntervalBlock, period: Period, zone: Zone, unit: Unit) {
        self.block = block
        self.period = period
        self.zone = zone
        self.unit = unit
    }

    /// One finding a code, with the first day it was seen on, its numbers, and how many days.
    package func findings(_ gates: ValidationGates) -> [Finding] {
        var seen = Seen(gates)
        let range = index(of: zone.start(of: period.start))..<index(of: zone.start(of: period.end))
        let span = block.span(of: range)
        for day in days { check(day, span, gates.intervals, &seen) }
        if mayDoubt(range, span, gates.intervals) { checkRuns(gates.intervals, &seen) }
        checkSum(gates.intervals, &seen)
        return seen.findings
    }
}

/// Findings as they are met, one for each code.
private struct Seen {
    let gates: ValidationGates
    private var first: [UInt32: [NamedFigure]] = [:]
    private var times: [UInt32: Int] = [:]

    init(_ gates: ValidationGates) { self.gates = gates }

    mutating func add(_ doubt: Doubts, _ figures: @autoclosure () -> [NamedFigure]) {
        guard gates.off.isDisjoint(with: doubt) else { return }
        if first[doubt.rawValue] == nil { first[doubt.rawValue] = figures() }
        times[doubt.rawValue, default: 0] += 1
    }

    var findings: [Finding] {
        first.keys.sorted().map { key in
            let doubt = Doubts(rawValue: key)
            let count = NamedFigure("times", .count(times[key] ?? 0))
            return doubt.finding(gates, (first[key] ?? []) + [count])
        }
    }
}

// By local day: gaps, spikes.
extension IntervalFacts {
    private var days: [IntervalBlock.LocalDay] {
        var start = zone.start(of: period.start)
        return (0..<period.days).map { offset in
            let day = period.start + offset
            let next = zone.start(of: day + 1)
            defer { start = next }
            return IntervalBlock.LocalDay(
                day: day, range: index(of: start)..<index(of: next),
                expected: (next - start) / block.seconds)
        }
    }

    /// Place of the first interval that starts at `instant` or later, inside the block.
    private func index(of instant: Instant) -> Int {
        let seconds = instant - block.start
        return min(block.count, max(0, (seconds + block.seconds - 1) / block.seconds))
    }

    private func check(
        _ day: IntervalBlock.LocalDay, _ span: IntervalBlock.Span, _ gates: IntervalGates,
        _ seen: inout Seen
    ) {
        let present =
            span.missing == 0
            ? day.range.count : block.values[day.range].count { $0 != IntervalBlock.missing }
        if let doubt = IntervalFacts.countDoubt(
            received: present, expected: day.expected, minutes: block.minutes)
        {
            seen.add(
                doubt,
                [
                    NamedFigure("day", .day(day.day)), NamedFigure("received", .count(present)),
                    NamedFigure("expected", .count(day.expected)),
                ])
        }
        if gates.maySpike(span.highest) { checkSpike(day, gates, &seen) }
    }

    /// What a wrong number of intervals on a local day means (rule B3.10), or nil.
    package static func countDoubt(received: Int, expected: Int, minutes: Int) -> Doubts? {
        guard received != expected else { return nil }
        let usual = 1440 / minutes
        if expected != usual && received == usual { return .clockChange }
        return received < expected ? .gap : .surplusIntervals
    }

    private func checkSpike(
        _ day: IntervalBlock.LocalDay, _ gates: IntervalGates, _ seen: inout Seen
    ) {
        let (highest, third) = block.highestAndThird(in: day.range)
        let isAbove = gates.spikeAbove.map { highest > $0.millionths } ?? false
        guard isAbove || gates.isSpikeByRatio(highest, third) else { return }
        seen.add(
            .spike,
            [
                NamedFigure("day", .day(day.day)),
                NamedFigure("highest", .quantity(Quantity(millionths: highest), unit)),
                NamedFigure("third highest", .quantity(Quantity(millionths: third), unit)),
            ] + gates.spikeFigures(unit))
    }
}

// Over the whole block: frozen values, limits, direction, sum.
extension IntervalFacts {
    /// False where no interval of the range can raise a doubt: none stands on the wrong side of
    /// nothing, no limit is set, and none repeats for so long. A run of `frozenAfter` values has
    /// two neighbours in it of those that stand half as far apart.
    private func mayDoubt(
        _ range: Range<Int>, _ span: IntervalBlock.Span, _ gates: IntervalGates
    ) -> Bool {
        guard direction == .delivered, span.lowest >= 0, gates.mostDemand == nil,
            gates.atLeast == nil, gates.mostStep == nil
        else { return true }
        guard let frozenAfter = gates.frozenAfter else { return false }
        guard frozenAfter >= 2 else { return true }
        return block.repeats(in: range, every: frozenAfter / 2)
    }

    private func checkRuns(_ gates: IntervalGates, _ seen: inout Seen) {
        var (last, repeats) = (IntervalBlock.missing, 0)
        let range = index(of: zone.start(of: period.start))..<index(of: zone.start(of: period.end))
        for index in range {
            let value = block.values[index]
            repeats =
                value == last && value != 0 && value != IntervalBlock.missing ? repeats + 1 : 1
            if repeats == gates.frozenAfter { seen.add(.stopped, figures(index)) }
            if value != IntervalBlock.missing {
                checkLimits(value, after: last, index, gates, &seen)
                checkDirection(value, index, &seen)
            }
            last = value
        }
    }

    private func checkLimits(
        _ value: Int64, after last: Int64, _ index: Int, _ gates: IntervalGates,
        _ seen: inout Seen
    ) {
        let isTooMuch =
            gates.mostDemand.map {
                Int128(value) * 60 / Int128(block.minutes) > Int128($0.millionths)
            } ?? false
        let isTooLow = gates.atLeast.map { value < $0.millionths } ?? false
        let isTooSteep =
            gates.mostStep.map { most in
                last != IntervalBlock.missing
                    && (Int128(value) - Int128(last)).magnitude > UInt128(max(0, most.millionths))
            } ?? false
        if isTooMuch || isTooLow || isTooSteep { seen.add(.intervalLimit, figures(index)) }
    }

    private func checkDirection(_ value: Int64, _ index: Int, _ seen: inout Seen) {
        let isReverse = direction == .received ? value > 0 : value < 0
        guard isReverse else { return }
        if !isGenerating || isNight(index) { seen.add(.oddExport, figures(index)) }
    }

    private func isNight(_ index: Int) -> Bool {
        guard let night else { return false }
        let second = zone.secondOfDay(at: block.start(of: index))
        return night.from <= night.until
            ? second >= night.from && second < night.until
            : second >= night.from || second < night.until
    }

    private func figures(_ index: Int) -> [NamedFigure] {
        let start = block.start(of: index)
        return [
            NamedFigure("day", .day(zone.day(of: start))),
            NamedFigure("minute of the day", .count(zone.secondOfDay(at: start) / 60)),
            NamedFigure("value", .quantity(Quantity(millionths: block.values[index]), unit)),
        ]
    }

    private func checkSum(_ gates: IntervalGates, _ seen: inout Seen) {
        let range = index(of: zone.start(of: period.start))..<index(of: zone.start(of: period.end))
        guard let advance, let sum = block.total(in: range) else { return }
        let allowed = gates.allowedDifference(advance.dial, advance.quantity)
        let difference = (Int128(sum.millionths) - Int128(advance.quantity.millionths)).magnitude
        guard Exact(Int128(difference), over: 1_000_000) > allowed else { return }
        seen.add(
            .intervalSum,
            [
                NamedFigure("sum of intervals", .quantity(sum, unit)),
                NamedFigure("register advance", .quantity(advance.quantity, unit)),
                NamedFigure("allowed difference", .exact(allowed, unit)),
            ])
    }
}

private func > (a: Exact, b: Exact) -> Bool { (b - a).isNegative }

extension IntervalGates {
    /// Whether a value as high as this can be a spike at all.
    fileprivate func maySpike(_ highest: Int64) -> Bool {
        if let spikeAbove, highest > spikeAbove.millionths { return true }
        return spikeRatio != nil && highest > spikeRatioFloor.millionths
    }

    /// T (B3.8): 9.6 against a third of 3.0 is (9.6 - 3.0) / 3.0 = 2.2, above 1.8.
    package func isSpikeByRatio(_ highest: Int64, _ third: Int64) -> Bool {
        guard let spikeRatio, highest > spikeRatioFloor.millionths else { return false }
        let over = (Int128(highest) - Int128(third)) * 1000
        return over > Int128(third) * Int128(spikeRatio)
    }

    /// One step of the register's last digit × multiplier, or the stated tolerance or share,
    /// whichever is most (rule B3.9).
    package func allowedDifference(_ dial: Dial, _ advance: Quantity) -> Exact {
        let one = Exact(1, over: Int128(powersOfTen[dial.decimals])) * dial.multiplier
        let share = advance.exact * Exact(Int128(sumTolerancePermille), over: 1000)
        return [sumTolerance.exact, share].reduce(one) { $1 > $0 ? $1 : $0 }
    }

    func spikeFigures(_ unit: Unit) -> [NamedFigure] {
        var figures: [NamedFigure] = []
        if let spikeRatio {
            let ratio = Exact(Int128(spikeRatio), over: 1000)
            figures.append(NamedFigure("spike above ratio", .exact(ratio, nil)))
        }
        if let spikeAbove {
            figures.append(NamedFigure("spike above", .quantity(spikeAbove, unit)))
        }
        return figures
    }
}

extension IntervalBlock {
    /// What the values of a range lie between, those that are missing left out.
    struct Span {
        /// Zero where nothing is above or below it.
        var (lowest, highest) = (Int64(0), Int64(0))
        var missing = 0
    }

    func span(of range: Range<Int>) -> Span {
        values.withUnsafeBufferPointer { values in
            var span = Span()
            for value in UnsafeBufferPointer(rebasing: values[range]) {
                let isMissing = value == IntervalBlock.missing
                span.missing &+= isMissing ? 1 : 0
                span.lowest = min(span.lowest, isMissing ? 0 : value)
                span.highest = max(span.highest, value)
            }
            return span
        }
    }

    /// Whether two values so far apart are the same and not nothing.
    func repeats(in range: Range<Int>, every step: Int) -> Bool {
        values.withUnsafeBufferPointer { values in
            stride(from: range.lowerBound, to: range.upperBound - step, by: step).contains {
                values[$0] == values[$0 + step] && values[$0] != 0
            }
        }
    }

    /// The highest and the third highest value of a range; zero where there are fewer.
    package func highestAndThird(in range: Range<Int>) -> (highest: Int64, third: Int64) {
        values.withUnsafeBufferPointer { values in
            var (first, second, third) = (Int64.min, Int64.min, Int64.min)
            for value in UnsafeBufferPointer(rebasing: values[range]) where value > third {
                third = value
                if third > second { swap(&second, &third) }
                if second > first { swap(&first, &second) }
            }
            return (max(first, 0), max(third, 0))
        }
    }
}
