package import Measures

/// What one book says differently from another.
package enum BookChange: Sendable, Hashable {
    /// A part of the frame, such as the rounding of lines, in words.
    case frame(String, from: String, to: String)
    case inputAdded(String, isRequired: Bool)
    case inputRemoved(String)
    case inputChanged(String)
    case priceAdded(String, from: Day)
    case priceRemoved(String)
    case priceUnit(String, from: String, to: String)
    /// A value from a day on; nil where there is none. `word` is empty for a plain price.
    case value(price: String, word: String, from: Day, old: Exact?, new: Exact?, step: Step)
    case quantityAdded(String)
    case quantityRemoved(String)
    case quantityChanged(String, from: String, to: String)
    case chargeAdded(String, index: Int)
    case chargeRemoved(String)
    /// A part of a charge: its formula, condition, rounding, tax, account.
    case charge(String, part: String, from: String, to: String)
    case chargesInOtherOrder
    case taxAdded(String)
    case taxRemoved(String)
    case tax(String, part: String, from: String, to: String)
    case timeOfUse

    /// Whether the day has a price of its own in both books.
    package enum Step: Sendable, Hashable {
        /// The next price, as it should be: earlier ones stand.
        case added
        /// A published value is another one now; bills made before do not agree any more.
        case rewritten
        case removed
    }

    /// Changes what was published for days that may have been billed.
    package var rewritesHistory: Bool {
        if case .value(_, _, _, _, _, let step) = self { return step != .added }
        return false
    }
}

extension TariffBook {
    /// Everything that this book says differently from an older one, in the order of its parts.
    package func changes(since old: TariffBook) -> [BookChange] {
        frameChanges(old) + inputChanges(old) + priceChanges(old) + quantityChanges(old)
            + chargeChanges(old) + taxChanges(old)
            + (timeOfUse == old.timeOfUse && demandWindows == old.demandWindows
                ? [] : [.timeOfUse])
    }

    private func frameChanges(_ old: TariffBook) -> [BookChange] {
        zip(old.frame, frame).compactMap { one, next in
            one.1 == next.1 ? nil : .frame(one.0, from: one.1, to: next.1)
        }
    }

    private var frame: [(String, String)] {
        let seasons = seasons.map { "\($0.name) from \($0.month)-\($0.day)" }
        return [
            ("code", code), ("name", name), ("commodity", commodity),
            ("currency", currency.rawValue), ("jurisdiction", jurisdiction), ("source", source),
            ("charging year", year.description), ("rounding of lines", rounding.line.description),
            ("lines are rounded", rounding.lines.rawValue),
            ("rounding of taxes", rounding.tax.description),
            ("taxes are rounded", rounding.taxLevel.rawValue),
            ("rounding of split quantities", rounding.split.description),
            ("order of lines", lines.rawValue), ("suffix of lines", suffix.rawValue),
            ("seasons", seasons.joined(separator: ", ")),
            (
                "numbers carried to the next bill",
                carries.map(\.description).joined(separator: ", ")
            ),
        ]
    }

    private func inputChanges(_ old: TariffBook) -> [BookChange] {
        let (before, after) = (named(old.inputs, \.name), named(inputs, \.name))
        return old.inputs.filter { after[$0.name] == nil }.map { .inputRemoved($0.name) }
            + inputs.compactMap { input in
                guard let one = before[input.name] else {
                    return .inputAdded(input.name, isRequired: input.otherwise == nil)
                }
                return one == input ? nil : .inputChanged(input.name)
            }
    }

    private func quantityChanges(_ old: TariffBook) -> [BookChange] {
        let (before, after) = (named(old.quantities, \.name), named(quantities, \.name))
        return old.quantities.filter { after[$0.name] == nil }.map { .quantityRemoved($0.name) }
            + quantities.compactMap { quantity in
                guard let one = before[quantity.name] else { return .quantityAdded(quantity.name) }
                guard one.description != quantity.description else { return nil }
                return .quantityChanged(
                    quantity.name, from: one.description, to: quantity.description)
            }
    }
}

// MARK: Prices

extension TariffBook {
    private func priceChanges(_ old: TariffBook) -> [BookChange] {
        let (before, after) = (named(old.prices, \.name), named(prices, \.name))
        return old.prices.filter { after[$0.name] == nil }.map { .priceRemoved($0.name) }
            + prices.flatMap { price -> [BookChange] in
                guard let one = before[price.name] else { return added(price) }
                let unit = BookChange.priceUnit(price.name, from: one.unit, to: price.unit)
                return (one.unit == price.unit ? [] : [unit]) + price.changes(since: one)
            }
    }

    private func added(_ price: Price) -> [BookChange] {
        price.inOrder.first.map { [.priceAdded(price.name, from: $0.from)] } ?? []
    }
}

extension TariffBook.Price {
    fileprivate func changes(since old: TariffBook.Price) -> [BookChange] {
        let days = Set((steps + old.steps).map(\.from)).sorted()
        return days.flatMap { day -> [BookChange] in
            let (now, was) = (step(on: day), old.step(on: day))
            let words = Set((now?.values ?? [:]).keys).union((was?.values ?? [:]).keys).sorted()
            return words.compactMap { word in
                let (new, before) = (now?.values[word], was?.values[word])
                guard new != before else { return nil }
                return .value(
                    price: name, word: word, from: day, old: before, new: new,
                    step: kind(on: day, old))
            }
        }
    }

    private func kind(on day: Day, _ old: TariffBook.Price) -> BookChange.Step {
        if !steps.contains(where: { $0.from == day }) { return .removed }
        return old.steps.contains { $0.from >= day } ? .rewritten : .added
    }
}

private func named<Part>(_ parts: [Part], _ name: (Part) -> String) -> [String: Part] {
    Dictionary(parts.map { (name($0), $0) }) { first, _ in first }
}

extension TariffBook.Carry {
    fileprivate var description: String {
        "\(input) = \(formula)" + (resetsYearly ? ", anew each year" : "")
    }
}
