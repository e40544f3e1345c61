import Measures
import Tariffs

extension BilledBlocks {
    init(_ filled: ChronologicalBlocks, _ plan: TariffPlan) {
        self.init(
            usage: plan.name(of: filled.usage),
            limits: filled.limits.map { Quantity(millionths: $0) },
            parts: filled.parts.map { Quantity(millionths: $0) })
    }
}

extension RatingInput {
    /// What blocks had when a bill was made, under the names of the tariff. Where a price changed,
    /// the lines of the bill say which part came at which price.
    mutating func add(filled: [BilledBlocks], _ lines: [BillLine], _ plan: TariffPlan) {
        guard !filled.isEmpty else { return }
        billed = lines.map { BilledPart($0.charge, $0.quantity, over: $0.period) }
        for part in filled {
            guard let slot = plan.usageSlot(part.usage) else { continue }
            self.filled.append(
                ChronologicalBlocks(
                    slot, limits: part.limits.map(\.millionths),
                    parts: part.parts.map(\.millionths)))
        }
    }
}

extension Draft {
    /// The intervals by the bands of a tariff; nil where they are of several lengths, or do not
    /// come to what `input` has of each band: something was measured otherwise.
    func chronologicalUse(
        for tariff: TariffInForce, _ zone: Zone, _ input: RatingInput
    ) -> ChronologicalUse? {
        guard let hours = tariff.timeOfUse ?? tariff.demandWindows else { return nil }
        let priced = loads.filter { load in
            hours.bands.contains { tariff.usage(load.usage, $0) != nil }
        }
        guard priced.count == 1, let load = priced.first else { return nil }
        let slots = hours.bands.map { band in
            tariff.usage(load.usage, band).flatMap { tariff.plan.usageSlot($0) }
        }
        let table = BandTable(hours, over: period, minutes: load.minutes, in: zone)
        guard table.count == load.values.count else { return nil }
        var use = ChronologicalUse(table, usages: slots)
        load.values.withUnsafeBufferPointer { use.take($0, scale: 1) }
        return use.comesTo(input, slots) ? use : nil
    }
}

extension ChronologicalUse {
    /// Whether each band has what the input says of its usage.
    fileprivate func comesTo(_ input: RatingInput, _ slots: [UsageSlot?]) -> Bool {
        slots.indices.allSatisfy { band in
            guard let slot = slots[band] else { return true }
            let known = input.usages.filter { $0.slot == slot }
            return known.reduce(Int64(0)) { $0 &+ $1.quantity.millionths } == sums[band]
        }
    }
}
