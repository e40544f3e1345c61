import Measures

// Periods that a price change splits, and blocks that intervals filled.
extension ColumnPlanner {
    /// The whole period, or its pieces before and after the one day on which a price changes;
    /// nil where there are several such days, or the charge is not shared out by days alone.
    func pieces(of charge: PlannedCharge) -> [Rater.Scope]? {
        let period = input.period
        let inside = charge.changes.map { Day(number: $0) }
            .filter { $0 > period.start && $0 < period.end }
        guard let change = inside.first else {
            return [Rater.Scope(span: period, piece: period, priceDay: period.start)]
        }
        guard inside.count == 1, charge.isSharedByDays, !charge.splits || isMeasuredWhole(charge)
        else { return nil }
        return [Period(from: period.start, upTo: change), Period(from: change, upTo: period.end)]
            .map { piece in
                Rater.Scope(
                    span: period, piece: piece, priceDay: piece.start,
                    cutsUsage: charge.cutsUsage)
            }
    }

    /// A usage of the charge stands for the whole period: nothing was read on the day of change.
    private func isMeasuredWhole(_ charge: PlannedCharge) -> Bool {
        charge.usages.contains { position(of: .usage(UsageSlot(index: $0))) != nil }
    }

    mutating func enter(_ scope: Rater.Scope) {
        if scope != entered { quantities.removeAll() }
        entered = scope
        rater.enter(scope)
    }

    /// What the present piece has of the quantity of a charge.
    mutating func share(_ whole: Quantity?, _ charge: PlannedCharge) -> Quantity? {
        charge.splits ? whole.flatMap { share(of: $0) } : whole
    }

    /// By days, rounded; the last piece takes the rest (rules B4.4, C1.43).
    mutating func share(of whole: Quantity) -> Quantity? {
        let (scope, rule) = (rater.scope, plan.book.rounding.split)
        guard scope.piece != scope.span else { return whole }
        guard case .scaled(let column, let by) = whole else { return nil }
        let isFirst = scope.piece.start == scope.span.start
        let days = isFirst ? scope.piece.days : scope.span.days - scope.piece.days
        let part = by * Exact(Int128(days), over: Int128(scope.span.days))
        guard let first = rounded(.scaled(column, by: part), rule) else { return nil }
        return isFirst ? first : rest(of: column, by, less: first, rule)
    }

    /// The rest is nothing or more where the whole is in whole steps of the rounding.
    private mutating func rest(
        of column: Int, _ by: Exact, less first: Quantity, _ rule: RoundingRule
    ) -> Quantity? {
        guard case .scaled(let part, let each) = first else { return nil }
        if part == column { return .scaled(column, by: by - each) }
        let steps = (by * Exact(Int128(powersOfTen[rule.places]), over: 1)).reduced
        guard steps.denominator == 1, !by.isNegative, !steps.isOutOfRange else { return nil }
        return sum(column, times: by, and: part, times: -each)
    }

    /// Where filling in order of time ends each block over the whole period.
    mutating func limits(of blocks: PlannedBlocks) throws(RatingRefused) -> [Int64]? {
        for case let bound? in blocks.steps.map(\.upTo) {
            guard isFixed(bound.needs) else { return nil }
            try rater.prepare(bound.needs.quantities.sorted(), rated)
        }
        try rater.setWholeBounds(of: blocks, rated)
        return rater.limits
    }

    mutating func chronologicalLimits() -> [ChronologicalBlocks]? {
        var all: [ChronologicalBlocks] = []
        let period = input.period
        do throws(RatingRefused) {
            try rater.begin(input)
            rater.enterWhole(on: input.period.start)
            for charge in plan.early + plan.late {
                guard case .blocks(let blocks) = charge.kind, let usage = blocks.chronologicalUsage
                else {
                    continue
                }
                let isCut = charge.changes.contains {
                    $0 > period.start.number && $0 < period.end.number
                }
                guard !isCut, let limits = try limits(of: blocks) else { return nil }
                let one = ChronologicalBlocks(UsageSlot(index: usage), limits: limits, parts: [])
                if !all.contains(one) { all.append(one) }
            }
            return all
        } catch { return nil }
    }
}

extension PlannedCharge {
    /// A price change gives it two lines, each from its own share of what was used.
    fileprivate var isSharedByDays: Bool {
        switch kind {
        case .unit, .amount: true
        case .blocks(let blocks): blocks.filling == nil
        default: false
        }
    }
}
