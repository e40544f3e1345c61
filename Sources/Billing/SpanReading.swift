import Measures
package import Metering
import Supply

/// Finds the readings of a span, judges them, and turns them into quantities (rules B3, B4).
struct SpanReading {
    let facts: PointFacts
    let span: SpanOwed
    let cycle: Cycle
    let rules: RunRules
    let gates: ValidationGates

    init(facts: PointFacts, span: SpanOwed, cycle: Cycle, rules: RunRules) {
        self.facts = facts
        self.span = span
        self.cycle = cycle
        self.rules = rules
        gates = rules.gates[facts.supplyPoint.commodity] ?? ValidationGates()
    }

    func read(for tariff: TariffInForce) -> Draft {
        let hanging = facts.registers.indices.filter { register($0).hangs(during: span.period) }
        guard !hanging.isEmpty || tariff.needsNoMeter else {
            return .lost("MX-NOMETER", rule: "B3.1", since: span.period.start)
        }
        let dials = hanging.filter { register($0).kind == .register && !register($0).isCheck }
        var draft = Draft(period: period(dials))
        if !tariff.needsNoMeter, let day = firstUnmetered(draft.period, hanging) {
            return .lost("MX-NOMETER", rule: "B3.1", since: day)
        }
        for place in dials { read(facts.registers[place], into: &draft, tariff) }
        for place in checks(hanging, draft.period) {
            read(facts.registers[place], into: &draft, tariff)
        }
        if draft.readings.count > 1 { draft.findings += together(draft, gates) }
        for place in hanging where register(place).kind != .register {
            ChannelReading(self, facts.registers[place]).read(into: &draft, tariff)
        }
        return draft
    }

    private func register(_ place: Int) -> Register { facts.registers[place].register }

    /// The first day on which nothing hangs; a meter may be hung on the day supply begins.
    private func firstUnmetered(_ period: Period, _ hanging: [Int]) -> Day? {
        func hangsThroughout(_ register: Register) -> Bool {
            register.installed <= period.start && (register.removed ?? .openEnd) >= period.last
        }
        if hanging.contains(where: { hangsThroughout(register($0)) }) { return nil }
        var day = period.start
        for register in hanging.map(register).sorted(by: { $0.installed < $1.installed })
        where register.installed <= day {
            day = max(day, (register.removed ?? .openEnd) + 1)
        }
        return day < period.end ? day : nil
    }

    /// To the end of the agreement, else to the day all dials were read, else to the cycle's end.
    private func period(_ dials: [Int]) -> Period {
        guard !span.isFinal else { return span.period }
        let end = cycle.lastEnd(onOrBefore: rules.through)
        let still = dials.filter { register($0).isEffective(on: end) }
        let closing = still.isEmpty ? end : commonReadDay(still, end) ?? end
        return Period(from: span.period.start, upTo: closing + 1)
    }

    private func commonReadDay(_ dials: [Int], _ end: Day) -> Day? {
        let first = max(end - rules.readWindow, span.period.start)
        guard first <= end, let lead = dials.first else { return nil }
        return facts.registers[lead].readings.last { reading in
            reading.day >= first && reading.day <= end && reading.closesPeriod
                && dials.allSatisfy {
                    facts.registers[$0].reading(on: reading.day)?.closesPeriod == true
                }
        }?.day
    }

    private func read(
        _ history: RegisterHistory, into draft: inout Draft, _ tariff: TariffInForce
    ) {
        let register = history.register
        let from = max(draft.period.start - 1, register.installed)
        let to = min(draft.period.last, register.removed ?? draft.period.last)
        guard from < to else { return }
        guard let opening = history.opening(on: from) else {
            draft.stop(history.missing("opening", on: from))
            return
        }
        judge(history, from: opening, to: to, into: &draft, tariff)
    }

    private func judge(
        _ history: RegisterHistory, from opening: Reading, to day: Day,
        into draft: inout Draft, _ tariff: TariffInForce
    ) {
        let closing = history.reading(on: day)
        var check = history.check(from: opening, closing, on: day, rules.today)
        let profile = profile(history, on: day)
        check.history = history.history(from: opening.day, to: day, profile: profile)
        var verdict = check.judged(by: gates)
        var estimate: EstimatedReading?
        if closing == nil, rules.estimates, !verdict.doubts.contains(.estimateRun) {
            estimate = history.estimate(from: opening, on: day, profile: profile)
        }
        if let estimate {
            draft.estimates.append(estimate)
            verdict.doubts.remove(.missing)
            if day == history.register.removed { verdict.doubts.insert(.noRemoval) }
        }
        draft.findings += check.findings(verdict, gates, unit: history.register.unit)
        guard let final = closing ?? estimate?.reading,
            verdict.doubts.isDisjoint(with: .withoutAdvance)
        else {
            draft.isRateable = false
            return
        }
        if final.countsAsActual && opening.isEstimated { draft.truesUpEstimate = true }
        draft.add(history, from: opening, to: final, tariff.priceChanges, gates.rollover)
    }

