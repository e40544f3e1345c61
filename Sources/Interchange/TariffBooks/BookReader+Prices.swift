import Measures
import Tariffs
import Yams

extension BookReader {
    func inputs(_ node: Node) -> [TariffBook.Input] {
        document.entries(node, ["inputs"]).compactMap { name, node in
            let path = ["inputs", name]
            checkName(name, at: path, node: node)
            let known = [
                "usage", "number", "choice", "series", "names", "default", "split", "from_bills",
                "from_prices", "note",
            ]
            let parts = document.mapping(node, path, known: known)
            guard let kind = kind(parts, at: path, node: node) else { return nil }
            let key = parts["usage"] != nil ? "usage" : parts["number"] != nil ? "number" : "series"
            let unit = document.text(parts[key], path + [key]).map { Unit($0) }
            let otherwise = otherwise(parts["default"], at: path + ["default"], kind: kind)
            let bills = parts["from_bills"].flatMap { fromBills($0, at: path, kind: kind) }
            let prices = parts["from_prices"].flatMap { fromPrices($0, at: path, kind: kind) }
            let isIndex = prices.map { $0.usage == nil } ?? false
            let splits = document.flag(parts["split"], path + ["split"]) ?? isIndex
            return TariffBook.Input(
                name, kind, unit: unit, otherwise: otherwise, splits: splits, fromBills: bills,
                fromPrices: prices)
        }
    }

    /// A number, or one of the words of a choice.
    private func otherwise(
        _ node: Node?, at path: [String], kind: TariffBook.Input.Kind
    ) -> Exact? {
        guard case .choice(let words) = kind, let word = document.text(node, path) else {
            return document.number(node, path)
        }
        if let index = words.firstIndex(of: word) { return Exact(index) }
        document.note("expected one of " + words.joined(separator: ", "), at: path, node: node)
        return nil
    }

    private func kind(
        _ parts: [String: Node], at path: [String], node: Node
    ) -> TariffBook.Input.Kind? {
        let kinds = ["usage", "number", "choice", "series", "names"].filter { parts[$0] != nil }
        guard kinds.count == 1 else {
            document.note(
                "expected one of usage, number, choice, series, names", at: path, node: node)
            return nil
        }
        switch kinds[0] {
        case "usage": return .usage
        case "number": return .number
        case "series": return .series
        case "names": return .names
        default: return .choice(document.texts(parts["choice"], path + ["choice"]))
        }
    }

    /// Letters, digits and `_`, so that formulas can use it.
    func checkName(_ name: String, at path: [String], node: Node) {
        let letters = name.utf8.allSatisfy {
            $0 == 95 || (48...57).contains($0) || (97...122).contains($0 | 32)
        }
        if !letters || name.utf8.first.map({ (48...57).contains($0) }) ?? true {
            document.note(
                "a name has letters, digits and _ and begins with a letter", at: path, node: node)
        }
    }

    func quantities(_ node: Node) -> [TariffBook.DerivedQuantity] {
        document.entries(node, ["quantities"]).compactMap { name, node in
            let path = ["quantities", name]
            checkName(name, at: path, node: node)
            if node.scalar != nil {
                document.remember(path + ["is"], node)
                return document.text(node, path).map { TariffBook.DerivedQuantity(name, $0) }
            }
            let known = ["is", "unit", "round", "source"]
            let parts = document.mapping(node, path, known: known, required: ["is"])
            guard let formula = document.text(parts["is"], path + ["is"]) else { return nil }
            return TariffBook.DerivedQuantity(
                name, formula, unit: document.text(parts["unit"], path + ["unit"]).map { Unit($0) },
                rounding: document.rounding(parts["round"], path + ["round"]),
                source: document.text(parts["source"], path + ["source"]))
        }
    }

    func prices(_ node: Node, _ book: TariffBook) -> [TariffBook.Price] {
        document.entries(node, ["prices"]).compactMap { name, node in
            let path = ["prices", name]
            checkName(name, at: path, node: node)
            let known = ["unit", "by", "values", "source", "clause"]
            let parts = document.mapping(node, path, known: known, required: ["unit", "values"])
            guard let unit = document.text(parts["unit"], path + ["unit"]) else { return nil }
            let by = document.text(parts["by"], path + ["by"])
            let source = document.text(parts["source"], path + ["source"])
            let clause = document.text(parts["clause"], path + ["clause"])
            var price = TariffBook.Price(name, unit: unit, by: by, steps: [])
            guard let values = parts["values"] else { return price }
            for (date, node) in document.entries(values, path + ["values"]) {
                guard var step = step(date, node, at: path + ["values", date], by: by) else {
                    continue
                }
                if unit.isInMinorUnits(of: book.currency) { step.divide(by: Exact(100)) }
                step.source = step.source ?? source
                step.clause = step.clause ?? clause
                price.steps.append(step)
            }
            return price
        }
    }

    /// A plain value, `none`, or a mapping with value or values, source and clause.
    private func step(
        _ date: String, _ node: Node, at path: [String], by: String?
    ) -> TariffBook.Price.Step? {
        guard let from = Day(date) else {
            document.note("expected a date such as 2025-04-01", at: path, node: node)
            return nil
        }
        if node.mapping == nil, by != nil, !isNone(node) {
            document.note("expected values for each choice, or none", at: path, node: node)
        }
        var step = TariffBook.Price.Step(from: from, values: [:])
        guard node.mapping != nil else {
            step.values = single(node, path)
            return step
        }
        let key = by == nil ? "value" : "values"
        let parts = document.mapping(
            node, path, known: [key, "source", "clause"], required: [key])
        step.source = document.text(parts["source"], path + ["source"])
        step.clause = document.text(parts["clause"], path + ["clause"])
        guard let value = parts[key] else { return step }
        step.values = by == nil ? single(value, path + [key]) : each(value, path + [key])
        return step
    }

    /// A value for each word of the choice.
    private func each(_ node: Node, _ path: [String]) -> [String: Exact] {
        var values: [String: Exact] = [:]
        for (choice, node) in document.entries(node, path) {
            values[choice] = document.number(node, path + [choice])
        }
        return values
    }

    private func single(_ node: Node, _ path: [String]) -> [String: Exact] {
        if isNone(node) { return [:] }
        return document.number(node, path).map { ["": $0] } ?? [:]
    }

    private func isNone(_ node: Node) -> Bool { node.scalar?.string == "none" }
}

extension TariffBook.Price.Step {
    fileprivate mutating func divide(by divisor: Exact) {
        values = values.mapValues { $0 / divisor }
    }
}

extension String {
    /// `p/kWh` in a book in pounds, `c/kWh` or `ct/kWh` in dollars or euros.
    fileprivate func isInMinorUnits(of currency: Currency) -> Bool {
        TariffBook.Price.minorWords(of: currency).contains { hasPrefix($0 + "/") }
    }
}
