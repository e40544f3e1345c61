import Measures

extension Rater {
    /// Works out a formula in the present scope.
    mutating func value(_ program: Program, _ rated: borrowing Rated) throws(RatingRefused) -> Exact
    {
        switch program.shape {
        case .constant(let value): return value
        case .usage(let slot): return usage(slot)
        case .number(let slot): return number(slot)
        case .price(let slot): return try price(slot)
        case .quantity(let slot): return quantities[slot]
        case .steps: return try run(program, rated)
        }
    }

    mutating func isTrue(_ program: Program, _ rated: borrowing Rated) throws(RatingRefused) -> Bool
    {
        !(try known(value(program, rated), "when")).isZero
    }

    /// The value itself, or a refusal where it has none: a decision never rests on a guess.
    func known(_ value: Exact, _ name: String) throws(RatingRefused) -> Exact {
        guard !value.isOutOfRange else { throw .outOfRange(name) }
        return value
    }

    /// Works out the quantities at `slots`, each after those that it stands on.
    mutating func prepare(_ slots: [Int], _ rated: borrowing Rated) throws(RatingRefused) {
        for slot in slots where !memo.isPrepared[slot] {
            let quantity = plan.quantities[slot]
            var result = try value(quantity.program, rated)
            if let rule = quantity.rounding {
                result = try rounded(result, by: rule, of: quantity.name)
            }
            quantities[slot] = result
            memo.isPrepared[slot] = true
        }
    }

    func rounded(
        _ value: Exact, by rule: RoundingRule, of name: String
    ) throws(RatingRefused) -> Exact {
        do throws(OutOfRange) { return try value.rounded(rule) } catch { throw .outOfRange(name) }
    }

    /// A number as it holds on the first day of the present piece.
    func number(_ slot: Int) -> Exact {
        guard !input.changes.isEmpty else { return input.numbers[slot] }
        let change = input.changes.last { $0.slot == slot && $0.from <= scope.priceDay }
        return change?.value ?? input.numbers[slot]
    }

    /// A usage over the whole bill: over the period here, and what its other parts used on the
    /// same days. A part of other days counts by its days inside, as `bill.days` counts these.
    func billed(_ slot: Int) -> Exact {
        let here = measured(slot, over: input.period)
        return here + (sum(of: input.elsewhere, slot, over: input.period) ?? .zero)
    }

    mutating func price(_ slot: Int) throws(RatingRefused) -> Exact {
        let day = scope.priceDay.number
        if let known = memo.price(slot, on: day) { return known }
        let value = try lookedUp(slot)
        if case .only = plan.prices[slot].pick {
            memo.prices[slot] = plan.prices[slot].stretch(around: day, value)
        }
        return value
    }

    private func lookedUp(_ slot: Int) throws(RatingRefused) -> Exact {
        let rows = plan.prices[slot]
        guard let row = row(of: rows, on: scope.priceDay.number), !row.value.isOutOfRange else {
            throw .missingPrice(rows.name, scope.priceDay)
        }
        return row.value
    }

    func row(of rows: PriceRows, on day: Int32) -> PriceRows.Row? {
        switch rows.pick {
        case .only, .season: return rows.row(0, on: day)
        case .number(let slot):
            let choice = number(slot).reduced
            guard choice.denominator == 1, let variant = Int(exactly: choice.numerator) else {
                return nil
            }
            return rows.row(variant, on: day)
        }
    }

    private mutating func run(
        _ program: Program, _ rated: borrowing Rated
    ) throws(RatingRefused) -> Exact {
        let floor = stack.count
        var next = 0
        while next < program.steps.count {
            let step = program.steps[next]
            next += 1
            switch step {
            case .unless(let target):
                let condition = stack.removeLast()
                guard !condition.isOutOfRange else {
                    stack.removeLast(stack.count - floor)
                    return .outOfRange
                }
                if condition.isZero { next = target }
            case .go(let target): next = target
            case .fold(let fold, let inner):
                stack.append(try folded(fold, over: program.inner[inner], rated))
            case .add, .subtract, .multiply, .divide, .minimum, .maximum, .less, .lessOrEqual,
                .equal, .notEqual:
                let right = stack.removeLast()
                stack[stack.count - 1] = combined(step, of: stack[stack.count - 1], and: right)
            case .negate, .not, .absolute, .round: try change(step)
            default: stack.append(try figure(step, rated))
            }
        }
        return stack.removeLast()
    }