    /// Daily average from the supply point's own data: `expected_daily.night`, `expected_daily`.
    private func profile(_ history: RegisterHistory, on day: Day) -> Quantity? {
        let name = "expected_daily"
        let hasOwn = facts.properties.contains {
            $0.name.utf8.count > name.utf8.count && $0.name.hasPrefix(name)
        }
        let own =
            hasOwn ? facts.property(name + "." + history.register.usage.rawValue, on: day) : nil
        let found = own ?? facts.property(name, on: day)
        return found.flatMap { Quantity($0.value) }
    }
}

extension Register {
    func hangs(during period: Period) -> Bool {
        installed < period.end && (removed ?? .openEnd) >= period.start
    }
}

extension RegisterHistory {
    func missing(_ what: String, on day: Day) -> Finding {
        Finding(
            Finding.Code("RD-MISSING"), .blocking, rule: "B1",
            figures: [
                NamedFigure("meter", .text(register.meterSerial)),
                NamedFigure("register", .text(register.usage.rawValue)),
                NamedFigure(what + " reading due on", .day(day)),
            ])
    }

    /// Actual reads on the days before prices change, between two readings.
    func reads(before changes: [Day], _ opening: Reading, _ closing: Reading) -> [Reading] {
        guard changes.contains(where: { $0 - 1 > opening.day && $0 - 1 < closing.day }) else {
            return []
        }
        return changes.filter { $0 - 1 > opening.day && $0 - 1 < closing.day }
            .compactMap { reading(on: $0 - 1) }.filter(\.countsAsActual)
    }

    func backward(from opening: Reading, to closing: Reading) -> Finding {
        Finding(
            Finding.Code("RD-NEG"), .blocking, rule: "B3.4",
            figures: [
                NamedFigure("last billed", .quantity(opening.value, register.unit)),
                NamedFigure("reading", .quantity(closing.value, register.unit)),
                NamedFigure("read on", .day(closing.day)),
            ])
    }

    func check(
        from opening: Reading, _ closing: Reading?, on day: Day, _ today: Day
    ) -> RegisterFacts {
        var facts = RegisterFacts(
            dial: register.dial, installed: register.installed, openingDay: opening.day,
            opening: opening.value, day: day, value: closing?.value, today: max(today, day))
        facts.removed = register.removed
        facts.openingIsEstimated = opening.isEstimated
        facts.isActual = closing?.countsAsActual ?? false
        facts.unchangedReads = unchangedReads
        facts.estimatesInARow = estimatesInARow
        return facts
    }
}

extension EstimatedReading {
    /// The reading it becomes.
    package var reading: Reading {
        Reading(registerID: registerID, day: day, value: value, type: .estimated)
    }
}

extension Draft {
    /// Adds what a register counted, in parts where it was read on the day before a new price.
    ///
    /// A read between that does not fit in is left out: the use is then split by days.
    mutating func add(
        _ history: RegisterHistory, from opening: Reading, to closing: Reading,
        _ priceChanges: [Day], _ rollover: RolloverGate
    ) {
        let register = history.register
        let between = history.reads(before: priceChanges, opening, closing)
        if !between.isEmpty, add(register, [opening] + between + [closing], rollover) { return }
        if let whole = try? Advance(register, from: opening, to: closing, rollover: rollover) {
            readings.append(BilledReading(whole))
            use(whole)
        } else {
            stop(history.backward(from: opening, to: closing))
        }
    }

    /// False where the reads do not follow each other.
    private mutating func add(
        _ register: Register, _ reads: [Reading], _ rollover: RolloverGate
    ) -> Bool {
        guard let whole = try? Advance(register, through: reads, rollover: rollover) else {
            return false
        }
        readings.append(BilledReading(whole))
        for (one, next) in zip(reads, reads.dropFirst()) {
            guard let part = try? Advance(register, from: one, to: next, rollover: rollover)
            else { continue }
            use(part)
        }
        return true
    }
}

extension Draft {
    /// Hands a quantity to rating, unless its register only checks others.
    private mutating func use(_ advance: Advance) {
        if !advance.register.isCheck { usages.append(BilledUsage(advance)) }
    }
}

extension BilledReading {
    init(_ advance: Advance) {
        self.init(
            registerID: advance.register.id, openingDay: advance.opening.day,
            opening: advance.opening.value, openingType: advance.opening.typeCode,
            closingDay: advance.closing.day, closing: advance.closing.value,
            closingType: advance.closing.typeCode, consumption: advance.quantity)
    }
}

extension BilledUsage {
    init(_ advance: Advance) {
        self.init(
            usage: advance.register.usage.rawValue, period: advance.period,
            quantity: advance.quantity.exact,
            isEstimated: advance.opening.isEstimated || advance.closing.isEstimated)
    }
}

extension Reading {
    /// The code of its first role, in the order of the table of rules B1.
    package var typeCode: String {
        isEstimated ? ReadType.estimated.rawValue : roles.first?.rawValue ?? "ACT"
    }
}
