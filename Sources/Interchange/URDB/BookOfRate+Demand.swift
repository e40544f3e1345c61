import Measures
import Tariffs

extension BookOfRate {
    /// Prices on the month's highest kW, of the months that have them.
    mutating func addFlatDemand() {
        for entry in Set(rate.flatMonths).sorted() {
            let (code, unit) = ("DEMAND_FLAT\(entry + 1)", rate.flatUnit)
            let kW = billed(unit.isDaily ? "daily_max_kW" : "max_kW", unit)
            var charge = TariffBook.Charge(
                code, demand(kW, tiers: rate.flatDemand[entry], code: code, unit: unit))
            let months = (1...12).filter { rate.flatMonths[$0 - 1] == entry }
            charge.when = months.count == 12 ? nil : BookOfRate.condition(months)
            let when = unit.isDaily ? "highest of each day" : "highest of the month"
            add(charge, account: "revenue.demand.flat", label: "{quantity} \(unit.name), \(when)")
        }
    }

    /// Prices on the highest kW within each period.
    mutating func addDemand() {
        guard let demand = rate.demand else { return }
        let (periods, unit) = (demand.used, rate.demandUnit)
        if periods.count > 1 {
            book.demandWindows = rate.windows(of: demand, named: "demand")
        }
        for period in periods {
            let whole = unit.isDaily ? "daily_max_kW" : "max_kW"
            let kW = periods.count > 1 ? "\(whole)_demand\(period + 1)" : whole
            let code = "DEMAND\(period + 1)"
            let kind = self.demand(
                billed(kW, unit), tiers: demand.tiers[period], code: code, unit: unit)
            let when = (unit.isDaily ? "highest of each day in" : "highest of")
            add(
                TariffBook.Charge(code, kind), account: "revenue.demand.tou",
                label: "{quantity} \(unit.name), \(when) period \(period + 1)")
        }
    }

    private mutating func demand(
        _ kW: String, tiers: [URDBRate.Tier], code: String, unit: URDBRate.DemandUnit
    ) -> TariffBook.Kind {
        let (bounds, per) = (TierBounds(tiers), "USD/\(unit.name)")
        guard !bounds.isPlain else {
            addPrice(code, bounds.steps[0].tier, unit: per)
            return .unit(quantity: kW, price: code)
        }
        let steps = bounds.steps.map { step in
            addPrice("\(code)_\(step.index)", step.tier, unit: per)
            return TariffBook.Blocks.Step(
                code: "\(code)_\(step.index)", upTo: step.upTo, price: "\(code)_\(step.index)")
        }
        return .blocks(
            TariffBook.Blocks(of: kW, scale: .bill, steps: steps + bounds.openStep(code)))
    }

    /// The demand that is billed: that of the month, or a share of an earlier peak where the
    /// rate looks back; in kVA over the power factor.
    private mutating func billed(_ kW: String, _ unit: URDBRate.DemandUnit) -> String {
        addDemandInput(kW)
        var name = kW
        if let lookback = rate.lookback {
            let past = "past_" + kW
            name = "billed_" + kW
            addPast(past, of: kW, lookback)
            addQuantity(name, formula: "max(\(kW), \(lookback.share.text) * \(past))", unit: .kW)
        }
        guard unit.isKVA else { return name }
        if !book.inputs.contains(where: { $0.name == "power_factor" }) {
            book.inputs.append(TariffBook.Input("power_factor", .number))
        }
        let kVA = name.replacing("kW", with: "kVA")
        addQuantity(kVA, formula: "\(name) / power_factor", unit: Unit("kVA"))
        return kVA
    }

    private mutating func addQuantity(_ name: String, formula: String, unit: Unit) {
        guard !book.quantities.contains(where: { $0.name == name }) else { return }
        book.quantities.append(TariffBook.DerivedQuantity(name, formula, unit: unit))
    }

    /// A run takes the earlier peak from the bills of those months.
    private mutating func addPast(
        _ past: String, of kW: String, _ lookback: URDBRate.Lookback
    ) {
        guard !book.inputs.contains(where: { $0.name == past }) else { return }
        let bills = TariffBook.FromBills(
            .property, of: [kW], over: .months(lookback.over), in: lookback.months)
        book.inputs.append(
            TariffBook.Input(past, .number, unit: .kW, otherwise: .zero, fromBills: bills))
    }

    /// `month >= 6 and month <= 9 or month = 12`.
    static func condition(_ months: [Int]) -> String {
        var runs: [ClosedRange<Int>] = []
        for month in months {
            if let last = runs.last, last.upperBound == month - 1 {
                runs[runs.count - 1] = last.lowerBound...month
            } else {
                runs.append(month...month)
            }
        }
        return runs.map { run in
            run.count == 1
                ? "month = \(run.lowerBound)"
                : "month >= \(run.lowerBound) and month <= \(run.upperBound)"
        }.joined(separator: " or ")
    }
}

/// The tiers of one period as steps with formulas for their bounds.
struct TierBounds {
    /// The database has no price above the bound of a last tier.
    func openStep(_ code: String) -> [TariffBook.Blocks.Step] {
        steps.last?.upTo == nil ? [] : [TariffBook.Blocks.Step(code: code + "_ABOVE", price: "0")]
    }

    var isPlain: Bool { steps.count == 1 && steps[0].upTo == nil }

    struct Step {
        /// From 1, as the database counts.
        let index: Int
        let tier: URDBRate.Tier
        var upTo: String?
    }

    private(set) var steps: [Step] = []
    let needsPeak: Bool
    /// How many blocks of hours' use bounded tiers in kWh share out.
    let blocks: Int

    /// In the order of the list. A tier in kWh/kW with tiers in kWh behind it is a block of
    /// hours' use: those share it out, each up to its own bound or to that of the block.
    init(_ tiers: [URDBRate.Tier]) {
        var (block, blocks): (String?, Int) = (nil, 0)
        let inBlocks = tiers.first?.unit.isPerKW == true
        for (index, tier) in tiers.enumerated() {
            let next = index + 1 < tiers.count ? tiers[index + 1] : nil
            let bound = tier.bound
            if inBlocks, tier.unit.isPerKW, let next, !next.unit.isPerKW,
                next.upTo != nil || bound == nil
            {
                (block, blocks) = (bound, blocks + (next.upTo == nil ? 0 : 1))
                continue
            }
            if tier.unit.isPerKW { block = nil }
            let inside = [bound, block].compactMap { $0 }
            let upTo = inside.count == 2 ? "min(\(inside[0]), \(inside[1]))" : inside.first
            steps.append(Step(index: index + 1, tier: tier, upTo: upTo))
            if upTo == nil { break }
        }
        self.blocks = blocks
        needsPeak = steps.contains { $0.upTo?.contains("max_kW") == true }
    }
}

extension URDBRate.Tier {
    /// `400 * max_kW`; nothing for an open tier.
    fileprivate var bound: String? {
        upTo.map { upTo in
            upTo.text + (unit.isPerKW ? " * max_kW" : "") + (unit.isDaily ? " * days" : "")
        }
    }
}
