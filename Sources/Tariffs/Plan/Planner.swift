import Measures

/// Makes the parts of a plan from a book, or the list of what is wrong with it.
struct Planner {
    struct Parts {
        var prices: [PriceRows] = []
        var quantities: [PlannedQuantity] = []
        var charges: [PlannedCharge] = []
        var taxes: [PlannedTax] = []
        var lineNames: [LineName] = []
        var seasonStarts: [SeasonStart] = []
        var carries: [PlannedCarry] = []
    }

    let book: TariffBook
    var compiler: FormulaCompiler
    private var mistakes: [BookMistake]
    var parts = Parts()

    init(_ book: TariffBook) {
        self.book = book
        let names = Names(book)
        compiler = FormulaCompiler(names: names, quantities: book.quantities.count)
        mistakes = names.mistakes
    }

    mutating func plan() throws(BookRefused) -> Parts {
        parts.seasonStarts = book.seasons.enumerated()
            .map { SeasonStart(season: $0.offset, month: $0.element.month, day: $0.element.day) }
            .sorted { ($0.month, $0.day) < ($1.month, $1.day) }
        parts.prices = book.prices.map { rows(of: $0) }
        for (slot, quantity) in book.quantities.enumerated() { plan(quantity, slot) }
        for (slot, charge) in book.charges.enumerated() { plan(charge, slot) }
        for (slot, tax) in book.taxes.enumerated() { plan(tax, slot) }
        for carry in book.carries { plan(carry) }
        checkOrder()
        checkFromBills()
        checkFromPrices()
        checkBands()
        let all = mistakes + compiler.mistakes
        guard all.isEmpty else { throw BookRefused(mistakes: all) }
        return parts
    }

    mutating func note(_ rule: BookMistake.Rule, _ value: String, at path: [String]) {
        mistakes.append(BookMistake(path: path, value: value, rule: rule))
    }

    private mutating func plan(_ quantity: TariffBook.DerivedQuantity, _ slot: Int) {
        let path = ["quantities", quantity.name, "is"]
        let program = compiler.compile(quantity.formula, path: path)
        compiler.quantityNeeds[slot] = program.needs
        parts.quantities.append(
            PlannedQuantity(name: quantity.name, program: program, rounding: quantity.rounding))
    }

    private mutating func plan(_ tax: TariffBook.Tax, _ slot: Int) {
        let path = ["taxes", tax.code]
        let percent = compiler.compile(tax.percent, path: path + ["percent"])
        let base = tax.base.map { compiler.compile($0, path: path + ["base"]) }
        let when = tax.when.map { compiler.compile($0, path: path + ["when"]) }
        parts.taxes.append(
            PlannedTax(slot: slot, tax: tax, percent: percent, base: base, when: when))
    }
}

// MARK: Charges

extension Planner {
    private mutating func plan(_ charge: TariffBook.Charge, _ slot: Int) {
        let path = ["charges", String(slot)]
        let kind = kind(of: charge, path)
        let when = charge.when.map { compiler.compile($0, path: path + ["when"]) }
        var needs = kind.needs
        if let when { needs.formUnion(when.needs) }
        if book.rounding.lines == .together, charge.rounding != nil {
            note(.roundedTogether(charge.code), charge.code, at: path + ["round"])
        }
        let first = parts.lineNames.count
        addLineNames(of: charge, slot, kind)
        parts.charges.append(
            PlannedCharge(
                slot: slot, kind: kind, charge: charge, when: when,
                rounding: charge.rounding ?? book.rounding.line, tax: taxSlot(charge, path),
                firstName: first, needs: needs, changes: changes(of: needs.prices),
                splits: !kind.divided.usages.isEmpty))
    }

    private mutating func taxSlot(_ charge: TariffBook.Charge, _ path: [String]) -> Int? {
        guard let code = charge.tax else { return nil }
        if let slot = compiler.names.taxes[code] { return slot }
        let nearest = nearestWord(to: code, among: Array(compiler.names.taxes.keys))
        note(.unknownName(code, nearest: nearest), code, at: path + ["tax"])
        return nil
    }

    private mutating func kind(
        of charge: TariffBook.Charge, _ path: [String]
    ) -> PlannedCharge.Kind {
        switch charge.kind {
        case .unit(let quantity, let price):
            return .unit(
                quantity: quantity.map { compiler.compile($0, path: path + ["quantity"]) },
                price: compiler.compile(price, path: path + ["price"]))
        case .blocks(let blocks): return .blocks(planned(blocks, path + ["blocks"]))
        case .percent(let percent, let of, let ofExact):
            let program = compiler.compile(percent, path: path + ["percent"])
            return .percent(program, of: slots(of, path + ["of"]), ofExact: ofExact)
        case .minimum(let minimum, let covers):
            let program = compiler.compile(minimum, path: path + ["minimum"])
            return .minimum(program, covers: slots(covers, path + ["covers"]))
        case .amount(let amount, let quantity):
            return .amount(
                compiler.compile(amount, path: path + ["amount"]),
                quantity: quantity.map { compiler.compile($0, path: path + ["quantity"]) })
        case .allocation(let pool, let share, let names):
            return allocation(of: pool, by: share, to: names, at: path + ["allocate"])
        }
    }

