import Measures
import Metering

// What one register counted, from the reading that opens the period to the one that closes it.
extension ConsumptionCalculation {
    /// Adds the advance of a register over the days on which it was installed.
    func addAdvance(of index: Int, _ facts: PointFacts, to draft: inout Draft) {
        let history = facts.registers[index]
        let register = history.register
        let from = max(draft.period.start - 1, register.installed)
        let to = min(draft.period.last, register.removed ?? draft.period.last)
        guard from < to else { return }
        guard let opening = history.opening(on: from) else {
            draft.stop(history.missing("opening", on: from))
            return
        }
        let profile = facts.profile(register.usage, on: to)
        judge(history, from: opening, to: to, profile: profile, into: &draft)
    }

    /// Judges the closing reading, or estimates it, and adds what was counted up to it.
    private func judge(
        _ history: RegisterHistory, from opening: Reading, to day: Day, profile: Quantity?,
        into draft: inout Draft
    ) {
        let closing = history.reading(on: day)
        let counting = Counting(history, from: opening, terms)
        var check = history.check(from: opening, to: closing, on: day, counting, terms)
        check.history = history.history(from: opening.day, to: day, profile: profile)
        var verdict = check.judged(by: terms.limits)
        let estimate =
            closing == nil
            ? estimated(history, from: opening, on: day, profile: profile, counting, for: &verdict)
            : nil
        if let estimate { draft.made.estimates.append(estimate) }
        draft.add(findings(verdict, check, of: history.register))
        guard let final = closing ?? estimate?.reading,
            verdict.failures.isDisjoint(with: .withoutAdvance)
        else { return draft.isRateable = false }
        if final.countsAsActual && opening.isEstimated { draft.truesUpEstimate = true }
        let reads = between(
            history, from: opening, to: final, splitOn: draft.priceChanges, counting)
        draft.add(counting, from: opening, to: final, through: reads)
    }

    private func findings(
        _ verdict: RegisterVerdict, _ check: RegisterFacts, of register: Register
    ) -> [Finding] {
        guard !verdict.failures.isEmpty else { return [] }
        let limits =
            terms.keepsToReads
            ? terms.limits.holdingUnprovenRollover(of: verdict, days: check.days) : terms.limits
        return check.findings(verdict, limits, unit: register.unit)
    }

    /// Nil where nothing is known to go by, and where nothing may be estimated. A removal that is
    /// estimated is flagged (rule A6.3).
    private func estimated(
        _ history: RegisterHistory, from opening: Reading, on day: Day, profile: Quantity?,
        _ counting: Counting, for verdict: inout RegisterVerdict
    ) -> EstimatedReading? {
        guard terms.estimates, !verdict.failures.contains(.estimateRun) else { return nil }
        let base =
            terms.keepsToReads
            ? history.lastRead(from: opening, before: day, counting) : opening
        let estimate = history.estimate(from: base, on: day, profile: profile, counting)
        guard let estimate else { return nil }
        verdict.failures.remove(.missing)
        if day == history.register.removed { verdict.failures.insert(.noRemoval) }
        return estimate
    }

    /// The reads in between that part the use where a charge splits.
    private func between(
        _ history: RegisterHistory, from opening: Reading, to closing: Reading,
        splitOn changes: [Day], _ counting: Counting
    ) -> [Reading] {
        terms.keepsToReads
            ? history.reads(around: changes, from: opening, to: closing, counting)
            : history.reads(before: changes, from: opening, to: closing)
    }
}

extension Counting {
    init(_ history: RegisterHistory, from opening: Reading, _ terms: CalculationTerms) {
        self.init(
            register: history.register, rollover: terms.limits.rollover,
            actual: terms.keepsToReads ? history.actualBefore(opening) : nil,
            addsUp: terms.keepsToReads)
    }
}

extension RegisterHistory {
    /// The finding of a period that no reading opens.
    fileprivate func missing(_ what: String, on day: Day) -> Finding {
        Finding(
            Finding.Code("RD-MISSING"), .blocking, rule: "B1",
            figures: [
                NamedFigure("meter", .text(register.meterSerial)),
                NamedFigure("register", .text(register.usage.rawValue)),
                NamedFigure(what + " reading due on", .day(day)),
            ])
    }

    /// The facts by which a closing reading is validated; nil where nobody read the register.
    fileprivate func check(
        from opening: Reading, to closing: Reading?, on day: Day, _ counting: Counting,
        _ terms: CalculationTerms
    ) -> RegisterFacts {
        var facts = RegisterFacts(
            dial: register.dial, installed: register.installed, openingDay: opening.day,
            opening: opening.value, day: day, value: closing?.value, today: max(terms.today, day))
        facts.removed = register.removed
        facts.openingIsEstimated = opening.isEstimated
        facts.isActual = closing?.countsAsActual ?? false
        facts.unchangedReads = unchangedReads
        facts.estimatesInARow = estimatesInARow
        guard terms.keepsToReads else { return facts }
        facts.actualBefore = facts.isActual ? counting.actual : nil
        facts.isNetMetered = register.isNetMetered
        return facts
    }
}
