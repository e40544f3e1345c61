import Measures

/// Turns the formulas of one book into programs and collects what is wrong with them.
struct FormulaCompiler {
    let names: Names
    private(set) var mistakes: [BookMistake] = []
    /// Needs of the quantities compiled so far, by slot.
    var quantityNeeds: [Needs?]
    /// True inside `sum(…)`, where the name of a series means its element.
    private var folding = false

    init(names: Names, quantities: Int) {
        self.names = names
        quantityNeeds = Array(repeating: nil, count: quantities)
    }

    /// The program of `text`, or an empty one after noting the mistake.
    mutating func compile(_ text: String, path: [String]) -> Program {
        var draft = ProgramDraft()
        do throws(FormulaRefused) {
            let formula = try Formula(parsing: text)
            var site = Site(path: path, text: text)
            add(formula, to: &draft, &site)
        } catch {
            let rule = BookMistake.Rule.formula(error.reason)
            mistakes.append(BookMistake(path: path, value: text, rule: rule, at: error.at))
        }
        return Program(draft)
    }

    /// The share of one part of an allocation: series mean the element of that part.
    mutating func compileShare(_ text: String, path: [String]) -> Program {
        folding = true
        defer { folding = false }
        return compile(text, path: path)
    }

    private struct Site {
        let path: [String]
        let text: String
    }

    private mutating func note(_ rule: BookMistake.Rule, at: Int, in site: Site) {
        mistakes.append(BookMistake(path: site.path, value: site.text, rule: rule, at: at))
    }

    private mutating func add(
        _ formula: Formula, to program: inout ProgramDraft, _ site: inout Site
    ) {
        switch formula {
        case .number(let value): program.steps.append(.constant(value))
        case .word(let word, let at): note(.wordWithoutChoice(word), at: at, in: site)
        case .name(let name, let at): addName(name, at: at, to: &program, &site)
        case .negate(let inner):
            add(inner, to: &program, &site)
            program.steps.append(.negate)
        case .not(let inner):
            add(inner, to: &program, &site)
            program.steps.append(.not)
        case .pair(let op, let left, let right):
            addPair(op, left: left, right: right, to: &program, &site)
        case .choose(let condition, let yes, let no):
            addChoice(condition, then: yes, otherwise: no, to: &program, &site)
        case .call(let name, let arguments, let at):
            addCall(name, with: arguments, at: at, to: &program, &site)
        }
    }

    private mutating func addChoice(
        _ condition: Formula, then yes: Formula, otherwise no: Formula,
        to program: inout ProgramDraft,
        _ site: inout Site
    ) {
        add(condition, to: &program, &site)
        let branch = program.steps.count
        program.steps.append(.unless(0))
        add(yes, to: &program, &site)
        let jump = program.steps.count
        program.steps.append(.go(0))
        program.steps[branch] = .unless(program.steps.count)
        add(no, to: &program, &site)
        program.steps[jump] = .go(program.steps.count)
    }

    private mutating func addPair(
        _ op: Formula.Operator, left: Formula, right: Formula, to program: inout ProgramDraft,
        _ site: inout Site
    ) {
        let (zero, one) = (Formula.number(.zero), Formula.number(.one))
        let truth = Formula.pair(.notEqual, right, zero)
        switch op {
        case .and: addChoice(left, then: truth, otherwise: zero, to: &program, &site)
        case .or: addChoice(left, then: one, otherwise: truth, to: &program, &site)
        case .more: addPair(.less, left: right, right: left, to: &program, &site)
        case .moreOrEqual: addPair(.lessOrEqual, left: right, right: left, to: &program, &site)
        default:
            let mayBeWord = op == .equal || op == .notEqual
            if !mayBeWord || !addWordComparison(left: left, right: right, to: &program, &site) {
                add(left, to: &program, &site)
                add(right, to: &program, &site)
            }
            program.steps.append(step(for: op))
        }
    }

    private func step(for op: Formula.Operator) -> Program.Step {
        switch op {
        case .add: return .add
        case .subtract: return .subtract
        case .multiply: return .multiply
        case .divide: return .divide
        case .less: return .less
        case .lessOrEqual: return .lessOrEqual
        case .notEqual: return .notEqual
        default: return .equal
        }
    }

    /// `band = "D"`: the word becomes its place among the words of the choice.
    private mutating func addWordComparison(
        left: Formula, right: Formula, to program: inout ProgramDraft, _ site: inout Site
    ) -> Bool {
        guard case .name(let name, let at) = left, let words = names.choices[name],
            case .word(let word, let wordAt) = right
        else { return false }
        addName(name, at: at, to: &program, &site)
        let index = words.firstIndex(of: word)
        if index == nil { note(.notAmongChoices(word, words), at: wordAt, in: site) }
        program.steps.append(.constant(Exact(index ?? -1)))
        return true
    }

