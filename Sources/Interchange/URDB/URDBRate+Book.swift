import Measures
package import Tariffs

extension URDBRate {
    /// This rate as a tariff book: nothing in it is particular to the database.
    ///
    /// `order` says how tiers fill where several periods share them. Refused with the mistakes
    /// of a book that cannot be planned.
    package func book(_ order: TariffBook.Blocks.Filling.Order = .shares) -> TariffBook {
        var maker = BookOfRate(rate: self, order: order)
        maker.addInputs()
        maker.addFixed()
        maker.addEnergy()
        maker.addFlatDemand()
        maker.addDemand()
        maker.addOthers()
        maker.addMinimum()
        return maker.book
    }

    /// The day its prices begin; the database leaves it out for some.
    var firstDay: Day { start ?? Day(number: 10_957) }
}

/// Builds the book part by part, in the order of its lines.
struct BookOfRate {
    let rate: URDBRate
    let order: TariffBook.Blocks.Filling.Order
    var book: TariffBook

    init(rate: URDBRate, order: TariffBook.Blocks.Filling.Order) {
        self.rate = rate
        self.order = order
        let names = [rate.utility, rate.name].filter { !$0.isEmpty }
        book = TariffBook(
            code: "urdb-" + (rate.label.isEmpty ? "rate" : rate.label),
            name: names.isEmpty ? "Rate without a name" : names.joined(separator: ": "),
            commodity: "electricity", currency: .usd, jurisdiction: "US", source: rate.source)
        book.rounding.lines = .together
        book.seasons = Seasons(rate).seasons
        book.demandMinutes = rate.hasDemand ? rate.demandMinutes : nil
    }

    mutating func addPrice(_ name: String, _ value: Exact, unit: String, clause: String? = nil) {
        var steps = [
            TariffBook.Price.Step(from: rate.firstDay, values: ["": value], clause: clause)
        ]
        if let end = rate.end, end >= rate.firstDay {
            steps.append(TariffBook.Price.Step(from: end + 1, values: [:]))
        }
        book.prices.append(TariffBook.Price(name, unit: unit, steps: steps))
    }

    mutating func addPrice(_ name: String, _ tier: URDBRate.Tier, unit: String) {
        let clause =
            tier.adjustment.isZero
            ? nil : "rate \(tier.rate.text), adjustment \(tier.adjustment.text)"
        addPrice(name, tier.price, unit: unit, clause: clause)
    }

    mutating func add(_ charge: TariffBook.Charge, account: String, label: String) {
        var charge = charge
        charge.account = account
        charge.label = label
        book.charges.append(charge)
    }
}

// MARK: Inputs and fixed charges

extension BookOfRate {
    var energyPeriods: [Int] { rate.energy.used }
    var hasBands: Bool { energyPeriods.count > 1 }
    /// `period1` is the first period of the database.
    func usage(_ period: Int) -> String { hasBands ? "period\(period + 1)" : "kWh" }

    mutating func addInputs() {
        for period in energyPeriods {
            book.inputs.append(TariffBook.Input(usage(period), .usage, unit: .kWh))
        }
        if hasBands {
            book.timeOfUse = rate.windows(of: rate.energy, named: "period")
            guard energyPeriods.contains(where: { rate.energy.tiers[$0].count > 1 }) else { return }
            let sum = energyPeriods.map(usage).joined(separator: " + ")
            book.quantities.append(TariffBook.DerivedQuantity("kWh", sum, unit: .kWh))
        }
    }

    mutating func addDemandInput(_ name: String) {
        guard !book.inputs.contains(where: { $0.name == name }) else { return }
        book.inputs.append(TariffBook.Input(name, .number, unit: .kW))
    }

