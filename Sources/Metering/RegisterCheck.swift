package import Measures

/// Everything validation compares a new register reading with (rules B3.1 to B3.7, B3.14).
///
/// Plain numbers only: fetched before and handed in, so that judging allocates nothing.
package struct RegisterFacts: Sendable {
    package var dial: Dial
    package var installed: Day
    package var removed: Day?
    /// The last billed read, the opening of this period.
    package var openingDay: Day
    package var opening: Quantity
    package var openingIsEstimated = false
    /// The actual reading behind an opening that is an estimate.
    package var actualBefore: ActualBefore?
    package var day: Day
    /// Nil where no reading came in the window.
    package var value: Quantity?
    package var isActual = true
    package var today: Day
    /// Serial, register and premises are the ones on record (rule B3.1).
    package var isIdentified = true
    package var unitMatches = true
    /// May be dated before the last billed read (rule B3.2).
    package var isCorrection = false
    /// Another value already stored for this register and day.
    package var storedForDay: Quantity?
    package var isOccupied = true
    /// Net-metered registers may run backwards (rule A6.5).
    package var isNetMetered = false
    package var history = History()
    /// Actual reads in a row, up to and with the opening, that repeat the read before them.
    package var unchangedReads = 0
    /// Estimates in a row, up to and with the opening.
    package var estimatesInARow = 0

    package init(
        dial: Dial, installed: Day, openingDay: Day, opening: Quantity, day: Day,
        value: Quantity?, today: Day
    ) {
        self.dial = dial
        self.installed = installed
        self.openingDay = openingDay
        self.opening = opening
        self.day = day
        self.value = value
        self.today = today
    }

    package var days: Int { day - openingDay }
}

/// What validation makes of one reading.
package struct RegisterVerdict: Sendable, Hashable {
    package var doubts = Doubts()
    /// How far the dial moved; nil where no advance can be formed.
    package var move: DialMove?
    /// Consumption after the multiplier; zero where there is no advance.
    package var use = Quantity.zero
    /// Expected over the period, cut as the gates say; nil without history.
    package var expected: Quantity?
}

extension RegisterFacts {
    /// Judges the reading by all rules, in their order. Allocates nothing.
    package func judged(by gates: ValidationGates) -> RegisterVerdict {
        var verdict = RegisterVerdict()
        verdict.doubts = basicDoubts(gates)
        if let value, day > openingDay, verdict.doubts.isDisjoint(with: .format) {
            judgeMove(to: value, gates, &verdict)
        }
        verdict.doubts.subtract(gates.off)
        return verdict
    }

    /// Missing, identity, date, format and the run of estimates.
    private func basicDoubts(_ gates: ValidationGates) -> Doubts {
        var doubts = Doubts()
        let estimates = isActual && value != nil ? 0 : estimatesInARow + 1
        if estimates >= gates.estimatesInARow { doubts.insert(.estimateRun) }
        guard let value else { return doubts.union(.missing) }
        if !isIdentified || day < installed || day > removed ?? day { doubts.insert(.identity) }
        if day > today || day < openingDay && !isCorrection { doubts.insert(.date) }
        if isDuplicate(value) { doubts.insert(.duplicate) }
        if !unitMatches || dial.misfit(value) != nil { doubts.insert(.format) }
        return doubts
    }

    private func isDuplicate(_ value: Quantity) -> Bool {
        if let storedForDay, storedForDay != value { return true }
        return day == openingDay && value != opening && !isCorrection
    }

    private func judgeMove(
        to value: Quantity, _ gates: ValidationGates, _ verdict: inout RegisterVerdict
    ) {
        guard let move = move(to: value, gates.rollover) else {
            verdict.doubts.insert(.backward)
            return
        }
        guard let use = try? dial.quantity(of: move) else {
            verdict.doubts.insert(.format)
            return
        }
        verdict.move = move
        verdict.use = use
        if move.isBackward {
            if !openingIsEstimated && !isNetMetered { verdict.doubts.insert(.backward) }
            return
        }
        if move.rolledOver { verdict.doubts.insert(.rollover) }
        verdict.expected = history.best?.use.over(days, places: gates.expectedPlaces)
        isOccupied ? judgeUse(move, gates, &verdict) : judgeVacant(gates, &verdict)
    }

    /// Nil where the value is lower than the last actual one before an estimate.
    private func move(to value: Quantity, _ rollover: RolloverGate) -> DialMove? {
        guard let actualBefore, openingIsEstimated, isActual, !isNetMetered else {
            return dial.move(from: opening, to: value, days: days, rollover)
        }
        return dial.move(from: opening, to: value, on: day, since: actualBefore, rollover)
    }

    private func judgeVacant(_ gates: ValidationGates, _ verdict: inout RegisterVerdict) {
        if verdict.use > gates.vacantUseAbove { verdict.doubts.insert(.vacantUse) }
    }

    private func judgeUse(
        _ move: DialMove, _ gates: ValidationGates, _ verdict: inout RegisterVerdict
    ) {
        if move.millionths == 0 {
            judgeZero(gates, &verdict)
        }
        guard let expected = verdict.expected else { return }
        if gates.high.flags(verdict.use, expected, days: days) { verdict.doubts.insert(.high) }
        if verdict.doubts.isDisjoint(with: .zero) || gates.off.contains(.zero),
            gates.low.flags(verdict.use, expected, days: days)
        {
            verdict.doubts.insert(.low)
        }
    }

    private func judgeZero(_ gates: ValidationGates, _ verdict: inout RegisterVerdict) {
        if verdict.expected ?? gates.zeroExpectedAtLeast >= gates.zeroExpectedAtLeast {
            verdict.doubts.insert(.zero)
        }
        if isActual && !openingIsEstimated && unchangedReads + 1 >= gates.unchangedReads {
            verdict.doubts.insert(.stopped)
        }
    }
}

extension HighGate {
    package func flags(_ use: Quantity, _ expected: Quantity, days: Int) -> Bool {
        use > floor
            && Int128(use.millionths) > Int128(floorPerDay.millionths) * Int128(days)
            && Int128(use.millionths) * 100 > Int128(expected.millionths) * Int128(percent)
    }
}

extension LowGate {
    package func flags(_ use: Quantity, _ expected: Quantity, days: Int) -> Bool {
        Int128(expected.millionths) >= Int128(floorPerDay.millionths) * Int128(days)
            && Int128(use.millionths) * 100 < Int128(expected.millionths) * Int128(percent)
    }
}
