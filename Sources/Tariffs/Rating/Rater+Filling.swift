import Measures

/// Blocks that a whole fills and of which a charge prices a part, such as one band.
extension Rater {
    /// The line of each block that the part has something of; where it has nothing, or the blocks
    /// of an earlier piece are full, the first block says so.
    mutating func rateFilled(
        _ charge: PlannedCharge, _ blocks: PlannedBlocks, part: Exact, into rated: inout Rated
    ) throws(RatingRefused) {
        try setParts(of: part, charge, blocks, into: &rated)
        var isEmpty = true
        for block in parts.indices where !parts[block].isZero {
            isEmpty = false
            bounds = (block == 0 ? nil : uppers[block - 1], uppers[block])
            try addBlock(block, of: blocks, charge, quantity: parts[block], into: &rated)
        }
        bounds = (nil, nil)
        guard isEmpty else { return }
        let rest = blocks.filling?.order == .time && segment >= 0 ? .zero : part
        try addBlock(0, of: blocks, charge, quantity: rest, into: &rated)
    }

    /// What the part has of each block.
    private mutating func setParts(
        of part: Exact, _ charge: PlannedCharge, _ blocks: PlannedBlocks, into rated: inout Rated
    ) throws(RatingRefused) {
        try setBounds(of: blocks, charge, rated)
        parts.removeAll(keepingCapacity: true)
        guard let filling = blocks.filling else { return }
        switch filling.order {
        case .shares:
            var whole = try known(value(filling.whole, rated), "filled_by")
            if charge.splits { whole = share(of: whole, in: scope) }
            setShares(of: part, whole)
        case .time:
            try setChronologicalParts(filling.usage, &rated)
            if segment >= 0 { try cutParts(filling.usage, charge) }
        }
    }

    /// The bounds of the blocks, and where filling in order of time ends each. That goes on where
    /// a price changes, so that its bounds are those of the period.
    private mutating func setBounds(
        of blocks: PlannedBlocks, _ charge: PlannedCharge, _ rated: borrowing Rated
    ) throws(RatingRefused) {
        guard blocks.filling?.order == .time else { return try setUppers(of: blocks, rated) }
        let piece = scope
        guard blocks.fixedBounds == nil, piece.piece != input.period else {
            return try setWholeBounds(of: blocks, rated)
        }
        enterWhole(on: piece.priceDay)
        try prepare(charge.quantities, rated)
        try setWholeBounds(of: blocks, rated)
        enter(piece)
        try prepare(charge.quantities, rated)
    }

    /// The bounds over the whole period that was entered, and where filling in order of time ends
    /// each block, to the whole millionth.
    mutating func setWholeBounds(
        of blocks: PlannedBlocks, _ rated: borrowing Rated
    ) throws(RatingRefused) {
        if let fixed = blocks.fixedBounds {
            (uppers, limits) = (fixed.uppers, fixed.limits)
            return
        }
        try setUppers(of: blocks, rated)
        limits.removeAll(keepingCapacity: true)
        for case let upper? in uppers {
            do throws(OutOfRange) { limits.append(try upper.scaled(by: 1_000_000, .halfUp)) } catch
            {
                throw .outOfRange("blocks")
            }
        }
    }

    /// The bound of each block, none below the one before; none for the last, open one.
    private mutating func setUppers(
        of blocks: PlannedBlocks, _ rated: borrowing Rated
    ) throws(RatingRefused) {
        let scale = scale(of: blocks)
        uppers.removeAll(keepingCapacity: true)
        for step in blocks.steps {
            var upper: Exact?
            if let bound = step.upTo { upper = try known(value(bound, rated) * scale, "blocks") }
            uppers.append(greater(uppers.last ?? nil, upper))
        }
    }

    /// The bounds of the whole period as they hold on a day.
    private mutating func setWholeUppers(
        of blocks: PlannedBlocks, _ charge: PlannedCharge, on day: Day, _ rated: borrowing Rated
    ) throws(RatingRefused) {
        enterWhole(on: day)
        try prepare(charge.quantities, rated)
        try setUppers(of: blocks, rated)
    }

