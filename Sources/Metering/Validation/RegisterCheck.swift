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
    package var failures = ValidationFailures()
    /// How far the dial moved; nil where no advance can be formed.
    package var move: DialMove?
    /// Consumption after the multiplier; zero where there is no advance.
    package var use = Quantity.zero
    /// Expected over the period, cut as the gates say; nil without history.
    package var expected: Quantity?
}

extension RegisterFacts {
    /// Judges the reading by all rules, in their order. Allocates nothing.
    package func judged(by limits: ValidationLimits) -> RegisterVerdict {
        var verdict = RegisterVerdict()
        verdict.failures = basicFailures(limits)
        if let value, day > openingDay, verdict.failures.isDisjoint(with: .format) {
            judgeMove(to: value, limits, &verdict)
        }
        verdict.failures.subtract(limits.off)
        return verdict
    }

    /// Missing, identity, date, format and the run of estimates.
    private func basicFailures(_ limits: ValidationLimits) -> ValidationFailures {
        var failures = ValidationFailures()
        let estimates = isActual && value != nil ? 0 : estimatesInARow + 1
        if estimates >= limits.estimatesInARow { failures.insert(.estimateRun) }
        guard let value else { return failures.union(.missing) }
        if !isIdentified || day < installed || day > removed ?? day { failures.insert(.identity) }
        if day > today || day < openingDay && !isCorrection { failures.insert(.date) }
        if isDuplicate(value) { failures.insert(.duplicate) }
        if !unitMatches || dial.misfit(value) != nil { failures.insert(.format) }
        return failures
    }

    private func isDuplicate(_ value: Quantity) -> Bool {
        if let storedForDay, storedForDay != value { return true }
        return day == openingDay && value != opening && !isCorrection
    }

    private func judgeMove(
        to value: Quantity, _ limits: ValidationLimits, _ verdict: inout RegisterVerdict
    ) {
        guard let move = move(to: value, limits.rollover) else {
            verdict.failures.insert(.backward)
            return
        }
        guard let use = try? dial.quantity(of: move) else {
            verdict.failures.insert(.format)
            return
        }
        verdict.move = move
        verdict.use = use
        if move.isBackward {
            if !openingIsEstimated && !isNetMetered { verdict.failures.insert(.backward) }
            return
        }
        if move.rolledOver { verdict.failures.insert(.rollover) }
        verdict.expected = history.best?.use.over(days, places: limits.expectedPlaces)
        isOccupied ? judgeUse(move, within: limits, &verdict) : judgeVacant(limits, &verdict)
    }

    /// Nil where the value is lower than the last actual one before an estimate.
    private func move(to value: Quantity, _ rollover: RolloverLimit) -> DialMove? {
        guard let actualBefore, openingIsEstimated, isActual, !isNetMetered else {
            return dial.move(from: opening, to: value, days: days, rollover)
        }
        return dial.move(from: opening, to: value, on: day, since: actualBefore, rollover)
    }

    private func judgeVacant(_ limits: ValidationLimits, _ verdict: inout RegisterVerdict) {
        if verdict.use > limits.vacantUseAbove { verdict.failures.insert(.vacantUse) }
    }

    private func judgeUse(
        _ move: DialMove, within limits: ValidationLimits, _ verdict: inout RegisterVerdict
    ) {
        if move.millionths == 0 {
            judgeZero(limits, &verdict)
        }
        guard let expected = verdict.expected else { return }
        if limits.high.flags(verdict.use, expected, days: days) { verdict.failures.insert(.high) }
        if verdict.failures.isDisjoint(with: .zero) || limits.off.contains(.zero),
            limits.low.flags(verdict.use, expected, days: days)
        {
            verdict.failures.insert(.low)
        }
    }

    private func judgeZero(_ limits: ValidationLimits, _ verdict: inout RegisterVerdict) {
        if verdict.expected ?? limits.zeroExpectedAtLeast >= limits.zeroExpectedAtLeast {
            verdict.failures.insert(.zero)
        }
        if isActual && !openingIsEstimated && unchangedReads + 1 >= limits.unchangedReads {
            verdict.failures.insert(.stopped)
        }
    }
}

extension HighLimit {
    package func flags(_ use: Quantity, _ expected: Quantity, days: Int) -> Bool {
        use > floor
            && Int128(use.millionths) > Int128(floorPerDay.millionths) * Int128(days)
            && Int128(use.millionths) * 100 > Int128(expected.millionths) * Int128(percent)
    }
}

extension LowLimit {
    package func flags(_ use: Quantity, _ expected: Quantity, days: Int) -> Bool {
        Int128(expected.millionths) >= Int128(floorPerDay.millionths) * Int128(days)
            && Int128(use.millionths) * 100 < Int128(expected.millionths) * Int128(percent)
    }
}