    private mutating func addName(
        _ name: String, at: Int, to program: inout ProgramDraft, _ site: inout Site
    ) {
        if addBuiltIn(name, to: &program) || addReference(name, to: &program) { return }
        switch names.meanings[name] {
        case .usage(let slot):
            program.steps.append(.usage(slot))
            program.needs.usages.insert(slot)
        case .number(let slot):
            program.steps.append(.number(slot))
            program.needs.numbers.insert(slot)
        case .price(let slot):
            program.steps.append(.price(slot))
            program.needs.prices.insert(slot)
            if let choice = names.choiceOfPrice[slot] { program.needs.numbers.insert(choice) }
        case .quantity(let slot): addQuantity(slot, named: name, at: at, to: &program, site)
        case .series(let slot):
            if !folding { note(.seriesOutsideSum(name), at: at, in: site) }
            program.steps.append(.element(slot))
            if !program.series.contains(slot) { program.series.append(slot) }
            program.needs.series.insert(slot)
        case .names, nil:
            note(.unknownName(name, nearest: names.nearest(to: name)), at: at, in: site)
        }
    }

    private mutating func addQuantity(
        _ slot: Int, named name: String, at: Int, to program: inout ProgramDraft, _ site: Site
    ) {
        guard let needs = quantityNeeds[slot] else {
            return note(.usesItself(name), at: at, in: site)
        }
        program.steps.append(.quantity(slot))
        program.needs.formUnion(needs)
        program.needs.quantities.insert(slot)
    }

    private func addBuiltIn(_ name: String, to program: inout ProgramDraft) -> Bool {
        switch name {
        case "days": program.steps.append(.days)
        case "year_share": program.steps.append(.yearShare)
        case "month_share": program.steps.append(.monthShare)
        case "year_days": program.steps.append(.yearDays)
        case "month": program.steps.append(.month)
        case "bill.days": program.steps.append(.billDays)
        default: return false
        }
        return true
    }

    /// `line.W`: a rounded line; `exact.W`: the same before rounding; `tax.VAT`: a tax;
    /// `bill.kWh`: what all parts of the bill used.
    private func addReference(_ name: String, to program: inout ProgramDraft) -> Bool {
        let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { return false }
        if parts[0] == "bill", case .usage(let slot)? = names.meanings[parts[1]] {
            program.needs.billed.insert(slot)
            program.steps.append(.billed(slot))
            return true
        }
        switch (parts[0], names.charges[parts[1]], names.taxes[parts[1]]) {
        case ("line", let slot?, _):
            program.steps.append(.line(slot))
            program.needs.lines.insert(slot)
        case ("exact", let slot?, _):
            program.steps.append(.exactLine(slot))
            program.needs.lines.insert(slot)
        case ("tax", _, let slot?):
            program.steps.append(.tax(slot))
            program.needs.taxes.insert(slot)
        default: return false
        }
        return true
    }
}

extension FormulaCompiler {
    private mutating func addCall(
        _ name: String, with arguments: [Formula], at: Int, to program: inout ProgramDraft,
        _ site: inout Site
    ) {
        switch (name, arguments.count) {
        case ("min", 2...): addFolded(.minimum, over: arguments, to: &program, &site)
        case ("max", 2...): addFolded(.maximum, over: arguments, to: &program, &site)
        case ("min", 1): addFold(.minimum, over: arguments[0], at: at, to: &program, &site)
        case ("max", 1): addFold(.maximum, over: arguments[0], at: at, to: &program, &site)
        case ("sum", 1): addFold(.sum, over: arguments[0], at: at, to: &program, &site)
        case ("count", 1): addFold(.count, over: arguments[0], at: at, to: &program, &site)
        case ("abs", 1):
            add(arguments[0], to: &program, &site)
            program.steps.append(.absolute)
        case ("round", 2), ("round_down", 2):
            addRounding(name, of: arguments, at: at, to: &program, &site)
        case ("min", _), ("max", _), ("sum", _), ("count", _), ("abs", _), ("round", _),
            ("round_down", _):
            note(.wrongArguments(name), at: at, in: site)
        default: note(.unknownFunction(name), at: at, in: site)
        }
    }

    private mutating func addFolded(
        _ step: Program.Step, over arguments: [Formula], to program: inout ProgramDraft,
        _ site: inout Site
    ) {
        add(arguments[0], to: &program, &site)
        for argument in arguments.dropFirst() {
            add(argument, to: &program, &site)
            program.steps.append(step)
        }
    }

    private mutating func addFold(
        _ fold: Program.Fold, over body: Formula, at: Int, to program: inout ProgramDraft,
        _ site: inout Site
    ) {
        var inner = ProgramDraft()
        let outer = folding
        folding = true
        add(body, to: &inner, &site)
        folding = outer
        if inner.series.isEmpty { note(.noSeriesInside(site.text), at: at, in: site) }
        program.needs.formUnion(inner.needs)
        program.inner.append(Program(inner))
        program.steps.append(.fold(fold, program.inner.count - 1))
    }

    private mutating func addRounding(
        _ name: String, of arguments: [Formula], at: Int, to program: inout ProgramDraft,
        _ site: inout Site
    ) {
        guard case .number(let value) = arguments[1],
            let places = (0...9).first(where: { Exact($0) == value })
        else { return note(.wrongArguments(name), at: at, in: site) }
        add(arguments[0], to: &program, &site)
        let mode = name == "round" ? Rounding.halfUp : .down
        program.steps.append(.round(RoundingRule(places: places, mode: mode)))
    }
}