    /// Blocks go on filling where a price changes, but not where a bound does: no tariff says how
    /// full they are then.
    mutating func checkFill(
        of blocks: PlannedBlocks, _ charge: PlannedCharge, _ rated: borrowing Rated
    ) throws(RatingRefused) {
        guard let usage = blocks.chronologicalUsage else { return }
        guard input.fillsAcrossChanges else {
            throw .seriesAcrossPriceChange(plan.usageNames[usage], changes[0])
        }
        var first: [Exact?]?
        for day in [input.period.start] + changes {
            try setWholeUppers(of: blocks, charge, on: day, rated)
            if let first, first != uppers {
                throw .seriesAcrossPriceChange(plan.usageNames[usage], day)
            }
            first = uppers
        }
    }

    /// The part has the same share of each block as of the whole. Nothing is in a block where
    /// the whole is zero.
    private mutating func setShares(of part: Exact, _ whole: Exact) {
        guard !whole.isZero else { return }
        var lower: Exact?
        for upper in uppers {
            let filled = overlap(from: .zero, to: whole, above: lower, upTo: upper)
            lower = upper
            parts.append(filled.isZero ? .zero : (part * filled / whole).reduced)
        }
    }

    /// What the usage had of each block while the intervals of all bands filled them, or what it
    /// was told to have had.
    private mutating func setChronologicalParts(
        _ usage: Int, _ rated: inout Rated
    ) throws(RatingRefused) {
        if let known = input.filled.first(where: {
            $0.usage.index == usage && $0.limits == limits && $0.parts.count == uppers.count
        }) {
            parts += known.parts.map { Quantity(millionths: $0).exact }
            return
        }
        guard usage >= 0, let band = input.inTime?.band(of: usage) else {
            throw .missingIntervals(usage < 0 ? "blocks" : plan.usageNames[usage])
        }
        if !memo.hasBlocks(upTo: limits) { input.inTime?.fill(limits, &memo.blocks) }
        for block in uppers.indices {
            parts.append(Quantity(millionths: memo.blocks.sum(block, band)).exact)
        }
        if reportsBlocks { report(usage, band: band, &rated) }
    }

    /// Of what the usage had of each block, what it had on the days of a piece; of a bill that is
    /// rated again, what its lines say.
    private mutating func cutParts(
        _ usage: Int, _ charge: PlannedCharge
    ) throws(RatingRefused) {
        guard input.billed.isEmpty else {
            for position in parts.indices {
                let code = plan.code(charge.firstName + position, segment: segment)
                let line = input.billed.first { $0.code == code && $0.period == scope.piece }
                parts[position] = line?.quantity ?? .zero
            }
            return
        }
        guard let use = input.inTime, let band = use.band(of: usage) else {
            throw .missingIntervals(plan.usageNames[usage])
        }
        var (before, upTo) = (BlockUsage(), BlockUsage())
        use.fill(limits, before: scope.piece.start, &before)
        use.fill(limits, before: scope.piece.end, &upTo)
        for position in parts.indices {
            let part = upTo.sum(position, band) - before.sum(position, band)
            parts[position] = Quantity(millionths: part).exact
        }
    }

    private func report(_ usage: Int, band: Int, _ rated: inout Rated) {
        let new = ChronologicalBlocks(
            UsageSlot(index: usage), limits: limits,
            parts: uppers.indices.map { memo.blocks.sum($0, band) })
        if !rated.filled.contains(new) { rated.filled.append(new) }
    }
}

extension Rater {
    /// Gives the lines the pennies of their exact sum, rounded once: each is within a penny of
    /// itself, and together they are the sum (rule C1.44).
    mutating func roundTogether(_ rated: inout Rated) throws(RatingRefused) {
        awaitsSum = false
        var sum = Exact.zero
        for line in rated.lines { sum += line.exact }
        let total = try pennies(sum.reduced, by: plan.book.rounding.line) { "sum" }
        let exacts = rated.lines.map(\.exact.reduced)
        guard let parts = sharedMinorUnits(total, by: exacts, plan.book.currency) else {
            throw .outOfRange("sum")
        }
        for (position, pennies) in parts.enumerated() {
            rated.lines[position].minorUnits = pennies
            guard isRecording else { continue }
            rated.workings[position].roundTogether(to: rated.money(pennies))
        }
    }
}

extension Working {
    /// Its last step shows the pennies that the line has of the sum.
    fileprivate mutating func roundTogether(to amount: Money) {
        guard !steps.isEmpty else { return }
        steps[steps.count - 1].result = .money(amount)
        steps[steps.count - 1].source = "the lines are rounded together, so that they add up"
    }
}
