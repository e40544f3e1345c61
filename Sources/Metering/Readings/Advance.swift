package import Measures

/// What one register counted between two readings (rules A1.3, A1.4).
package struct Advance: Sendable, Hashable {
    package let register: Register
    package let opening: Reading
    package let closing: Reading
    /// Before the multiplier; rollovers included.
    package let move: DialMove
    /// After the multiplier and its rounding, in the register's unit.
    package let quantity: Quantity

    /// From the day after the opening read to the day of the closing read (rule A1.4).
    package var period: Period { Advance.period(from: opening, to: closing) }

    package static func period(from opening: Reading, to closing: Reading) -> Period {
        Period(from: opening.day + 1, upTo: closing.day + 1)
    }

    /// The worse of the two readings.
    package var quality: Quality { .worst(opening.quality, closing.quality) }
    /// Gives back part of an estimate that was too high (rules A6.5, B4.9).
    package var isTrueUpCredit: Bool { quantity < .zero }

    /// The advance from `readings.first` to `readings.last` of one register, in order of day.
    ///
    /// Readings between tell how often the dial went round; they change nothing else.
    /// A backward step is believed only where the reading before it is an estimate, or the register is net metered.
    package init(
        _ register: Register, through readings: [Reading],
        rollover: RolloverLimit = RolloverLimit()
    ) throws(AdvanceRefused) {
        guard let opening = readings.first, let closing = readings.last else {
            throw .tooFewReadings
        }
        self.register = register
        self.opening = opening
        self.closing = closing
        move = try Advance.sum(of: register, through: readings, rollover)
        do { quantity = try register.dial.quantity(of: move) } catch { throw .outOfRange }
    }

    /// The same between two readings.
    package init(
        _ register: Register, from opening: Reading, to closing: Reading,
        rollover: RolloverLimit = RolloverLimit()
    ) throws(AdvanceRefused) {
        (move, quantity) = try register.counted(from: opening, to: closing, rollover: rollover)
        self.register = register
        self.opening = opening
        self.closing = closing
    }

    /// What was billed between two readings: the turn of the dial that gives the quantity. Nil
    /// where none does.
    package init?(
        _ register: Register, from opening: Reading, to closing: Reading, of billed: Quantity
    ) {
        let plain = closing.value.millionths - opening.value.millionths
        let capacity = register.dial.capacity
        let turns = [
            DialMove(millionths: plain),
            DialMove(millionths: plain + capacity, rolledOver: true),
            DialMove(millionths: plain - capacity, rolledOver: true),
        ]
        let found = turns.first { (try? register.dial.quantity(of: $0)) == billed }
        guard let found else { return nil }
        self.register = register
        self.opening = opening
        self.closing = closing
        (move, quantity) = (found, billed)
    }

    private static func sum(
        of register: Register, through readings: [Reading], _ limit: RolloverLimit
    ) throws(AdvanceRefused) -> DialMove {
        for reading in readings { try register.checkFit(reading) }
        var (total, rolledOver) = (Int64(0), false)
        for (one, next) in zip(readings, readings.dropFirst()) {
            let move = try register.move(from: one, to: next, limit)
            let (sum, overflow) = total.addingReportingOverflow(move.millionths)
            guard !overflow else { throw .outOfRange }
            total = sum
            rolledOver = rolledOver || move.rolledOver
        }
        return DialMove(millionths: total, rolledOver: rolledOver)
    }
}

extension Register {
    /// What it counted between two readings: the move of its dial, and the quantity (rule A1.3).
    package func counted(
        from opening: Reading, to closing: Reading, rollover: RolloverLimit = RolloverLimit()
    ) throws(AdvanceRefused) -> (move: DialMove, quantity: Quantity) {
        try checkFit(opening)
        try checkFit(closing)
        let move = try move(from: opening, to: closing, rollover)
        do { return (move, try dial.quantity(of: move)) } catch { throw .outOfRange }
    }

    /// The same where the opening is an estimate and the actual reading behind it is known: the
    /// dial moved as far as from that reading, less what was billed since (rules A6.1, A6.5,
    /// B1.2). So an estimate over the rollover gives back what it was too high, as any other.
    ///
    /// T: 99,990 read, 00,010 estimated (20 billed), 99,998 read: 8 - 20 = -12.
    package func counted(
        from opening: Reading, to closing: Reading, since actual: ActualBefore,
        _ rollover: RolloverLimit = RolloverLimit()
    ) throws(AdvanceRefused) -> Quantity {
        try checkFit(opening)
        try checkFit(closing)
        let move = dial.move(
            from: opening.value, to: closing.value, on: closing.day, since: actual, rollover)
        guard let move else { throw .backward(opening: opening, closing: closing) }
        do { return try dial.quantity(of: move) } catch { throw .outOfRange }
    }

    fileprivate func checkFit(_ reading: Reading) throws(AdvanceRefused) {
        if let misfit = dial.misfit(reading.value) { throw .doesNotFit(reading, misfit) }
    }

    fileprivate func move(
        from one: Reading, to next: Reading, _ limit: RolloverLimit
    ) throws(AdvanceRefused) -> DialMove {
        guard next.day >= one.day else { throw .outOfOrder(one.day, next.day) }
        let move = dial.move(from: one.value, to: next.value, days: next.day - one.day, limit)
        guard !move.isBackward || one.isEstimated || isNetMetered else {
            throw .backward(opening: one, closing: next)
        }
        return move
    }
}

/// Why there is no advance between readings, in order of precedence.
package enum AdvanceRefused: Error, Hashable, Sendable {
    case tooFewReadings
    case doesNotFit(Reading, DoesNotFit)
    case outOfOrder(Day, Day)
    /// Lower than an actual read, and no rollover (rules B3.4, A6.5).
    case backward(opening: Reading, closing: Reading)
    case outOfRange
}

extension Advance {
    /// How the quantity came about, made when somebody asks.
    package var working: Working.Step {
        let dial = register.dial
        var inputs = [
            NamedFigure("opening", .quantity(opening.value, register.unit)),
            NamedFigure("opening day", .day(opening.day)),
            NamedFigure("closing", .quantity(closing.value, register.unit)),
            NamedFigure("closing day", .day(closing.day)),
        ]
        if move.rolledOver {
            inputs.append(NamedFigure("dials", .count(dial.dials)))
        }
        if !dial.isPlain {
            inputs.append(NamedFigure("multiplier", .exact(dial.multiplier, nil)))
        }
        return Working.Step(
            .advance, register.usage.rawValue, formula: formula, inputs: inputs,
            exact: dial.exactQuantity(of: move), result: .quantity(quantity, register.unit),
            rounding: dial.rounding, source: move.rolledOver ? "A6.1" : "A1.3")
    }

    private var formula: String {
        let difference = turn + " - opening"
        return register.dial.isPlain ? difference : "(\(difference)) × multiplier"
    }

    /// An estimate that went over the rollover is taken back over it.
    private var turn: String {
        guard move.rolledOver else { return "closing" }
        return closing.value > opening.value ? "closing - 10^dials" : "closing + 10^dials"
    }
}
