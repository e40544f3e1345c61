import Measures

/// Blocks that a whole fills and of which a charge prices a part, such as one band.
extension Rater {
    mutating func rate(
        _ charge: PlannedCharge, _ blocks: PlannedBlocks, _ part: Exact,
        _ filling: PlannedBlocks.Filling, _ segment: Int, _ rated: inout Rated
    ) throws(RatingRefused) {
        let uppers = try upperBounds(of: blocks, rated)
        var parts: [Exact]
        switch filling.order {
        case .shares:
            var whole = try known(value(filling.whole, rated), "filled_by")
            if charge.splits { whole = share(of: whole, in: scope) }
            parts = shares(of: part, whole, uppers)
        case .time: parts = try inTime(filling.usage, uppers)
        }
        if parts.allSatisfy(\.isZero) { parts = [part] }
        for (place, quantity) in parts.enumerated() where !quantity.isZero || parts.count == 1 {
            bounds = (place == 0 ? nil : uppers[place - 1], uppers[place])
            try addBlock(charge, blocks.steps[place], place, quantity, segment, &rated)
        }
        bounds = (nil, nil)
    }

    /// The bound of each block, none below the one before; none for the last, open one.
    private mutating func upperBounds(
        of blocks: PlannedBlocks, _ rated: borrowing Rated
    ) throws(RatingRefused) -> [Exact?] {
        let scale = scale(of: blocks)
        var uppers: [Exact?] = []
        for step in blocks.steps {
            let upper = try step.upTo.map { bound throws(RatingRefused) in
                try known(value(bound, rated) * scale, "blocks")
            }
            uppers.append(greater(uppers.last ?? nil, upper))
        }
        return uppers
    }

    /// The part has the same share of each block as of the whole. All of it is in the first
    /// block where the whole is zero.
    private func shares(of part: Exact, _ whole: Exact, _ uppers: [Exact?]) -> [Exact] {
        guard !whole.isZero else { return [part] }
        var lower: Exact?
        return uppers.map { upper in
            let filled = overlap(.zero, whole, lower, upper)
            lower = upper
            return filled.isZero ? .zero : (part * filled / whole).reduced
        }
    }

    /// What the usage had of each block while the intervals of all bands filled them. Bounds
    /// are taken to the whole millionth.
    private mutating func inTime(
        _ usage: Int, _ uppers: [Exact?]
    ) throws(RatingRefused) -> [Exact] {
        guard usage >= 0, let band = input.inTime?.band(of: usage) else {
            throw .missingIntervals(usage < 0 ? "blocks" : plan.usageNames[usage])
        }
        var limits: [Int64] = []
        for upper in uppers.compactMap({ $0 }) {
            do throws(OutOfRange) { limits.append(try upper.scaled(by: 1_000_000, .halfUp)) } catch
            {
                throw .outOfRange("blocks")
            }
        }
        if !filled.isReady || filled.limits != limits { input.inTime?.fill(limits, &filled) }
        return (0...limits.count).map { Quantity(millionths: filled.sum($0, band)).exact }
    }
}

extension Rater {
    /// Gives the lines the pennies of their exact sum, rounded once: each is within a penny of
    /// itself, and together they are the sum (rule C1.44).
    mutating func roundTogether(_ rated: inout Rated) throws(RatingRefused) {
        awaitsSum = false
        var sum = Exact.zero
        for line in rated.lines { sum += line.exact }
        let total = try pennies(sum.reduced, plan.book.rounding.line) { "sum" }
        let exacts = rated.lines.map(\.exact.reduced)
        guard let parts = sharedPennies(total, by: exacts) else { throw .outOfRange("sum") }
        for (place, pennies) in parts.enumerated() {
            rated.lines[place].minorUnits = pennies
            guard isRecording else { continue }
            rated.workings[place].roundTogether(to: rated.money(pennies))
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
