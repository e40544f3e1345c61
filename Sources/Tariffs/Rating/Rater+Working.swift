import Measures

/// The working of a line is written while the line is made, from the same scope.
extension Rater {
    mutating func working(
        of line: RatedLine, _ charge: PlannedCharge, _ rated: borrowing Rated
    ) throws(RatingRefused) -> Working {
        var working = Working()
        for slot in charge.usages where isGiven(slot) { working.steps.append(usageStep(slot)) }
        for slot in charge.quantities {
            working.steps.append(try quantityStep(slot, rated))
        }
        if let step = try formulaStep(line, of: charge, rated) { working.steps.append(step) }
        if let split = try splitStep(line, of: charge, rated) { working.steps.append(split) }
        if charge.countsDays { working.steps.append(daysStep(line)) }
        for slot in prices(of: line, charge) {
            if let step = priceStep(slot) { working.steps.append(step) }
        }
        working.steps.append(try lineStep(line, of: charge, rated))
        return working
    }

    /// The days of the line, each charged once (rule A1.4).
    private func daysStep(_ line: RatedLine) -> Working.Step {
        let days = Exact(line.period.days)
        return Working.Step(
            .days, "days", inputs: [NamedFigure("\(line.period)", .exact(days, .day))],
            exact: days, result: .exact(days, .day), source: "A1.4")
    }

    private func isGiven(_ slot: Int) -> Bool {
        input.usages.contains { $0.slot.index == slot }
    }

    /// The one price of a block, else every price that the charge stands on.
    private func prices(of line: RatedLine, _ charge: PlannedCharge) -> [Int] {
        if case .blocks = charge.kind, let price = plan.lineNames[line.name].price {
            return [price]
        }
        return charge.prices
    }

    /// The quantity of a charge that is a formula of its own, not a name.
    private mutating func formulaStep(
        _ line: RatedLine, of charge: PlannedCharge, _ rated: borrowing Rated
    ) throws(RatingRefused) -> Working.Step? {
        guard let text = plan.lineNames[line.name].quantity,
            (try? Formula(parsing: text))?.isName == false,
            let whole = try divided(charge, rated)
        else { return nil }
        return Working.Step(
            .quantity, "quantity", formula: text, inputs: figures(in: text, rated), exact: whole,
            result: .exact(whole, plan.lineNames[line.name].unit))
    }

    private mutating func usageStep(_ slot: Int) -> Working.Step {
        let name = plan.usageNames[slot]
        let unit = plan.unit(of: name)
        let parts = input.usages.filter { $0.slot.index == slot }.map { part in
            let text = "\(part.quantity)" + (part.estimated ? " estimated" : "")
            return NamedFigure("\(part.period)", .text(text))
        }
        let total = usage(slot)
        return Working.Step(
            .advance, name, formula: scope.cutsUsage ? "share by days" : "", inputs: parts,
            exact: total, result: .exact(total, unit))
    }

    private mutating func quantityStep(
        _ slot: Int, _ rated: borrowing Rated
    ) throws(RatingRefused) -> Working.Step {
        let quantity = plan.book.quantities[slot]
        let exact = try value(plan.quantities[slot].program, rated)
        return Working.Step(
            .quantity, quantity.name, formula: quantity.formula,
            inputs: figures(in: quantity.formula, rated), exact: exact,
            result: .exact(quantities[slot], quantity.unit), rounding: quantity.rounding,
            source: quantity.source)
    }

    /// How much of a quantity over several prices falls on this one.
    private mutating func splitStep(
        _ line: RatedLine, of charge: PlannedCharge, _ rated: borrowing Rated
    ) throws(RatingRefused) -> Working.Step? {
        guard charge.splits, !charge.cutsUsage, !charge.fillsChronologically,
            scope.piece != scope.span,
            let whole = try divided(charge, rated)
        else { return nil }
        let part = share(of: whole, in: scope)
        let isLast = scope.piece.end == scope.span.end
        let days = Exact(Int128(scope.piece.days), over: Int128(scope.span.days))
        return Working.Step(
            .split, plan.lineNames[line.name].quantity ?? "",
            formula: isLast ? "what the earlier days leave" : "by days",
            inputs: [
                NamedFigure("whole", .exact(whole, plan.lineNames[line.name].unit)),
                NamedFigure("days", .count(scope.piece.days)),
                NamedFigure("of days", .count(scope.span.days)),
            ], exact: isLast ? part : whole * days,
            result: .exact(part, plan.lineNames[line.name].unit),
            rounding: isLast ? nil : plan.book.rounding.split, source: "C1.26, C1.43")
    }

    private mutating func divided(
        _ charge: PlannedCharge, _ rated: borrowing Rated
    ) throws(RatingRefused) -> Exact? {
        switch charge.kind {
        case .unit(let quantity?, _): return try value(quantity, rated)
        case .blocks(let blocks): return try value(blocks.quantity, rated)
        default: return nil
        }
    }

    private func priceStep(_ slot: Int) -> Working.Step? {
        let rows = plan.prices[slot]
        guard let row = row(of: rows, on: scope.priceDay.number) else { return nil }
        let price = plan.book.prices[slot]
        let step = price.steps[row.step]
        let source = [step.source ?? plan.book.source, step.clause ?? ""]
        return Working.Step(
            .price, price.name, inputs: [NamedFigure("from", .day(step.from))],
            exact: row.value, result: .text(plan.text(of: row.value, price: slot)),
            source: source.filter { !$0.isEmpty }.joined(separator: ", "))
    }