    private mutating func allocation(
        of pool: String, by share: String, to names: String, at path: [String]
    ) -> PlannedCharge.Kind {
        var list = 0
        if case .names(let slot)? = compiler.names.meanings[names] {
            list = slot
        } else {
            note(.unknownName(names, nearest: nil), names, at: path + ["names"])
        }
        let each = compiler.compileShare(share, path: path + ["share"])
        return .allocation(
            pool: compiler.compile(pool, path: path + ["pool"]), share: each, names: list)
    }

    private mutating func slots(_ codes: [String], _ path: [String]) -> [Int] {
        var found: [Int] = []
        for code in codes {
            if let slot = compiler.names.charges[code] {
                found.append(slot)
            } else {
                let nearest = nearestWord(to: code, among: Array(compiler.names.charges.keys))
                note(.unknownName(code, nearest: nearest), code, at: path)
            }
        }
        return found
    }
}

extension PlannedCharge.Kind {
    /// Everything its formulas stand on.
    var needs: Needs {
        var all = divided
        for program in programs { all.formUnion(program.needs) }
        switch self {
        case .percent(_, let of, _): all.lines.formUnion(of)
        case .minimum(_, let covers): all.lines.formUnion(covers)
        default: break
        }
        return all
    }

    /// What its quantity stands on.
    var divided: Needs {
        switch self {
        case .unit(let quantity, _): return quantity?.needs ?? Needs()
        case .blocks(let blocks): return blocks.quantity.needs
        case .amount(let amount, _): return amount.needs
        default: return Needs()
        }
    }

    private var programs: [Program] {
        switch self {
        case .unit(let quantity, let price): return [price] + (quantity.map { [$0] } ?? [])
        case .blocks(let blocks):
            let used = [blocks.used, blocks.filling?.whole].compactMap { $0 }
            return used + blocks.steps.map(\.price) + blocks.steps.compactMap(\.upTo)
        case .percent(let percent, _, _): return [percent]
        case .minimum(let minimum, _): return [minimum]
        case .amount(let amount, let quantity): return [amount] + (quantity.map { [$0] } ?? [])
        case .allocation(let pool, let share, _): return [pool, share]
        }
    }
}

// MARK: Line names

extension Planner {
    private mutating func addLineNames(
        of charge: TariffBook.Charge, _ slot: Int, _ kind: PlannedCharge.Kind
    ) {
        if case .blocks(let blocks) = charge.kind, case .blocks(let planned) = kind {
            for (step, plan) in zip(blocks.steps, planned.steps) {
                addLineName(
                    of: charge, slot, code: step.code, segmentCode: step.segmentCode ?? step.code,
                    label: step.label ?? charge.label, price: plan.price, quantity: blocks.quantity)
            }
        } else if !charge.seasonCodes.isEmpty {
            for season in book.seasons {
                let code = charge.seasonCodes[season.name] ?? charge.code
                addLineName(
                    of: charge, slot, code: code, segmentCode: code, label: charge.label,
                    price: kind.price, quantity: charge.quantity)
            }
        } else {
            addLineName(
                of: charge, slot, code: charge.code, segmentCode: charge.segmentCode ?? charge.code,
                label: charge.label, price: kind.price, quantity: charge.quantity)
        }
    }

    private mutating func addLineName(
        of charge: TariffBook.Charge, _ slot: Int, code: String, segmentCode: String,
        label: String?, price: Program?, quantity: String?
    ) {
        var priceSlot: Int?
        if case .price(let slot)? = price?.shape { priceSlot = slot }
        let unit = charge.unit ?? quantity.flatMap { self.unit(of: $0) }
        parts.lineNames.append(
            LineName(
                charge: slot, code: code, segmentCode: segmentCode, label: label,
                unit: unit ?? (quantity == nil && charge.per == .day ? .day : nil),
                tax: charge.tax, account: charge.account, price: priceSlot, quantity: quantity))
    }

    /// The unit of a quantity or input named alone.
    private func unit(of formula: String) -> Unit? {
        book.quantities.first { $0.name == formula }?.unit
            ?? book.inputs.first { $0.name == formula }?.unit
    }
}

extension PlannedCharge.Kind {
    fileprivate var price: Program? {
        if case .unit(_, let price) = self { return price }
        return nil
    }
}
