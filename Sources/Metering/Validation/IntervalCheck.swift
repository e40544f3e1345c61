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

    /// One finding for each code: the numbers of the first interval or day that fails, and how
    /// many do.
    package func findings(_ limits: ValidationLimits) -> [Finding] {
        findings(limits, after: IntervalScreen(self, limits.intervals))
    }

    /// The same by the checks that a screen leaves to be made.
    func findings(_ limits: ValidationLimits, after screen: IntervalScreen) -> [Finding] {
        var failures = FailuresFound(limits)
        checkDays(within: limits.intervals, after: screen, &failures)
        if screen.mayFailInOrder { checkRuns(within: limits.intervals, &failures) }
        checkSum(within: limits.intervals, &failures)
        return failures.findings
    }

    /// The intervals that start on the days of the period, as indices of the block.
    var range: Range<Int> {
        index(of: zone.start(of: period.start))..<index(of: zone.start(of: period.end))
    }
}

/// Findings as they are met, one for each code.
private struct FailuresFound {
    let limits: ValidationLimits
    private var first: [UInt32: [NamedFigure]] = [:]
    private var times: [UInt32: Int] = [:]

    init(_ limits: ValidationLimits) { self.limits = limits }

    mutating func add(_ failure: ValidationFailures, _ figures: @autoclosure () -> [NamedFigure]) {
        guard limits.off.isDisjoint(with: failure) else { return }
        if first[failure.rawValue] == nil { first[failure.rawValue] = figures() }
        times[failure.rawValue, default: 0] += 1
    }

    var findings: [Finding] {
        first.keys.sorted().map { key in
            let failure = ValidationFailures(rawValue: key)
            let count = NamedFigure("times", .count(times[key] ?? 0))
            return failure.finding(limits, (first[key] ?? []) + [count])
        }
    }
}

// By local day: gaps, spikes.
extension IntervalFacts {
    private func checkDays(
        within limits: IntervalLimits, after screen: IntervalScreen, _ found: inout FailuresFound
    ) {
        let midnights = zone.midnights(of: period)
        for (day, start) in midnights.dropLast().enumerated() {
            let day = IntervalBlock.LocalDay(
                day: period.start + day, range: index(of: start)..<index(of: midnights[day + 1]),
                expected: (midnights[day + 1] - start) / block.seconds)
            checkCount(day, isWhole: screen.isWhole, &found)
            if screen.maySpike(on: day.range, of: block, limits) {
                checkSpike(day, above: limits, &found)
            }
        }
    }

    /// Index of the first interval that starts at `instant` or later, inside the block.
    private func index(of instant: Instant) -> Int {
        let seconds = instant - block.start
        return min(block.count, max(0, (seconds + block.seconds - 1) / block.seconds))
    }

    private func checkCount(
        _ day: IntervalBlock.LocalDay, isWhole: Bool, _ found: inout FailuresFound
    ) {
        let present =
            isWhole ? day.range.count : day.range.count { block[$0] != IntervalBlock.missing }
        guard
            let failure = IntervalFacts.countFailure(
                received: present, expected: day.expected, minutes: block.minutes)
        else { return }
        found.add(
            failure,
            [
                NamedFigure("day", .day(day.day)), NamedFigure("received", .count(present)),
                NamedFigure("expected", .count(day.expected)),
            ])
    }

    /// What a wrong number of intervals on a local day means (rule B3.10), or nil.
    package static func countFailure(received: Int, expected: Int, minutes: Int)
        -> ValidationFailures?
    {
        guard received != expected else { return nil }
        let usual = 1440 / minutes
        if expected != usual && received == usual { return .clockChange }
        return received < expected ? .gap : .surplusIntervals
    }

    private func checkSpike(
        _ day: IntervalBlock.LocalDay, above limits: IntervalLimits, _ found: inout FailuresFound
    ) {
        let (highest, third) = block.highestAndThird(in: day.range)
        let isAbove = limits.spikeAbove.map { highest > $0.millionths } ?? false
        guard isAbove || limits.isSpikeByRatio(highest, third) else { return }
        found.add(
            .spike,
            [
                NamedFigure("day", .day(day.day)),
                NamedFigure("highest", .quantity(Quantity(millionths: highest), unit)),
                NamedFigure("third highest", .quantity(Quantity(millionths: third), unit)),
            ] + limits.spikeFigures(unit))
    }
}

// Over the whole block: frozen values, limits, direction, sum.
extension IntervalFacts {
    private func checkRuns(within limits: IntervalLimits, _ found: inout FailuresFound) {
        var (last, repeats) = (IntervalBlock.missing, 0)
        for index in range {
            let value = block[index]
            repeats =
                value == last && value != 0 && value != IntervalBlock.missing ? repeats + 1 : 1
            if repeats == limits.frozenAfter { found.add(.stopped, figures(index)) }
            if value != IntervalBlock.missing {
                checkLimits(value, after: last, at: index, within: limits, &found)
                checkDirection(value, at: index, &found)
            }
            last = value
        }
    }

    private func checkLimits(
        _ value: Int64, after last: Int64, at index: Int, within limits: IntervalLimits,
        _ found: inout FailuresFound
    ) {
        let isTooMuch =
            limits.maximumDemand.map {
                Int128(value) * 60 / Int128(block.minutes) > Int128($0.millionths)
            } ?? false
        let isTooLow = limits.atLeast.map { value < $0.millionths } ?? false
        let isTooSteep =
            limits.maximumStep.map { maximum in
                last != IntervalBlock.missing
                    && (Int128(value) - Int128(last)).magnitude
                        > UInt128(max(0, maximum.millionths))
            } ?? false
        if isTooMuch || isTooLow || isTooSteep { found.add(.intervalLimit, figures(index)) }
    }

    private func checkDirection(_ value: Int64, at index: Int, _ found: inout FailuresFound) {
        let isReverse = direction == .received ? value > 0 : value < 0
        guard isReverse else { return }
        if !isGenerating || isNight(index) { found.add(.oddExport, figures(index)) }
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
            NamedFigure("value", .quantity(Quantity(millionths: block[index]), unit)),
        ]
    }

    private func checkSum(within limits: IntervalLimits, _ found: inout FailuresFound) {
        guard let advance, let sum = block.total(in: range) else { return }
        let allowed = limits.allowedDifference(advance.dial, advance.quantity)
        let difference = (Int128(sum.millionths) - Int128(advance.quantity.millionths)).magnitude
        guard Exact(Int128(difference), over: 1_000_000) > allowed else { return }
        found.add(
            .intervalSum,
            [
                NamedFigure("sum of intervals", .quantity(sum, unit)),
                NamedFigure("register advance", .quantity(advance.quantity, unit)),
                NamedFigure("allowed difference", .exact(allowed, unit)),
            ])
    }
}

private func > (a: Exact, b: Exact) -> Bool { (b - a).isNegative }

extension IntervalLimits {
    /// T (B3.8): 9.6 against a third of 3.0 is (9.6 - 3.0) / 3.0 = 2.2, above 1.8.
    package func isSpikeByRatio(_ highest: Int64, _ third: Int64) -> Bool {
        guard let spikeRatio, highest > spikeRatioFloor.millionths else { return false }
        let over = (Int128(highest) - Int128(third)) * 1000
        return over > Int128(third) * Int128(spikeRatio)
    }

    /// One step of the register's last digit × multiplier, or the stated tolerance or share,
    /// whichever is largest (rule B3.9).
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
