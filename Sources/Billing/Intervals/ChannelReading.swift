import Measures
import Metering
import Tariffs

/// Turns the intervals of one channel into quantities by band, and judges them (rules B3.7-B3.12).
struct ChannelReading {
    let terms: CalculationTerms
    let history: RegisterHistory
    private let bands: ChannelBands

    init(_ terms: CalculationTerms, _ history: RegisterHistory, bands: ChannelBands) {
        (self.terms, self.history, self.bands) = (terms, history, bands)
    }

    private var register: Register { history.register }
    private var zone: Zone { terms.zone }

    /// Adds quantities by band, demands and findings of the days on which the channel counted.
    func read(_ facts: PointFacts, into draft: inout Draft, for tariff: TariffInForce) {
        guard case .interval(let minutes) = register.kind else { return }
        let stretch = stretch(during: draft.period, minutes: minutes)
        let period = stretch.period
        guard !period.isEmpty else { return }
        let wanted =
            terms.keepsToReads ? history.starting(in: stretch.instants) : stretch.instants
        let block = IntervalBlock.joined(history.intervals, minutes: minutes, over: wanted)
        let whole = terms.estimates ? filled(block, wanted) : block
        let advance = facts.advance(checking: register.usage.rawValue, draft)
        var found = findings(
            as: block, filled: whole, over: stretch.wholeDays, advance: advance)
        if terms.keepsToReads { found = judged(found, of: whole, over: period, facts) }
        draft.add(found)
        if stretch.isCut { draft.covered.append((register.usage.rawValue, whole)) }
        guard whole.gaps.isEmpty else { return draft.isRateable = false }
        draft.made.add(whole, fills: block.gaps, in: register.usage.rawValue)
        guard whole.staysInRange else {
            return draft.stop(RatingRefused.outOfRange(register.usage.rawValue).finding)
        }
        add(whole, over: period, to: &draft, for: tariff)
        keep(whole, in: &draft, for: tariff)
    }

    /// Keeps the intervals themselves where the tariff prices each, or fills blocks in order of
    /// time with them.
    private func keep(
        _ block: IntervalBlock, in draft: inout Draft, for tariff: TariffInForce
    ) {
        draft.add(channel: block, register.usage.rawValue, tariff)
        guard tariff.plan.fillsChronologically, terms.fillsChronologically else { return }
        let first = zone.start(of: draft.period.start)
        let count = (zone.start(of: draft.period.end) - first) / block.seconds
        draft.add(
            load: block, register.usage.rawValue, at: (block.start - first) / block.seconds,
            of: count)
    }

    /// Gaps filled from like days, where most of the period came (rules B4.6, B4.7).
    private func filled(_ block: IntervalBlock, _ wanted: Range<Instant>) -> IntervalBlock {
        let missing = block.gaps.reduce(0) { $0 + $1.count }
        guard missing > 0, missing * 5 <= block.count else { return block }
        let before = wanted.lowerBound + -21 * 86_400..<wanted.lowerBound
        let earlier = IntervalBlock.joined(
            history.intervals, minutes: block.minutes, over: before)
        return block.filled(
            from: IntervalHistory(earlier: earlier), in: zone, unit: register.unit
        ).block
    }

    /// What validation says of the intervals as they came; a gap that could be filled warns.
    private func findings(
        as block: IntervalBlock, filled whole: IntervalBlock, over period: Period,
        advance: (dial: Dial, quantity: Quantity)?
    ) -> [Finding] {
        guard !period.isEmpty else { return [] }
        var facts = IntervalFacts(block: block, period: period, zone: zone, unit: register.unit)
        facts.advance = advance
        if register.usage.rawValue.hasPrefix("export") {
            facts.direction = .received
            facts.isGenerating = true
        }
        let gap = ValidationFailures.gap.code
        return facts.findings(terms.limits).map { finding in
            guard finding.code == gap, whole.gaps.isEmpty else { return finding }
            var filled = finding
            filled.severity = .warning
            return filled
        }
    }

    private func add(
        _ block: IntervalBlock, over period: Period, to draft: inout Draft,
        for tariff: TariffInForce
    ) {
        let names = bands.names(of: register.usage.rawValue)
        let cuts = draft.priceChanges.filter { $0 > period.start && $0 < period.end }
        var demands = names.demands.map { _ in Int64(0) }
        for (from, upTo) in zip([period.start] + cuts, cuts + [period.end]) {
            let range = block.range(of: zone.start(of: from)..<zone.start(of: upTo))
            bands.take(block, range, in: zone)
            draft.add(
                names, bands.filled, over: Period(from: from, upTo: upTo),
                isEstimated: block.isShownAsEstimated(in: range))
            for index in demands.indices {
                demands[index] = max(demands[index], names.maximum(index, bands.filled))
            }
        }
        guard !tariff.plan.measuresDemand else {
            return draft.demands += measured(block, over: period, for: tariff)
        }
        for (demand, maximum) in zip(names.demands, demands) {
            let kW = Quantity(millionths: maximum).exact * Exact(60) / Exact(block.minutes)
            draft.demands.append((demand.name, kW))
        }
    }
}

extension ChannelReading {
    /// Demands over windows longer than an interval, and by day; none where the meter's
    /// intervals do not make up a window.
    private func measured(
        _ block: IntervalBlock, over period: Period, for tariff: TariffInForce
    ) -> [(name: String, kW: Exact)] {
        guard
            let meter = MeasuredDemand(
                tariff.plan.book, tariff.clocks, minutes: block.minutes, in: zone)
        else { return [] }
        let usage = register.usage.rawValue
        let range = block.range(of: zone.start(of: period.start)..<zone.start(of: period.end))
        return meter.named(
            usage == "kWh" ? "" : usage + "_", block.values[range],
            from: block.start(of: range.lowerBound)
        ).sorted { $0.key < $1.key }.map { (name: $0.key, kW: $0.value) }
    }
}

extension ChannelNames {
    /// The largest interval of a demand, in millionths.
    fileprivate func maximum(_ demand: Int, _ filled: [BlockUsage]) -> Int64 {
        demands[demand].of.reduce(0) { max($0, filled[$1.clock].maximum[$1.band]) }
    }
}

extension Draft {
    /// What a channel had of a part of the period: the whole, then each band that is priced.
    fileprivate mutating func add(
        _ names: ChannelNames, _ filled: [BlockUsage], over part: Period, isEstimated: Bool
    ) {
        func add(_ usage: String, _ millionths: Int64) {
            usages.append(
                BilledUsage(
                    usage: usage, period: part, quantity: Quantity(millionths: millionths).exact,
                    isEstimated: isEstimated))
        }
        if let whole = names.whole { add(whole, filled[0].sums.reduce(0, &+)) }
        for (clock, bands) in names.bands.enumerated() {
            for (band, usage) in bands.enumerated() {
                if let usage { add(usage, filled[clock].sums[band]) }
            }
        }
    }
}
