import Measures

extension ColumnPlanner {
    mutating func add(_ charge: PlannedCharge) -> Bool {
        guard rests(on: charge) else { return addFixed(charge) }
        guard let pieces = pieces(of: charge) else { return false }
        varying.insert(charge.slot)
        do throws(RatingRefused) {
            for piece in pieces {
                enter(piece)
                for slot in charge.quantities where isFixed(plan.quantities[slot].program.needs) {
                    try rater.prepare([slot], rated)
                }
                if let when = charge.when {
                    guard isFixed(when.needs) else { return false }
                    try rater.prepare(when.needs.quantities.sorted(), rated)
                    guard try rater.isTrue(when, rated) else { continue }
                }
                guard try addVarying(charge) else { return false }
            }
            return true
        } catch { return false }
    }

    /// True where what was used has a say in the amount, or in a line that it stands on.
    func rests(on charge: PlannedCharge) -> Bool {
        switch charge.kind {
        case .percent(_, let of, _) where !varying.isDisjoint(with: of): true
        case .minimum(_, let covers) where !varying.isDisjoint(with: covers): true
        default: !isFixed(charge.needs) || !(charge.when.map { isFixed($0.needs) } ?? true)
        }
    }

    func isFixed(_ needs: Needs) -> Bool {
        needs.usages.allSatisfy { position(of: .usage(UsageSlot(index: $0))) == nil }
            && needs.numbers.allSatisfy { position(of: .number(NumberSlot(index: $0))) == nil }
            && needs.billed.isEmpty && needs.lines.isDisjoint(with: varying) && needs.taxes.isEmpty
            && needs.series.isEmpty
    }

    /// A charge that is the same for all: `Rater` says how much.
    mutating func addFixed(_ charge: PlannedCharge) -> Bool {
        let lines = rated.lines.count
        do throws(RatingRefused) { try rater.rate(charge, &rated) } catch { return false }
        for line in rated.lines[lines...] {
            for sum in targets(of: charge) { addFixed(line.minorUnits, to: sum) }
            if charge.isTaxedByLine(plan), let tax = charge.tax {
                let sum = newSum()
                addFixed(line.minorUnits, to: sum)
                lineSums[tax, default: []].append(sum)
            }
        }
        return true
    }

    mutating func addFixed(_ minorUnits: Int64, to sum: Int) {
        sums[sum] += minorUnits
        spans[sum].minimum += Int128(minorUnits)
        spans[sum].maximum += Int128(minorUnits)
    }

    /// The sums that a charge counts in.
    func targets(of charge: PlannedCharge) -> [Int] {
        let asked = wanted.filter { $0.value != ColumnProgram.net && $0.key.contains(charge.slot) }
        return [ColumnProgram.net] + asked.values.sorted()
    }

    mutating func addVarying(_ charge: PlannedCharge) throws(RatingRefused) -> Bool {
        switch charge.kind {
        case .unit(let quantity?, let price):
            guard isFixed(price.needs),
                case .scaled(let column, let by)? = share(try figure(quantity), charge)
            else { return false }
            let times = rater.times(charge)
            let price = try rater.value(price, rated)
            return add(charge, column, price: price * times, by: by, above: 0, width: .max)
        case .blocks(let blocks): return try add(charge, blocks)
        case .percent(let percent, let of, false):
            guard isFixed(percent.needs), let base = wanted[Set(of)] else { return false }
            let percent = try rater.value(percent, rated)
            return targets(of: charge, byLine: true).allSatisfy {
                share(of: base, percent / Exact(100), charge.rounding, to: $0)
            }
        case .amount(let amount, let shown):
            if let shown, try figure(shown) == nil { return false }
            guard case .scaled(let column, let by)? = try figure(amount) else { return false }
            let times = rater.times(charge)
            return add(charge, column, price: times, by: by, above: 0, width: .max)
        default: return false
        }
    }

    mutating func add(
        _ charge: PlannedCharge, _ blocks: PlannedBlocks
    ) throws(RatingRefused) -> Bool {
        if let filling = blocks.filling {
            return filling.order == .time ? try addFilled(charge, blocks, by: filling.usage) : false
        }
        guard blocks.used == nil,
            case .scaled(let column, let by)? = share(try figure(blocks.quantity), charge),
            !by.isNegative, !by.isZero
        else { return false }
        var lower: Int64 = 0
        for step in blocks.steps {
            guard isFixed(step.price.needs),
                let upper = try bound(of: step, rater.scale(of: blocks) / by), upper >= lower
            else { return false }
            let price = try rater.value(step.price, rated)
            let width = upper == .max ? .max : upper - lower
            guard add(charge, column, price: price, by: by, above: lower, width: width) else {
                return false
            }
            lower = upper
        }
        return true
    }