    mutating func addFixed() {
        guard let fixed = rate.fixed, !fixed.value.isZero else { return }
        addPrice("FIXED", fixed.value, unit: "USD/\(fixed.per)")
        let kind: TariffBook.Kind =
            fixed.per == .month
            ? .unit(quantity: nil, price: "FIXED")
            : .amount(fixed.perMonth("FIXED"), quantity: nil)
        var charge = TariffBook.Charge("FIXED", kind)
        charge.per = .month
        add(charge, account: "revenue.standing", label: "Fixed charge")
    }

    /// The bill of a month comes to at least this much, or that of a year.
    mutating func addMinimum() {
        guard let minimum = rate.minimum, !minimum.value.isZero else { return }
        let covered = book.charges.map(\.code)
        addPrice("MINIMUM", minimum.value, unit: "USD/\(minimum.per)")
        if minimum.per == .year { return addYearMinimum(covered) }
        var charge = TariffBook.Charge(
            "MINIMUM", .minimum(minimum.perMonth("MINIMUM"), covers: covered))
        charge.per = .month
        add(charge, account: "revenue.minimum", label: "Up to the minimum charge")
    }

    /// December makes up for what the bills of the year leave of it; a run knows them.
    private mutating func addYearMinimum(_ covered: [String]) {
        let bills = TariffBook.FromBills(.amount, of: lineCodes + ["MINIMUM"], over: .year)
        book.inputs.append(
            TariffBook.Input(
                "billed_this_year", .number, unit: Unit(Currency.usd.rawValue), otherwise: .zero,
                fromBills: bills))
        let lines = covered.map { "line." + $0 }.joined(separator: " - ")
        let left = "MINIMUM - billed_this_year" + (covered.isEmpty ? "" : " - " + lines)
        var charge = TariffBook.Charge("MINIMUM", .amount("max(0, \(left))", quantity: nil))
        charge.when = "month = 12"
        add(charge, account: "revenue.minimum", label: "Up to the minimum charge of the year")
    }

    /// The codes that lines have: of blocks those of their steps.
    private var lineCodes: [String] {
        book.charges.flatMap { charge in
            if case .blocks(let blocks) = charge.kind { return blocks.steps.map(\.code) }
            return [charge.code]
        }
    }
}

extension URDBRate.Amount {
    /// The database spreads a price by day or year evenly over twelve months.
    fileprivate func perMonth(_ name: String) -> String {
        switch per {
        case .month: return name
        case .day: return "\(name) * 365 / 12"
        case .year: return "\(name) / 12"
        }
    }
}

extension URDBRate.Amount.Per: CustomStringConvertible {
    var description: String { String(rawValue.dropFirst(2)) }
}

// MARK: Energy

extension BookOfRate {
    mutating func addEnergy() {
        for period in energyPeriods {
            let tiers = rate.energy.tiers[period]
            let (code, name) = ("ENERGY\(period + 1)", hasBands ? ", period \(period + 1)" : "")
            let kind = energy(usage(period), bounds: TierBounds(tiers), code: code)
            add(
                TariffBook.Charge(code, kind), account: "revenue.energy",
                label: "{quantity} kWh\(name)")
        }
    }

    private mutating func energy(
        _ usage: String, bounds: TierBounds, code: String
    ) -> TariffBook.Kind {
        guard !bounds.isPlain else {
            addPrice(code, bounds.steps[0].tier, unit: "USD/kWh")
            return .unit(quantity: usage, price: code)
        }
        if bounds.needsPeak { addDemandInput("max_kW") }
        let steps = bounds.steps.map { step in
            addPrice("\(code)_\(step.index)", step.tier, unit: "USD/kWh")
            return TariffBook.Blocks.Step(
                code: "\(code)_\(step.index)", upTo: step.upTo, price: "\(code)_\(step.index)",
                label: "{quantity} kWh, \(usage == "kWh" ? "" : usage + ", ")tier \(step.index)")
        }
        var blocks = TariffBook.Blocks(
            of: usage, scale: .bill, steps: steps + bounds.openStep(code))
        if hasBands { blocks.filling = TariffBook.Blocks.Filling(by: "kWh", order) }
        return .blocks(blocks)
    }
}
