import Measures

extension ColumnPlanner {
    /// What a formula comes to: a number, a column times a number, or nil for anything else.
    mutating func figure(_ program: Program) throws(RatingRefused) -> Quantity? {
        if isFixed(program.needs) {
            try rater.prepare(program.needs.quantities.sorted(), rated)
            let value = try rater.value(program, rated)
            return value.isOutOfRange ? nil : .fixed(value)
        }
        var stack: [Quantity] = []
        for step in program.steps {
            guard let next = try combined(step, &stack) else { return nil }
            stack.append(next)
        }
        return stack.count == 1 ? stack[0] : nil
    }

    mutating func combined(
        _ step: Program.Step, _ stack: inout [Quantity]
    ) throws(RatingRefused) -> Quantity? {
        switch step {
        case .usage(let slot): return usage(slot)
        case .quantity(let slot): return try quantity(slot)
        case .constant(let value): return .fixed(value)
        case .number(let slot): return .fixed(input.numbers[slot])
        case .price(let slot): return .fixed(try rater.price(slot))
        case .days: return .fixed(Exact(input.period.days))
        case .multiply, .divide, .add, .subtract:
            guard let right = stack.popLast(), let left = stack.popLast() else { return nil }
            return worked(step, left, right)
        default: return nil
        }
    }

    func worked(_ step: Program.Step, _ left: Quantity, _ right: Quantity) -> Quantity? {
        switch (step, left, right) {
        case (.multiply, .fixed(let a), .fixed(let b)): return .fixed(a * b)
        case (.divide, .fixed(let a), .fixed(let b)): return .fixed(a / b)
        case (.add, .fixed(let a), .fixed(let b)): return .fixed(a + b)
        case (.subtract, .fixed(let a), .fixed(let b)): return .fixed(a - b)
        case (.multiply, .scaled(let column, let a), .fixed(let b)),
            (.multiply, .fixed(let b), .scaled(let column, let a)):
            return .scaled(column, by: a * b)
        case (.divide, .scaled(let column, let a), .fixed(let b)):
            return .scaled(column, by: a / b)
        case (.add, .scaled(let column, let a), .scaled(let other, let b)) where column == other:
            return .scaled(column, by: a + b)
        default: return nil
        }
    }

    func usage(_ slot: Int) -> Quantity? {
        guard let column = usages.firstIndex(where: { $0.slot.index == slot }) else {
            return plan.usageDefaults[slot].map { .fixed($0) }
        }
        return .scaled(column, by: Exact(Int128(usages[column].grain), over: 1_000_000))
    }

    mutating func quantity(_ slot: Int) throws(RatingRefused) -> Quantity? {
        if let known = quantities[slot] { return known }
        let planned = plan.quantities[slot]
        guard let exact = try figure(planned.program) else { return nil }
        let made = planned.rounding.map { rounded(exact, $0) } ?? exact
        quantities[slot] = made
        return made
    }

    /// A rounded quantity is a column of its own, unless its column has no finer steps.
    mutating func rounded(_ exact: Quantity, _ rule: RoundingRule) -> Quantity? {
        guard case .scaled(let column, let by) = exact else {
            guard case .fixed(let value) = exact else { return nil }
            return (try? value.rounded(rule)).map { .fixed($0) }
        }
        let steps = by * Exact(Int128(powersOfTen[rule.places]), over: 1)
        if steps.reduced.denominator == 1, !steps.isOutOfRange { return exact }
        guard let share = RoundedShare(steps, rule.mode, upTo: most[column]) else { return nil }
        most.append(share.most)
        self.steps.append(.quantity(from: column, to: most.count - 1, share))
        return .scaled(most.count - 1, by: Exact(1, over: Int128(powersOfTen[rule.places])))
    }
}
