import Measures
import Metering
import Supply
import Tariffs

/// Turns the intervals of one channel into quantities by band, and judges them (rules B3.7-B3.12).
struct ChannelReading {
    let span: ConsumptionCalculation
    let history: RegisterHistory
    private let bands: ChannelBands

    init(_ span: ConsumptionCalculation, _ history: RegisterHistory, _ bands: ChannelBands) {
        (self.span, self.history, self.bands) = (span, history, bands)
    }

    private var register: Register { history.register }
    private var zone: Zone { span.zone }

    func read(_ facts: PointFacts, into draft: inout Draft, _ tariff: TariffInForce) {
        guard case .interval(let minutes) = register.kind else { return }
        let covered = stretch(during: draft.period, minutes: minutes)
        let period = covered.period
        guard !period.isEmpty else { return }
        let wanted = span.keepsToReads ? history.starting(in: covered.instants) : covered.instants
        let block = IntervalBlock.joined(history.intervals, minutes: minutes, over: wanted)
        let whole = span.estimates ? fill(block, wanted) : block
        let advance = facts.advance(checking: register.usage.rawValue, draft)
        var found = findings(block, whole, covered.wholeDays, span.limits, advance)
        if span.keepsToReads { found = judged(found, whole, period, facts) }
        if !found.isEmpty { draft.findings += found }
        if covered.isCut { draft.covered.append((register.usage.rawValue, whole)) }
        guard whole.gaps.isEmpty else { return draft.isRateable = false }
        draft.made.add(whole, fills: block.gaps, register.usage.rawValue)
        guard whole.staysInRange else {
            return draft.stop(RatingRefused.outOfRange(register.usage.rawValue).finding)
        }
        add(whole, period, into: &draft, tariff)
        draft.add(channel: whole, register.usage.rawValue, tariff)
        if tariff.plan.fillsChronologically, span.fillsChronologically { keep(whole, in: &draft) }
    }

    /// The intervals at their places in the period, for blocks that fill in order of time.
    private func keep(_ whole: IntervalBlock, in draft: inout Draft) {
        let first = zone.start(of: draft.period.start)
        let count = (zone.start(of: draft.period.end) - first) / whole.seconds
        draft.add(
            load: whole, register.usage.rawValue, at: (whole.start - first) / whole.seconds,
            of: count)
    }

    /// Gaps filled from like days, where most of the period came (rules B4.6, B4.7).
    private func fill(_ block: IntervalBlock, _ wanted: Range<Instant>) -> IntervalBlock {
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
        _ block: IntervalBlock, _ whole: IntervalBlock, _ period: Period,
        _ limits: ValidationLimits, _ advance: (dial: Dial, quantity: Quantity)?
    ) -> [Finding] {
        guard !period.isEmpty else { return [] }
        var facts = IntervalFacts(block: block, period: period, zone: zone, unit: register.unit)
        facts.advance = advance
        if register.usage.rawValue.hasPrefix("export") {
            facts.direction = .received
            facts.isGenerating = true
        }
        let gap = ValidationFailures.gap.code
        return facts.findings(limits).map { finding in
            guard finding.code == gap, whole.gaps.isEmpty else { return finding }
            var filled = finding
            filled.severity = .warning
            return filled
        }
    }

    private func add(
        _ block: IntervalBlock, _ period: Period, into draft: inout Draft, _ tariff: TariffInForce
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
            return draft.demands += measured(block, period, tariff)
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
        _ block: IntervalBlock, _ period: Period, _ tariff: TariffInForce
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

extension TariffInForce {
    /// The usage that a band of a channel goes to: `peak` for kWh, `export_peak` for another,
    /// or nil where the tariff does not price it.
    func usage(_ channel: String, _ band: String) -> String? {
        let own = channel + "_" + band
        if plan.usageSlot(own) != nil { return own }
        return channel == "kWh" && plan.usageSlot(band) != nil ? band : nil
    }
}
