package import Measures

/// When a falling register is believed to have gone round (rule A6.1).
package struct RolloverLimit: Sendable, Hashable {
    /// The opening stands at or above this share of the dial, in thousandths.
    package var openingAtLeast: Int64
    /// The closing stands at or below this share of the dial, in thousandths.
    package var closingAtMost: Int64
    /// The plausible maximum a day, in units of the dial before the multiplier.
    package var maximumPerDay: Quantity?

    package init(
        openingAtLeast: Int64 = 900, closingAtMost: Int64 = 100, maximumPerDay: Quantity? = nil
    ) {
        self.openingAtLeast = openingAtLeast
        self.closingAtMost = closingAtMost
        self.maximumPerDay = maximumPerDay
    }
}

/// How far a dial moved, in millionths of its own unit, before the multiplier.
package struct DialMove: Sendable, Hashable {
    package let millionths: Int64
    package let rolledOver: Bool

    package init(millionths: Int64, rolledOver: Bool = false) {
        self.millionths = millionths
        self.rolledOver = rolledOver
    }

    package var isBackward: Bool { millionths < 0 }
}

/// The actual reading behind an estimate.
package struct ActualBefore: Sendable, Hashable {
    package let value: Quantity
    package let day: Day
    /// How far the dial was believed to move from it up to the estimate, in millionths of its
    /// unit before the multiplier.
    package let moved: Int64
    /// The day of the estimate.
    package let until: Day

    package init(value: Quantity, day: Day, moved: Int64, until: Day) {
        self.value = value
        self.day = day
        self.moved = moved
        self.until = until
    }
}

extension Dial {
    /// From an estimate to a later actual value, by the actual reading behind the estimate. Nil
    /// where the value is lower than that reading and the dial cannot have gone round since.
    package func move(
        from estimate: Quantity, to closing: Quantity, on day: Day, since actual: ActualBefore,
        _ limit: RolloverLimit
    ) -> DialMove? {
        let move = move(from: actual.value, to: closing, days: day - actual.day, limit)
        if move.isBackward {
            let days = day - actual.until
            let sinceEstimate = self.move(from: estimate, to: closing, days: days, limit)
            return sinceEstimate.rolledOver ? sinceEstimate : nil
        }
        let (millionths, overflow) = move.millionths.subtractingReportingOverflow(actual.moved)
        return overflow ? nil : DialMove(millionths: millionths, rolledOver: move.rolledOver)
    }

    /// From one value to a later one, past the highest value where that is plausible (A6.1).
    @inlinable package func move(
        from opening: Quantity, to closing: Quantity, days: Int, _ limit: RolloverLimit
    ) -> DialMove {
        let (plain, overflow) = closing.millionths.subtractingReportingOverflow(
            opening.millionths)
        guard !overflow else { return DialMove(millionths: .min) }
        guard plain < 0 else { return DialMove(millionths: plain) }
        return wentRound(from: opening, to: closing, days: days, limit)
            ? DialMove(millionths: plain + capacity, rolledOver: true)
            : DialMove(millionths: plain)
    }

    /// Whether `closing` below `opening` is plausible as a rollover.
    package func wentRound(
        from opening: Quantity, to closing: Quantity, days: Int, _ limit: RolloverLimit
    ) -> Bool {
        let full = Int128(capacity)
        guard Int128(opening.millionths) * 1000 >= full * Int128(limit.openingAtLeast),
            Int128(closing.millionths) * 1000 <= full * Int128(limit.closingAtMost)
        else { return false }
        guard let maximum = limit.maximumPerDay else { return true }
        let used = Int128(closing.millionths) - Int128(opening.millionths) + full
        return used <= Int128(maximum.millionths) * Int128(max(days, 1))
    }

    /// Consumption of a move: times the multiplier, decided once (rule A1.3).
    package func quantity(of move: DialMove) throws(OutOfRange) -> Quantity {
        if isPlain && (step == 1 || move.millionths % step == 0) {
            return Quantity(millionths: move.millionths)
        }
        let units = try exactQuantity(of: move).scaled(by: scale, rounding.mode)
        let (millionths, overflow) = units.multipliedReportingOverflow(by: step)
        guard !overflow else { throw OutOfRange() }
        return Quantity(millionths: millionths)
    }

    /// Consumption of a move before its rounding.
    package func exactQuantity(of move: DialMove) -> Exact {
        Exact(Int128(move.millionths), over: 1_000_000) * multiplier
    }
}