    /// Blocks that intervals filled: the price of each and the column of what the usage had of it.
    private mutating func addFilled(
        _ charge: PlannedCharge, _ blocks: PlannedBlocks, by usage: Int
    ) throws(RatingRefused) -> Bool {
        guard let limits = try limits(of: blocks) else { return false }
        for (block, step) in blocks.steps.enumerated() {
            let part = ColumnOfUse.Source.part(
                UsageSlot(index: usage), block: block, limits: limits)
            guard isFixed(step.price.needs), let column = position(of: part) else { return false }
            let price = try rater.value(step.price, rated)
            let by = given[column].step
            guard add(charge, column, price: price, by: by, above: 0, width: .max) else {
                return false
            }
        }
        return true
    }

    /// Where a block ends, in steps of its column: `.max` for the open one, nil for a bound that
    /// is no whole step.
    private mutating func bound(
        of step: PlannedBlocks.Step, _ scale: Exact
    ) throws(RatingRefused) -> Int64? {
        guard let bound = step.upTo else { return .max }
        guard isFixed(bound.needs) else { return nil }
        let steps = (try rater.value(bound, rated) * scale).reduced
        return steps.denominator == 1 ? Int64(exactly: steps.numerator) : nil
    }

    /// One line: the part of a column, times its price.
    mutating func add(
        _ charge: PlannedCharge, _ column: Int, price: Exact, by: Exact, above: Int64, width: Int64
    ) -> Bool {
        let amount = by * price
        let (largest, rule) = (min(max(maximum[column] - above, 0), width), charge.rounding)
        let whole = Exact(Int(largest)) * amount
        guard !whole.isOutOfRange, let unit = rule.minorUnits(of: plan.book.currency) else {
            return false
        }
        let size =
            (amount.isNegative ? -amount : amount)
            * Exact(Int128(powersOfTen[rule.places]), over: 1)
        guard let share = RoundedShare(size, rule.mode, upTo: largest) else { return false }
        let weight = amount.isNegative ? -unit : unit
        for sum in targets(of: charge, byLine: true) {
            steps.append(
                .price(
                    ColumnProgram.Priced(
                        column: column, above: above, width: width, share: share, weight: weight,
                        to: sum)))
            spans[sum].add(Int128(share.maximum) * Int128(weight))
        }
        return true
    }

    /// The sums of a charge, with one of its own for each line where tax is rounded by line.
    mutating func targets(of charge: PlannedCharge, byLine: Bool) -> [Int] {
        let targets = targets(of: charge)
        guard charge.isTaxedByLine(plan), let tax = charge.tax else { return targets }
        let sum = newSum()
        lineSums[tax, default: []].append(sum)
        return targets + [sum]
    }

    mutating func share(of base: Int, _ share: Exact, _ rule: RoundingRule, to sum: Int) -> Bool {
        guard base != sum, let unit = rule.minorUnits(of: plan.book.currency), !share.isOutOfRange
        else { return false }
        let span = spans[base]
        let largest = max(span.maximum, -span.minimum)
        let size = (share.isNegative ? -share : share) * Exact(1, over: Int128(unit))
        guard let maximum = Int64(exactly: largest),
            let part = RoundedShare(size, rule.mode, upTo: maximum)
        else { return false }
        let weight = share.isNegative ? -unit : unit
        steps.append(
            .share(of: base, to: sum, part, weight: weight, isSigned: span.minimum < 0))
        let bound = Int128(part.maximum) * Int128(weight)
        if span.maximum > 0 { spans[sum].add(bound) }
        if span.minimum < 0 { spans[sum].add(-bound) }
        return true
    }
}

extension ColumnPlanner.Span {
    /// Widens by what a step adds: something between nothing and `bound`.
    mutating func add(_ bound: Int128) {
        if bound > 0 { maximum += bound } else { minimum += bound }
    }
}

extension PlannedCharge {
    func isTaxedByLine(_ plan: TariffPlan) -> Bool {
        tax != nil && plan.book.rounding.taxLevel == .perLine
    }
}

extension RoundingRule {
    /// Minor units of one step of the rounding; nil where a second rounding to them follows, and
    /// for currencies without hundredths, which columns leave to `Rater`.
    func minorUnits(of currency: Currency) -> Int64? {
        currency.digits == 2 && places <= 2 ? powersOfTen[2 - places] : nil
    }
}
