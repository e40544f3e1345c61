import Measures

extension TariffBook.Price {
    /// The days on which it has a value, each stretch with its end, or none.
    fileprivate var stretches: [(from: Day, upTo: Day?)] {
        let ordered = inOrder
        return ordered.enumerated().compactMap { index, step in
            guard !step.values.isEmpty else { return nil }
            return (step.from, ordered.indices.contains(index + 1) ? ordered[index + 1].from : nil)
        }
    }
}

extension BookReview {
    private var usedPrices: [TariffBook.Price] { book.prices.filter { used.contains($0.name) } }

    /// Days inside the life of the book on which a used price has no value. Rates of tax and
    /// indices are often dated long before the tariff, so only prices per something tell its life.
    var gaps: [BookWarning] {
        let stretches = usedPrices.filter { $0.unit.contains("/") }.flatMap(\.stretches)
        guard let first = stretches.map(\.from).min() else { return [] }
        let ends = stretches.map(\.upTo)
        let last = ends.contains(nil) ? nil : ends.compactMap { $0 }.max()
        return usedPrices.flatMap { price in
            gaps(of: price, from: first, upTo: last).map { from, upTo in
                let charges = book.charges.filter { book.names(of: $0).contains(price.name) }
                return BookWarning(
                    path: ["prices", price.name],
                    kind: .noPrice(
                        price.name, from: from, upTo: upTo, charges: charges.map(\.code)))
            }
        }
    }

    private func gaps(
        of price: TariffBook.Price, from first: Day, upTo last: Day?
    ) -> [(Day, Day?)] {
        var gaps: [(Day, Day?)] = []
        var covered: Day? = first
        for stretch in price.stretches {
            if let day = covered, day < stretch.from { gaps.append((day, stretch.from)) }
            covered = stretch.upTo
        }
        if let day = covered, last.map({ day < $0 }) ?? true, !price.isOpen {
            gaps.append((day, last))
        }
        return gaps
    }

    /// Values by choice or season that leave out a word.
    var missingWords: [BookWarning] {
        usedPrices.flatMap { price -> [BookWarning] in
            guard let words = words(of: price) else { return [] }
            return price.inOrder.filter { !$0.values.isEmpty }.compactMap { step in
                let missing = words.filter { step.values[$0] == nil }
                guard !missing.isEmpty else { return nil }
                return BookWarning(
                    path: ["prices", price.name, "values", "\(step.from)"],
                    kind: .wordsWithoutPrice(price.name, step.from, words: missing))
            }
        }
    }

    private func words(of price: TariffBook.Price) -> [String]? {
        guard let by = price.by else { return nil }
        if by == "season" { return book.seasons.map(\.name) }
        guard case .choice(let words)? = book.inputs.first(where: { $0.name == by })?.kind else {
            return nil
        }
        return words
    }
}

extension TariffBook.Price {
    /// Whether it holds on without an end.
    fileprivate var isOpen: Bool { inOrder.last.map { !$0.values.isEmpty } ?? false }
}

// MARK: Blocks

extension BookReview {
    /// Bounds that are numbers or plain prices are compared on each day on which a price changes.
    var blocks: [BookWarning] {
        let changes = Set(book.prices.flatMap { $0.steps.map(\.from) }).sorted()
        return book.charges.enumerated().flatMap { index, charge -> [BookWarning] in
            guard case .blocks(let blocks) = charge.kind else { return [] }
            var found: [BookWarning] = []
            let bounded = blocks.steps.filter { $0.upTo != nil }
            for (number, step) in bounded.enumerated() {
                let before = number == 0 ? "0" : bounded[number - 1].upTo
                guard let kind = unreachable(step, after: before, changes) else { continue }
                found.append(
                    BookWarning(
                        path: ["charges", "\(index)", "blocks", "steps", "\(number)", "up_to"],
                        kind: kind))
            }
            return found
        }
    }

    private func unreachable(
        _ step: TariffBook.Blocks.Step, after bound: String?, _ changes: [Day]
    ) -> BookWarning.Kind? {
        guard let upTo = step.upTo.flatMap({ try? Formula(parsing: $0) }),
            let before = bound.flatMap({ try? Formula(parsing: $0) })
        else { return nil }
        let depends = !(upTo.names + before.names).isEmpty
        for day in depends ? changes.map({ Optional($0) }) : [nil] {
            guard let one = before.value({ price($0, on: day) }),
                let next = upTo.value({ price($0, on: day) }), !(one < next)
            else { continue }
            return .unreachableBlock(step.code, bound: next, before: one, from: day)
        }
        return nil
    }

    private func price(_ name: String, on day: Day?) -> Exact? {
        guard let day, let price = book.prices.first(where: { $0.name == name }) else { return nil }
        return price.step(on: day)?.values[""]
    }
}

// MARK: Units

extension BookReview {
    /// `p/kWh` goes with a quantity in kWh, `GBP/kW/year` with kW and `per: year`.
    var units: [BookWarning] {
        book.charges.enumerated().compactMap { index, charge in
            guard case .unit(let quantity, let formula) = charge.kind,
                let price = book.prices.first(where: { $0.name == formula }),
                price.unit.contains("/")
            else { return nil }
            let parts = price.unit.split(separator: "/").dropFirst().map(String.init)
            var times = charge.per == .bill ? [] : [charge.per.rawValue]
            if let quantity {
                guard let unit = unit(of: quantity) else { return nil }
                times.insert(unit.rawValue, at: 0)
            } else if !parts.allSatisfy(["day", "month", "year"].contains) {
                return nil
            }
            guard !times.isEmpty, parts != times else { return nil }
            return BookWarning(
                path: ["charges", String(index), "price"],
                kind: .unitsDiffer(charge.code, price: price.unit, times: times))
        }
    }

    private func unit(of name: String) -> Unit? {
        book.inputs.first { $0.name == name }?.unit
            ?? book.quantities.first { $0.name == name }?.unit
    }
}
