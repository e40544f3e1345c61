package import Measures

/// One step of a working as a person would tell it, in parts that each page lays out.
package struct ExplainedStep: Sendable, Hashable {
    /// What is computed: `Charge: Unit charge`.
    package let title: String
    /// With names: `kWh × price`; empty where the step is a plain fact.
    package let formula: String
    /// The same with numbers: `512 kWh × 9p`; or the inputs by name where no formula is given.
    package let numbers: String
    /// The inputs that the formula does not name, such as the days of two readings.
    package let notes: String
    /// The value before rounding; empty where it is the result.
    package let exact: String
    /// `rounded half up to 2 places`; empty where the step does not round.
    package let rounding: String
    package let result: String
    /// The clause of the price list or the rule; empty where none is named.
    package let source: String

    package init(_ step: Working.Step) {
        let explainedSteps = StepWording(step)
        title = explainedSteps.title
        formula = step.formula
        numbers = explainedSteps.numbers
        notes = explainedSteps.notes
        rounding = explainedSteps.rounding
        result = step.result.forPeople
        exact = step.rounding != nil || !explainedSteps.resultIsExact ? step.exact.forPeople : ""
        source = step.source ?? ""
    }

    /// The calculation in one sentence: `kWh × price = 512 kWh × 9p = 46.08, rounded …`.
    package var calculation: String {
        let equation = [formula, numbers, exact].filter { !$0.isEmpty }.joined(separator: " = ")
        return [equation, rounding, notes].filter { !$0.isEmpty }.joined(separator: ", ")
    }
}

extension Working {
    package var explainedSteps: [ExplainedStep] { steps.map(ExplainedStep.init) }
}

/// Finds the words for one step.
private struct StepWording {
    let step: Working.Step
    private let substitution: (text: String, used: Set<String>)

    init(_ step: Working.Step) {
        self.step = step
        substitution = StepWording.substituted(step.formula, step.inputs)
    }

    var title: String {
        let kind = StepWording.word(step.kind)
        return kind.isEmpty || kind.lowercased() == step.name.lowercased()
            ? step.name : "\(kind): \(step.name)"
    }

    var numbers: String {
        guard step.formula.isEmpty else {
            return substitution.used.isEmpty ? "" : substitution.text
        }
        return listed(step.inputs)
    }

    var notes: String {
        guard !step.formula.isEmpty else { return "" }
        let rest = step.inputs.filter { !substitution.used.contains($0.name) }
        return rest.isEmpty ? "" : "with " + listed(rest)
    }

    var rounding: String {
        guard let rule = step.rounding, step.kind != .advance || !resultIsExact else { return "" }
        let places = rule.places == 1 ? "1 place" : "\(rule.places) places"
        return "rounded \(rule.mode.forPeople) to \(places)"
    }

    /// Whether the result says the exact value already.
    var resultIsExact: Bool {
        switch step.result {
        case .quantity(let value, _): return value.exact == step.exact
        case .exact(let value, _): return value == step.exact
        case .money(let amount): return amount.exact == step.exact
        case .count(let count): return Exact(count) == step.exact
        case .day, .period, .text: return true
        }
    }

    private func listed(_ inputs: [NamedFigure]) -> String {
        inputs.map { "\(StepWording.name($0.name)) \($0.figure.forPeople)" }.joined(separator: ", ")
    }

    /// A name that is a period (`2025-04-01 to 2025-06-30`) is said as one.
    private static func name(_ name: String) -> String {
        guard name.utf8.count == 24, let first = Day(name.prefix(10)),
            let last = Day(name.suffix(10)), first <= last, name.contains(" to ")
        else { return name }
        return Period(from: first, through: last).forPeople + ":"
    }

    private static func word(_ kind: Working.Step.Kind) -> String {
        switch kind {
        case .reading: return "Meter"
        case .advance: return "Used between readings"
        case .quantity: return "Quantity"
        case .days: return "Days"
        case .split: return "Share"
        case .block: return "Block"
        case .band: return "Band"
        case .price: return "Price"
        case .charge: return "Charge"
        case .percentage: return "Percentage"
        case .minimum: return "Minimum"
        case .tax: return "Tax"
        case .total: return "Total"
        }
    }

    /// The formula with each name replaced by its figure, the longest name first, whole words only.
    private static func substituted(
        _ formula: String, _ inputs: [NamedFigure]
    ) -> (text: String, used: Set<String>) {
        guard !formula.isEmpty else { return ("", []) }
        let names = inputs.filter { !$0.name.isEmpty }
            .sorted { $0.name.utf8.count > $1.name.utf8.count }
        var (text, used) = ("", Set<String>())
        var rest = formula[...]
        while let first = rest.first {
            let atWord = !(text.last.map(isPartOfName) ?? false) || !isPartOfName(first)
            if atWord, let input = names.first(where: { begins(rest, with: $0.name) }) {
                text += input.figure.forPeople
                used.insert(input.name)
                rest = rest[rest.utf8.index(rest.startIndex, offsetBy: input.name.utf8.count)...]
            } else if isPartOfName(first) {
                let word = rest.prefix(while: isPartOfName)
                text += word
                rest = rest.dropFirst(word.count)
            } else {
                text.append(first)
                rest.removeFirst()
            }
        }
        return (text, used)
    }

    private static func begins(_ text: Substring, with name: String) -> Bool {
        guard text.utf8.starts(with: name.utf8) else { return false }
        let end = text.utf8.index(text.startIndex, offsetBy: name.utf8.count)
        return !(text[end...].first.map(isPartOfName) ?? false)
    }

    private static func isPartOfName(_ character: Character) -> Bool {
        guard let byte = character.asciiValue else {
            return character.isLetter || character.isNumber
        }
        return switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
