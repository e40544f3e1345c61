import Measures

/// Which checks of intervals may find something, by a few quick looks at all of them.
///
/// A check is left out only where it can find nothing, so that the findings are those of every
/// check made (`IntervalScreen.none`). Nearly all blocks are clean, and the checks look at each
/// interval in order.
struct IntervalScreen {
    /// No interval is missing: each day has as many as it has places.
    let isWhole: Bool
    /// The period has a value high enough for a spike (rule B3.8).
    private let maySpike: Bool
    /// Days are looked at before their values are put in order.
    private let screensDays: Bool
    /// Some interval may be frozen, outside a limit or of the wrong direction.
    let mayFailInOrder: Bool

    /// Leaves nothing out.
    static let none = IntervalScreen()

    private init() {
        (isWhole, maySpike, screensDays, mayFailInOrder) = (false, true, false, true)
    }

    init(_ facts: IntervalFacts, _ limits: IntervalLimits) {
        let range = facts.range
        let span = facts.block.span(of: range)
        isWhole = facts.block.isWhole(in: range)
        maySpike = limits.maySpike(span.highest)
        screensDays = true
        mayFailInOrder = facts.mayFailInOrder(range, span, limits: limits)
    }

    /// False where no value of the day can be a spike.
    func maySpike(on day: Range<Int>, of block: IntervalBlock, _ limits: IntervalLimits) -> Bool {
        maySpike && (!screensDays || block.maySpike(day, limits))
    }
}

extension IntervalFacts {
    /// False where no interval of the range can fail a check: no value of the wrong sign, no limit
    /// set, and no run of `frozenAfter` equal values. A run of that length holds two equal values
    /// half that far apart.
    fileprivate func mayFailInOrder(
        _ range: Range<Int>, _ span: IntervalBlock.Span, limits: IntervalLimits
    ) -> Bool {
        let isReverse = direction == .delivered ? span.lowest < 0 : span.highest > 0
        let mayBeOdd = isReverse && (!isGenerating || night != nil)
        guard !mayBeOdd, limits.maximumDemand == nil, limits.atLeast == nil,
            limits.maximumStep == nil
        else { return true }
        guard let frozenAfter = limits.frozenAfter else { return false }
        guard frozenAfter >= 2 else { return true }
        return block.repeats(in: range, every: frozenAfter / 2)
    }
}

extension IntervalLimits {
    /// Whether a value as high as this can be a spike at all.
    fileprivate func maySpike(_ highest: Int64) -> Bool {
        if let spikeAbove, highest > spikeAbove.millionths { return true }
        return spikeRatio != nil && highest > spikeRatioFloor.millionths
    }

    /// The lowest third value with which the highest is no spike by ratio; nil where that cannot be
    /// said in whole millionths.
    fileprivate func third(noSpikeBelow highest: Int64) -> Int64? {
        guard let spikeRatio, spikeRatio >= 0, highest > 0 else { return nil }
        let (over, share) = (Int128(highest) * 1000, Int128(spikeRatio) + 1000)
        return Int64((over + share - 1) / share)
    }
}

extension IntervalBlock {
    /// False where no value of a day can be a spike: none is high enough, or at least three are
    /// nearly as high.
    fileprivate func maySpike(_ day: Range<Int>, _ limits: IntervalLimits) -> Bool {
        let highest = lend(day) { values, scale in max(0, values.ends.highest) &* scale }
        guard limits.maySpike(highest) else { return false }
        if let maximum = limits.spikeAbove, highest > maximum.millionths { return true }
        guard let third = limits.third(noSpikeBelow: highest) else { return true }
        return !has(3, from: third, in: day)
    }
}