    private mutating func lineStep(
        _ line: RatedLine, of charge: PlannedCharge, _ rated: borrowing Rated
    ) throws(RatingRefused) -> Working.Step {
        let formula = plan.formula(of: line)
        var inputs: [NamedFigure] = []
        switch charge.kind {
        case .unit, .blocks, .percent:
            let unit = plan.lineNames[line.name].unit
            if let usedBefore {
                inputs.append(NamedFigure("used before", .exact(usedBefore, unit)))
            }
            if let above = bounds.above { inputs.append(NamedFigure("above", .exact(above, unit))) }
            if let upTo = bounds.upTo { inputs.append(NamedFigure("up to", .exact(upTo, unit))) }
            inputs += [
                NamedFigure("quantity", .exact(line.quantity, unit)),
                NamedFigure("price", .exact(line.price, nil)),
            ]
            if line.times != .one { inputs.append(NamedFigure("time", .exact(line.times, nil))) }
        case .minimum, .amount, .allocation: inputs = figures(in: formula, rated)
        }
        return Working.Step(
            charge.step, plan.label(of: line, rated), formula: formula, inputs: inputs,
            exact: line.exact, result: .money(rated.money(line.minorUnits)),
            rounding: charge.rounding)
    }

    mutating func working(
        of tax: RatedTax, _ rated: borrowing Rated
    ) -> Working {
        let rule = plan.book.taxes[tax.tax]
        let formula =
            tax.included ? "base × percent ÷ (100 + percent)" : "base × percent ÷ 100"
        var inputs = [
            NamedFigure("base", .money(rated.base(of: tax))),
            NamedFigure("percent", .exact(tax.percent, nil)),
        ]
        if let base = rule.base { inputs += figures(in: base, rated) }
        return Working([
            Working.Step(
                .tax, rule.label ?? rule.code, formula: formula, inputs: inputs,
                exact: tax.exact, result: .money(rated.amount(of: tax)),
                rounding: plan.book.rounding.tax)
        ])
    }
}

extension PlannedCharge {
    /// Its amount depends on how many days the line has.
    fileprivate var countsDays: Bool {
        if case .blocks(let blocks) = kind { return blocks.scale == .day }
        return per != .bill
    }

    /// Its parts are known by their intervals, not by days.
    fileprivate var fillsChronologically: Bool {
        if case .blocks(let blocks) = kind { return blocks.chronologicalUsage != nil }
        return false
    }

    fileprivate var step: Working.Step.Kind {
        switch kind {
        case .blocks: return .block
        case .percent: return .percentage
        case .minimum: return .minimum
        default: return .charge
        }
    }
}

// MARK: The names in a formula

extension Rater {
    /// Each name of a formula with what it stands for in the present scope.
    private mutating func figures(in formula: String, _ rated: borrowing Rated) -> [NamedFigure] {
        guard let parsed = try? Formula(parsing: formula) else { return [] }
        var figures: [NamedFigure] = []
        for name in parsed.names where !figures.contains(where: { $0.name == name }) {
            if let figure = figure(named: name, rated) {
                figures.append(NamedFigure(name, figure))
            }
        }
        return figures
    }

    private mutating func figure(named name: String, _ rated: borrowing Rated) -> Figure? {
        if let slot = plan.usageNames.firstIndex(of: name) {
            return .exact(usage(slot), plan.unit(of: name))
        }
        if let slot = plan.numberNames.firstIndex(of: name) {
            return plan.figure(number(slot), of: name)
        }
        if let slot = plan.quantities.firstIndex(where: { $0.name == name }) {
            return .exact(quantities[slot], plan.book.quantities[slot].unit)
        }
        if let slot = plan.prices.firstIndex(where: { $0.name == name }),
            let row = row(of: plan.prices[slot], on: scope.priceDay.number)
        {
            return .text(plan.text(of: row.value, price: slot))
        }
        if let slot = plan.seriesNames.firstIndex(of: name) {
            return .text("\(input.series[slot].count) values")
        }
        return builtIn(name, rated)
    }

    private func builtIn(_ name: String, _ rated: borrowing Rated) -> Figure? {
        switch name {
        case "days": return .count(scope.piece.days)
        case "bill.days": return .count(input.period.days)
        case "year_share": return .exact(plan.yearShare(of: scope.piece), nil)
        case "month_share": return .exact(monthShare(of: scope.piece), nil)
        case "month": return .count(scope.piece.start.date.month)
        case "year_days": return .count(plan.daysInYear(of: scope.piece.start))
        default: break
        }
        let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { return nil }
        if parts[0] == "bill", let slot = plan.usageNames.firstIndex(of: parts[1]) {
            return .exact(billed(slot), plan.unit(of: parts[1]))
        }
        if let slot = plan.book.taxes.firstIndex(where: { $0.code == parts[1] }), parts[0] == "tax"
        {
            return .money(rated.money(taxAmounts[slot]))
        }
        return plan.book.charges.firstIndex { $0.code == parts[1] }.map {
            .exact(
                lines($0, exact: parts[0] == "exact", rated),
                Unit(plan.book.currency.rawValue))
        }
    }
}
