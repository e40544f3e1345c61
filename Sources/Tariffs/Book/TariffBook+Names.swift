import Measures

extension TariffBook {
    /// Names in the text of a formula; none where it is not one.
    static func names(in formula: String) -> [String] {
        (try? Formula(parsing: formula))?.names ?? []
    }

    /// Every name that a charge stands on, with what the quantities in it stand on.
    func names(of charge: Charge) -> Set<String> { withParts(charge.formulas.map(\.text)) }

    func names(of tax: Tax) -> Set<String> {
        withParts([tax.percent] + [tax.base, tax.when].compactMap { $0 })
    }

    func names(of carry: Carry) -> Set<String> { withParts([carry.formula]) }

    private func withParts(_ formulas: [String]) -> Set<String> {
        var found: Set<String> = []
        var left = formulas.flatMap(TariffBook.names)
        while let name = left.popLast() {
            guard found.insert(name).inserted else { continue }
            if name.hasPrefix("bill.") { left.append(String(name.dropFirst(5))) }
            if let quantity = quantities.first(where: { $0.name == name }) {
                left += TariffBook.names(in: quantity.formula)
            }
            if let by = prices.first(where: { $0.name == name })?.by { left.append(by) }
        }
        return found
    }
}

extension TariffBook.Charge {
    /// Its formulas, each under its key in the book.
    var formulas: [(key: String, text: String)] {
        let condition = when.map { [("when", $0)] } ?? []
        return condition + kindFormulas
    }

    private var kindFormulas: [(key: String, text: String)] {
        func given(_ quantity: String?) -> [(String, String)] {
            quantity.map { [("quantity", $0)] } ?? []
        }
        switch kind {
        case .unit(let quantity, let price): return given(quantity) + [("price", price)]
        case .blocks(let blocks):
            return blocks.formulas
        case .percent(let percent, _, _): return [("percent", percent)]
        case .minimum(let minimum, _): return [("minimum", minimum)]
        case .amount(let amount, let quantity): return given(quantity) + [("amount", amount)]
        case .allocation(let pool, let share, let names):
            return [("pool", pool), ("share", share), ("names", names)]
        }
    }

    /// Codes of the lines that it is a part or a top-up of.
    var lines: [String] {
        switch kind {
        case .percent(_, let of, _): return of
        case .minimum(_, let covers): return covers
        default: return []
        }
    }
}

extension TariffBook.Blocks {
    fileprivate var formulas: [(String, String)] {
        var all = [("of", quantity)]
        if let filling { all.append(("filled_by", filling.whole)) }
        if let used { all.append(("used", used)) }
        for step in steps {
            if let upTo = step.upTo { all.append(("up_to", upTo)) }
            all.append(("price", step.price))
        }
        return all
    }
}
