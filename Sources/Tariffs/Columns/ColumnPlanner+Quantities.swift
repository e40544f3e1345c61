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
        case .number(let slot): return number(slot)
        case .price(let slot): return .fixed(try rater.price(slot))
        case .days: return .fixed(Exact(rater.scope.piece.days))
        case .multiply, .divide, .add, .subtract:
            guard let right = stack.popLast(), let left = stack.popLast() else { return nil }
            return worked(step, of: left, and: right)
        default: return nil
        }
    }

    mutating func worked(_ step: Program.Step, of left: Quantity, and right: Quantity) -> Quantity?
    {
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
        case (.add, .scaled(let column, let a), .scaled(let other, let b)):
            return a.isNegative || b.isNegative ? nil : sum(column, times: a, and: other, times: b)
        case (.add, .scaled, .fixed(let nothing)) where nothing.isZero: return left
        case (.add, .fixed(let nothing), .scaled) where nothing.isZero: return right
        default: return nil
        }
    }

    /// A column of what two come to, in the largest step that both are whole numbers of. It is
    /// nowhere below nothing, nor above what the first and a second that is added come to.
    mutating func sum(_ one: Int, times a: Exact, and other: Int, times b: Exact) -> Quantity? {
        guard !a.isZero, !b.isZero else { return nil }
        let ratio = (a / b).reduced
        guard !ratio.isOutOfRange, let first = Int64(exactly: ratio.numerator.magnitude),
            let size = Int64(exactly: ratio.denominator)
        else { return nil }
        let second = b.isNegative ? -size : size
        let largest =
            Int128(maximum[one]) * Int128(first)
            + Int128(maximum[other]) * Int128(max(second, 0))
        guard let largest = Int64(exactly: largest), largest < 1 << 62 else { return nil }
        steps.append(
            .sum(
                .init(column: one, times: first), .init(column: other, times: second),
                to: maximum.count))
        maximum.append(largest)
        return .scaled(maximum.count - 1, by: a / Exact(Int128(first), over: 1))
    }

    /// The column that stands for something, if one does.
    func position(of source: ColumnOfUse.Source) -> Int? {
        given.firstIndex { $0.source == source }
    }

    func number(_ slot: Int) -> Quantity {
        guard let column = position(of: .number(NumberSlot(index: slot))) else {
            return .fixed(input.numbers[slot])
        }
        return .scaled(column, by: given[column].step)
    }

    /// Over the whole period, or what the present piece has of it.
    mutating func usage(_ slot: Int) -> Quantity? {
        guard let column = position(of: .usage(UsageSlot(index: slot))) else {
            return rater.scope.cutsUsage ? nil : plan.usageDefaults[slot].map { .fixed($0) }
        }
        let whole = Quantity.scaled(column, by: given[column].step)
        return rater.scope.cutsUsage ? share(of: whole) : whole
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
        guard let share = RoundedShare(steps, rule.mode, upTo: maximum[column]) else { return nil }
        maximum.append(share.maximum)
        self.steps.append(.quantity(from: column, to: maximum.count - 1, share))
        return .scaled(maximum.count - 1, by: Exact(1, over: Int128(powersOfTen[rule.places])))
    }
}
