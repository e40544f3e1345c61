import Measures

extension Rater {
    /// Fills blocks from the first; a quantity on a bound belongs to the lower block (rule C1.6).
    mutating func rateBlocks(
        _ charge: PlannedCharge, _ blocks: PlannedBlocks, into rated: inout Rated
    ) throws(RatingRefused) {
        var quantity = try known(value(blocks.quantity, rated), "blocks")
        if charge.splits { quantity = share(of: quantity, in: scope) }
        if blocks.filling != nil {
            return try rateFilled(charge, blocks, part: quantity, into: &rated)
        }
        let from = try usedBefore(blocks, of: charge, rated)
        usedBefore = blocks.used == nil ? nil : from
        defer { usedBefore = nil }
        try rateBlocks(charge, blocks, from: from, quantity: quantity, into: &rated)
    }

    /// The line of each block that has something of the quantity after `from`. An empty block has
    /// no line, but where nothing was used the first one says so.
    private mutating func rateBlocks(
        _ charge: PlannedCharge, _ blocks: PlannedBlocks, from: Exact, quantity: Exact,
        into rated: inout Rated
    ) throws(RatingRefused) {
        let upTo = from + quantity
        let (low, high) = quantity.isNegative ? (upTo, from) : (from, upTo)
        let scale = scale(of: blocks)
        var (lower, isEmpty): (Exact?, Bool) = (nil, true)
        for (block, step) in blocks.steps.enumerated() {
            let upper = try step.upTo.map { bound throws(RatingRefused) in
                try known(value(bound, rated) * scale, "blocks")
            }
            let part = overlap(from: low, to: high, above: lower, upTo: upper)
            bounds = (lower, upper)
            lower = greater(lower, upper)
            guard !part.isZero else { continue }
            isEmpty = false
            let signed = quantity.isNegative ? -part : part
            try addBlock(block, of: blocks, charge, quantity: signed, into: &rated)
        }
        bounds = (nil, nil)
        if isEmpty { try addBlock(0, of: blocks, charge, quantity: .zero, into: &rated) }
    }

    mutating func addBlock(
        _ block: Int, of blocks: PlannedBlocks, _ charge: PlannedCharge, quantity: Exact,
        into rated: inout Rated
    ) throws(RatingRefused) {
        let price = try value(blocks.steps[block].price, rated)
        try add(
            charge, name: charge.firstName + block, quantity: quantity, price: price, into: &rated)
    }

    /// How much of `low…high` lies above `lower` and not above `upper`.
    func overlap(from low: Exact, to high: Exact, above lower: Exact?, upTo upper: Exact?) -> Exact
    {
        let from = lower.map { $0 > low ? $0 : low } ?? low
        let upTo = upper.map { $0 < high ? $0 : high } ?? high
        return upTo > from ? upTo - from : .zero
    }

    /// A bound below the one before it leaves its block empty.
    func greater(_ lower: Exact?, _ upper: Exact?) -> Exact? {
        guard let lower, let upper else { return upper }
        return upper > lower ? upper : lower
    }

    /// Bounds grow with the days of the piece; a fixed bound is shared by days where a price
    /// change splits the period (rules C1.5, C1.7).
    func scale(of blocks: PlannedBlocks) -> Exact {
        if blocks.used != nil { return .one }
        switch blocks.scale {
        case .day: return Exact(scope.piece.days)
        case .year: return plan.yearShare(of: scope.piece)
        case .month: return monthShare(of: scope.piece)
        case .bill:
            return Exact(Int128(scope.piece.days), over: Int128(input.period.days))
        }
    }

    /// Cumulative blocks go on from what was used before, in earlier pieces too.
    private mutating func usedBefore(
        _ blocks: PlannedBlocks, of charge: PlannedCharge, _ rated: borrowing Rated
    ) throws(RatingRefused) -> Exact {
        guard let used = blocks.used else { return .zero }
        var total = try known(value(used, rated), "blocks")
        let known = input.changes.last {
            used.needs.numbers.contains($0.slot) && $0.from <= scope.piece.start
        }
        let since = known?.from ?? input.period.start
        for line in rated.lines
        where plan.lineNames[line.name].charge == charge.slot && line.period.start >= since {
            total += line.quantity
        }
        return total
    }

    /// Shares a pool so that the parts add up to the whole: each part is cut down, and the
    /// pennies left go to the largest remainders (rule C1.44).
    mutating func rateAllocation(
        _ charge: PlannedCharge, of pool: Program, by share: Program, to names: Int,
        into rated: inout Rated
    ) throws(RatingRefused) {
        let code = plan.lineNames[charge.firstName].code
        let whole = try value(pool, rated)
        let total = try pennies(whole, by: charge.rounding) { code }
        let exacts = try shares(of: whole, by: share, to: names, rated)
        guard let parts = sharedMinorUnits(total, by: exacts, plan.book.currency) else {
            throw .outOfRange(code)
        }
        rated.partNames = input.names[names]
        for index in parts.indices {
            let line = RatedLine(
                name: charge.firstName, segment: -1, part: index, period: scope.piece,
                quantity: .one, price: exacts[index], times: .one, exact: exacts[index],
                minorUnits: parts[index])
            try append(line, of: charge, to: &rated)
        }
    }

    /// What each name has of the pool before rounding.
    private mutating func shares(
        of whole: Exact, by share: Program, to names: Int, _ rated: borrowing Rated
    ) throws(RatingRefused) -> [Exact] {
        let count = input.names[names].count
        guard count > 0 else { throw .missingInput(plan.listNames[names]) }
        for slot in share.series where input.series[slot].count != count {
            throw .seriesDiffer(plan.seriesNames[slot], input.series[slot].count, count)
        }
        defer { element = 0 }
        var exacts: [Exact] = []
        for index in 0..<count {
            element = index
            exacts.append(whole * (try value(share, rated)))
        }
        return exacts
    }
}

/// Whole minor units near `exacts` (major units) that add up to `total`; nil out of range.
///
/// Each is cut down to a penny, then the pennies left go to the largest remainders, ties to
/// the earliest. The sum of `exacts` is within a penny of `total`.
func sharedMinorUnits(
    _ total: Int64, by exacts: [Exact], _ currency: Currency
) -> [Int64]? {
    let minor = currency.minorPerMajor
    var (parts, rests): ([Int64], [Exact]) = ([], [])
    for exact in exacts {
        guard var part = try? exact.scaled(by: minor, .down) else { return nil }
        if Exact(Int128(part), over: Int128(minor)) > exact { part -= 1 }
        parts.append(part)
        rests.append(exact - Exact(Int128(part), over: Int128(minor)))
    }
    let leftOver = Int(total - parts.reduce(0, +))
    guard parts.indices.contains(leftOver) || leftOver == parts.count else { return nil }
    LargestRemainder.handOut(leftOver, to: &parts, by: rests)
    return parts
}
