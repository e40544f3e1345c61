import Measures
import Metering
import Supply
import Tariffs

/// Turns the intervals of one channel into quantities by band, and judges them (rules B3.7-B3.12).
struct ChannelReading {
    private let span: SpanReading
    private let history: RegisterHistory

    init(_ span: SpanReading, _ history: RegisterHistory) {
        self.span = span
        self.history = history
    }

    private var register: Register { history.register }
    private var zone: Zone { span.zone }

    func read(_ facts: PointFacts, into draft: inout Draft, _ tariff: TariffInForce) {
        let period = hanging(during: draft.period)
        guard case .interval(let minutes) = register.kind, !period.isEmpty else { return }
        let wanted = zone.start(of: period.start)..<zone.start(of: period.end)
        let block = IntervalBlock.joined(history.intervals, minutes: minutes, over: wanted)
        let whole = span.estimates ? fill(block, wanted) : block
        let advance = facts.advance(checking: register.usage.rawValue, draft)
        let found = findings(block, whole, period, span.gates, advance)
        if !found.isEmpty { draft.findings += found }
        guard whole.gaps.isEmpty else {
            draft.isRateable = false
            return
        }
        add(whole, period, into: &draft, tariff)
        guard tariff.plan.fillsInTime, span.fillsInTime else { return }
        let first = zone.start(of: draft.period.start)
        let count = (zone.start(of: draft.period.end) - first) / whole.seconds
        draft.add(
            load: whole, register.usage.rawValue, at: (whole.start - first) / whole.seconds,
            of: count)
    }

    private func hanging(during period: Period) -> Period {
        let from = max(period.start, register.installed + 1)
        let upTo = min(period.end, (register.removed ?? .openEnd - 1) + 1)
        return Period(from: from, upTo: max(from, upTo))
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
        _ gates: ValidationGates, _ advance: (dial: Dial, quantity: Quantity)?
    ) -> [Finding] {
        var facts = IntervalFacts(block: block, period: period, zone: zone, unit: register.unit)
        facts.advance = advance
        if register.usage.rawValue.hasPrefix("export") {
            facts.direction = .received
            facts.isGenerating = true
        }
        let gap = Doubts.gap.code
        return facts.findings(gates).map { finding in
            guard finding.code == gap, whole.gaps.isEmpty else { return finding }
            var filled = finding
            filled.severity = .warning
            return filled
        }
    }

    private func add(
        _ block: IntervalBlock, _ period: Period, into draft: inout Draft, _ tariff: TariffInForce
    ) {
        let cuts = tariff.priceChanges.filter { $0 > period.start && $0 < period.end }
        var demand = Demand(minutes: block.minutes)
        for (from, upTo) in zip([period.start] + cuts, cuts + [period.end]) {
            let part = Period(from: from, upTo: upTo)
            let range = block.range(of: zone.start(of: from)..<zone.start(of: upTo))
            add(block, range, part, into: &draft, tariff, &demand)
        }
        if !tariff.numbers.isEmpty { draft.demands += demand.named(register.usage.rawValue) }
    }

    private func add(
        _ block: IntervalBlock, _ range: Range<Int>, _ part: Period, into draft: inout Draft,
        _ tariff: TariffInForce, _ demand: inout Demand
    ) {
        let usage = register.usage.rawValue
        var uses: [(name: String, millionths: Int64)] = []
        block.values.withUnsafeBufferPointer { all in
            let values = UnsafeBufferPointer(rebasing: all[range])
            demand.add(values)
            if tariff.plan.usageSlot(usage) != nil { uses.append((usage, values.reduce(0, +))) }
            let start = block.start(of: range.lowerBound)
            for clock in tariff.clocks {
                var sums = BandSums(bands: clock.bands.count)
                clock.add(values, from: start, every: block.seconds, in: zone, to: &sums)
                for (index, band) in clock.bands.enumerated() {
                    demand.add(sums.most[index], band: band)
                    if let name = tariff.usage(usage, band) {
                        uses.append((name, sums.sums[index]))
                    }
                }
            }
        }
        draft.add(uses, over: part, isEstimated: block.isShownAsEstimated(in: range))
    }
}

extension Draft {
    fileprivate mutating func add(
        _ uses: [(name: String, millionths: Int64)], over part: Period, isEstimated: Bool
    ) {
        for use in uses {
            usages.append(
                BilledUsage(
                    usage: use.name, period: part,
                    quantity: Quantity(millionths: use.millionths).exact,
                    isEstimated: isEstimated))
        }
    }
}

/// The largest demand met so far, by band and of all (rule A5.8).
private struct Demand {
    let minutes: Int
    private var most: Int64 = 0
    private var byBand: [(band: String, most: Int64)] = []

    init(minutes: Int) { self.minutes = minutes }

    mutating func add(_ values: UnsafeBufferPointer<Int64>) {
        for value in values { most = max(most, value) }
    }

    mutating func add(_ value: Int64, band: String) {
        if let index = byBand.firstIndex(where: { $0.band == band }) {
            byBand[index].most = max(byBand[index].most, value)
        } else {
            byBand.append((band, value))
        }
    }

    /// `max_kW` and `max_kW_peak`; of another usage `export_max_kW` and so on.
    func named(_ usage: String) -> [(name: String, kW: Exact)] {
        let start = usage == "kWh" ? "max_kW" : usage + "_max_kW"
        return [(start, kW(most))] + byBand.map { (start + "_" + $0.band, kW($0.most)) }
    }

    private func kW(_ millionths: Int64) -> Exact {
        Quantity(millionths: millionths).exact * Exact(60) / Exact(minutes)
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
