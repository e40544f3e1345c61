import Measures
import Tariffs

/// What a tariff takes from the intervals of a case: sums by band, demand by window (rule A5.8),
/// and the intervals themselves for blocks filled in order of time.
extension BillCase.Part {
    func takeIntervals(
        _ plan: TariffPlan, zones: (String) -> Zone?, into input: inout RatingInput
    ) throws(BillCaseRefused) {
        guard !intervals.isEmpty else { return }
        let zone = try clock(zones)
        let clocks = [plan.timeOfUse(calendar), plan.demandWindows(calendar)].compactMap { $0 }
        let whole = plan.usageSlot("kWh")
        let asksDemand = plan.numberSlot("max_kW") != nil || plan.measuresDemand
        guard !clocks.isEmpty || whole != nil || asksDemand else {
            throw .unknownInput("intervals", book: book)
        }
        let loads = try loads(in: zone)
        for load in loads {
            if let whole { add(whole, of: load, plan: plan, zone: zone, into: &input) }
            for hours in clocks {
                let use = try use(of: load, by: hours, plan: plan, zone: zone, into: &input)
                guard loads.count == 1 else { continue }
                input.inTime = input.inTime ?? use
                setMaxima(of: load, by: hours, use.maximum, plan: plan, in: &input)
            }
        }
        if loads.count == 1 {
            try setDemands(loads[0], clocks: clocks, plan: plan, zone: zone, into: &input)
        }
    }

    /// The largest interval of each band.
    private func setMaxima(
        of load: Load, by hours: TimeOfUse, _ maxima: [Int64], plan: TariffPlan,
        in input: inout RatingInput
    ) {
        for (band, maximum) in zip(hours.bands, maxima) {
            set("max_kW_" + band, to: load.kW(maximum), plan: plan, in: &input)
        }
    }

    /// The largest interval, or demands over longer windows and by day.
    private func setDemands(
        _ load: Load, clocks: [TimeOfUse], plan: TariffPlan, zone: Zone,
        into input: inout RatingInput
    ) throws(BillCaseRefused) {
        guard plan.measuresDemand else {
            return set("max_kW", to: load.kW(load.maximum), plan: plan, in: &input)
        }
        guard let meter = MeasuredDemand(plan.book, clocks, minutes: load.minutes, in: zone) else {
            let window = plan.book.demandMinutes ?? load.minutes
            throw .demandUnknown(window: window, minutes: load.minutes)
        }
        let start = zone.start(of: period.start)
        for (name, kW) in meter.named("", load.values, from: start) {
            set(name, to: kW, plan: plan, in: &input)
        }
    }

    /// The sums of a clock's bands become the usages of their names; nothing used may be lost
    /// there, while a window of demand need not be priced.
    private func use(
        of load: Load, by hours: TimeOfUse, plan: TariffPlan, zone: Zone,
        into input: inout RatingInput
    ) throws(BillCaseRefused) -> ChronologicalUse {
        let slots = plan.usageSlots(of: hours)
        let table = BandTable(hours, over: period, minutes: load.minutes, in: zone)
        var use = ChronologicalUse(table, usages: slots)
        load.values.withUnsafeBufferPointer { use.take($0, scale: 1) }
        for piece in pieces(plan) {
            add(slots, of: load, by: hours, over: piece, zone: zone, into: &input)
        }
        for (index, band) in hours.bands.enumerated() where slots[index] == nil {
            if use.sums[index] != 0, plan.usageSlot("kWh") == nil,
                plan.numberSlot("max_kW_" + band) == nil,
                plan.numberSlot("daily_max_kW_" + band) == nil,
                plan.book.demandWindows?.bands.contains(band) != true
            {
                throw .unknownInput(band, book: book)
            }
        }
        return use
    }

    /// The period cut where prices begin: with intervals each of these days has a read.
    private func pieces(_ plan: TariffPlan) -> [Period] {
        let cuts = Set(plan.priceDays + indexDays).sorted()
            .filter { $0 > period.start && $0 < period.end }
        return zip([period.start] + cuts, cuts + [period.end]).map { Period(from: $0, upTo: $1) }
    }

    private func add(
        _ whole: UsageSlot, of load: Load, plan: TariffPlan, zone: Zone,
        into input: inout RatingInput
    ) {
        guard usages.allSatisfy({ $0.of != "kWh" }) else { return }
        for piece in pieces(plan) {
            let sum = load.values[load.range(of: piece, in: period, zone)].reduce(0, &+)
            input.usages.append(Usage(whole, Quantity(millionths: sum), over: piece))
        }
    }

    private func add(
        _ slots: [UsageSlot?], of load: Load, by hours: TimeOfUse, over piece: Period,
        zone: Zone, into input: inout RatingInput
    ) {
        let (range, seconds) = (load.range(of: piece, in: period, zone), load.minutes * 60)
        var sums = BandSums(bands: slots.count)
        hours.add(
            Array(load.values[range]),
            from: zone.start(of: period.start) + range.lowerBound * seconds, every: seconds,
            in: zone, to: &sums)
        for case (let slot?, let sum) in zip(slots, sums.sums) {
            input.usages.append(Usage(slot, Quantity(millionths: sum), over: piece))
        }
    }

    /// A number of the case's own stands.
    private func set(
        _ name: String, to value: Exact, plan: TariffPlan, in input: inout RatingInput
    ) {
        guard numbers[name] == nil, let slot = plan.numberSlot(name) else { return }
        input.set(slot, value)
    }

    /// The intervals of all meters added up, by their length. Demand and the order of time are
    /// known only where all have one length.
    private func loads(in zone: Zone) throws(BillCaseRefused) -> [Load] {
        var loads: [Load] = []
        for given in intervals {
            let length = zone.start(of: period.end) - zone.start(of: period.start)
            let count = Int(length) / (given.minutes * 60)
            let values = given.values.compactMap { Quantity(exactly: $0)?.millionths }
            guard values.count == count else {
                throw .intervalsDiffer(given.values.count, expected: count)
            }
            if let index = loads.firstIndex(where: { $0.minutes == given.minutes }) {
                for at in values.indices { loads[index].values[at] &+= values[at] }
            } else {
                loads.append(Load(minutes: given.minutes, values: values))
            }
        }
        return loads
    }
}

/// What was used in each interval, in millionths.
private struct Load {
    let minutes: Int
    var values: [Int64]

    /// The places of the intervals that begin in a part of the period.
    func range(of piece: Period, in period: Period, _ zone: Zone) -> Range<Int> {
        func before(_ day: Day) -> Int {
            let seconds = zone.start(of: day) - zone.start(of: period.start)
            return min((seconds + minutes * 60 - 1) / (minutes * 60), values.count)
        }
        return before(piece.start)..<before(piece.end)
    }

    var maximum: Int64 { max(0, values.max() ?? 0) }

    func kW(_ millionths: Int64) -> Exact {
        Quantity(millionths: millionths).exact * Exact(60) / Exact(minutes)
    }
}