    private func combined(_ step: Program.Step, of a: Exact, and b: Exact) -> Exact {
        switch step {
        case .add: return a + b
        case .subtract: return a - b
        case .multiply: return a * b
        case .divide: return a / b
        default: break
        }
        guard !a.isOutOfRange, !b.isOutOfRange else { return .outOfRange }
        switch step {
        case .minimum: return b < a ? b : a
        case .maximum: return b > a ? b : a
        case .less: return a < b ? .one : .zero
        case .lessOrEqual: return a <= b ? .one : .zero
        case .notEqual: return a == b ? .zero : .one
        default: return a == b ? .one : .zero
        }
    }

    private mutating func change(_ step: Program.Step) throws(RatingRefused) {
        let top = stack[stack.count - 1]
        switch step {
        case .negate: stack[stack.count - 1] = -top
        case .not:
            guard !top.isOutOfRange else { return }
            stack[stack.count - 1] = top.isZero ? .one : .zero
        case .absolute: stack[stack.count - 1] = top.isNegative ? -top : top
        case .round(let rule): stack[stack.count - 1] = try rounded(top, by: rule, of: "round")
        default: break
        }
    }

    private mutating func figure(
        _ step: Program.Step, _ rated: borrowing Rated
    ) throws(RatingRefused) -> Exact {
        switch step {
        case .constant(let value): return value
        case .usage(let slot): return usage(slot)
        case .number(let slot): return number(slot)
        case .price(let slot): return try price(slot)
        case .quantity(let slot): return quantities[slot]
        case .element(let slot): return input.series[slot][element]
        case .line(let slot): return lines(slot, exact: false, rated)
        case .exactLine(let slot): return lines(slot, exact: true, rated)
        case .tax(let slot): return Exact(Int128(taxAmounts[slot]), over: plan.minorPerMajor)
        case .billed(let slot): return billed(slot)
        case .billDays: return Exact(input.period.days)
        case .days: return Exact(scope.piece.days)
        case .yearShare: return plan.yearShare(of: scope.piece)
        case .monthShare: return monthShare(of: scope.piece)
        case .month: return try month()
        default: return Exact(plan.daysInYear(of: scope.piece.start))
        }
    }

    /// The calendar month, 1 to 12, of a period that lies inside one.
    private func month() throws(RatingRefused) -> Exact {
        let (first, last) = (scope.piece.start.date, scope.piece.last.date)
        guard first.month == last.month, first.year == last.year else {
            throw .severalMonths(scope.piece)
        }
        return Exact(first.month)
    }

    private mutating func folded(
        _ fold: Program.Fold, over body: Program, _ rated: borrowing Rated
    ) throws(RatingRefused) -> Exact {
        let count = try length(of: body)
        let outer = element
        defer { element = outer }
        if fold == .count { return Exact(count) }
        var result: Exact?
        for index in 0..<count {
            element = index
            let next = try run(body, rated)
            guard let before = result else {
                result = next
                continue
            }
            let step: Program.Step = fold == .sum ? .add : fold == .maximum ? .maximum : .minimum
            result = combined(step, of: before, and: next)
        }
        return result ?? .zero
    }

    func length(of body: Program) throws(RatingRefused) -> Int {
        guard let first = body.series.first else { return 0 }
        let count = input.series[first].count
        let mayBeEmpty = input.historyMayBeEmpty && plan.seriesDefaults[first] != nil
        guard count > 0 || mayBeEmpty else { throw .missingInput(plan.seriesNames[first]) }
        for slot in body.series where input.series[slot].count != count {
            throw .seriesDiffer(plan.seriesNames[slot], input.series[slot].count, count)
        }
        return count
    }
}
