import Measures
import Metering
import Supply
import Tariffs

/// Finds the readings of a span, judges them, and turns them into quantities (rules B3, B4).
///
/// Holds plain values alone; the facts are lent to each step.
struct ConsumptionCalculation {
    let span: UnbilledPeriod
    let limits: ValidationLimits
    let zone: Zone
    let estimates: Bool
    /// Loads are kept for blocks that fill in order of time.
    let fillsChronologically: Bool
    /// What runs of rule version 4 do: use stays between the reads it is known from, registers
    /// keep their direction over estimates, and interval channels are judged as dials are.
    let keepsToReads: Bool
    private let prices: [String: PriceSeries]
    private let today: Day
    /// The first day that may still be charged, where that lies inside the span.
    private let reach: Day?
    /// The last end of the point's cycle that the run reaches, and how long before it a reading
    /// closes it.
    private let cycleEnd: Day
    private let readWindow: Int

    init(_ span: UnbilledPeriod, of facts: PointFacts, cycleEnd: Day, _ rules: RunRules) {
        self.span = span
        self.cycleEnd = cycleEnd
        (today, readWindow, estimates) = (rules.today, rules.readWindow, rules.estimates)
        fillsChronologically = rules.version >= .two
        keepsToReads = rules.version >= .four
        limits = rules.validationLimits[facts.supplyPoint.commodity] ?? ValidationLimits()
        zone = rules.schemes[facts.scheme].zone
        let isOld = span.period.start < rules.today - BackBillingReach.shortestInDays
        reach = isOld ? BackBillingReach(facts, rules)?.first : nil
        prices = rules.prices
    }

    /// `bands` are those of the tariff's clocks.
    func read(
        _ facts: PointFacts, for tariff: TariffInForce, _ bands: ChannelBands
    ) -> Draft {
        let all = facts.registers
        let hanging = all.indices.filter { all[$0].register.hangs(during: span.period) }
        let dials = hanging.filter { all[$0].register.isBillingDial }
        let period = period(facts, dials)
        if !tariff.needsNoMeter {
            let unmetered =
                hanging.isEmpty ? span.period.start : facts.firstUnmetered(period, hanging)
            if let unmetered { return .lost("MX-NOMETER", rule: "B3.1", since: unmetered) }
        }
        var draft = Draft(period: period)
        draft.priceChanges = splitDays(facts, period, tariff)
        for dial in dials + facts.checks(hanging, period) { read(facts, dial, into: &draft) }
        if draft.readings.count > 1 {
            let found = facts.together(draft, limits)
            if !found.isEmpty { draft.findings += found }
        }
        for channel in hanging where all[channel].register.kind != .register {
            ChannelReading(self, all[channel], bands).read(facts, into: &draft, tariff)
        }
        if keepsToReads { finish(&draft, facts, tariff) }
        return draft
    }

    private func finish(_ draft: inout Draft, _ facts: PointFacts, _ tariff: TariffInForce) {
        draft.cutUsages(tariff.plan.book.rounding.split)
        if draft.covered.count > 1 { draft.judgeExchanges(in: zone) }
        let stray = facts.storedNotBilled(draft.period, zone)
        if !stray.isEmpty { draft.findings += stray }
    }

    /// Days on which a charge splits, because a price, its season or a property that splits it
    /// changes, and the first that may still be charged (rule D5.2). Earlier rules looked at
    /// prices alone.
    private func splitDays(
        _ facts: PointFacts, _ period: Period, _ tariff: TariffInForce
    ) -> [Day] {
        guard keepsToReads else { return tariff.priceChanges }
        let splitting = tariff.numbers.filter(\.splits)
        let changed = splitting.flatMap { number in
            facts.properties(number.name, over: period).flatMap {
                [$0.period.start, $0.period.end]
            }
        }
        let index =
            tariff.fromPrices.isEmpty ? [] : tariff.indexDays(prices, over: period, in: zone)
        let others = changed + index + [reach].compactMap { $0 }
        guard !others.isEmpty else { return tariff.splitDays }
        return Set(tariff.splitDays + others).sorted()
    }

    /// To the end of the agreement, else to the day all dials were read, else to the cycle's end.
    private func period(_ facts: PointFacts, _ dials: [Int]) -> Period {
        guard !span.isFinal else { return span.period }
        let still = dials.filter { facts.registers[$0].register.isEffective(on: cycleEnd) }
        let closing = still.isEmpty ? cycleEnd : commonReadDay(facts, still) ?? cycleEnd
        return Period(from: span.period.start, upTo: closing + 1)
    }

    /// The last day of the read window on which every dial was read, so that it may close.
    private func commonReadDay(_ facts: PointFacts, _ dials: [Int]) -> Day? {
        let first = max(cycleEnd - readWindow, span.period.start)
        guard first <= cycleEnd, let lead = dials.first else { return nil }
        return facts.registers[lead].readings.last { reading in
            reading.day >= first && reading.day <= cycleEnd
                && dials.allSatisfy { closes(facts, $0, on: reading.day) }
        }?.day
    }

    /// A reading that may close a period, or the reading with which a dial took the place of one
    /// that was read on its removal (rule A6.3).
    private func closes(_ facts: PointFacts, _ position: Int, on day: Day) -> Bool {
        let history = facts.registers[position]
        guard let reading = history.reading(on: day) else { return false }
        if reading.closesPeriod { return true }
        guard keepsToReads, history.register.installed == day else { return false }
        return facts.registers.contains { other in
            other.register.removed == day && other.register.usage == history.register.usage
                && other.reading(on: day)?.closesPeriod == true
        }
    }

    private func read(_ facts: PointFacts, _ position: Int, into draft: inout Draft) {
        let history = facts.registers[position]
        let (installed, removed) = history.service
        let from = max(draft.period.start - 1, installed)
        let to = min(draft.period.last, removed ?? draft.period.last)
        guard from < to else { return }
        guard let opening = history.opening(on: from) else {
            draft.stop(history.missing("opening", on: from))
            return
        }
        let profile = facts.profile(history.register.usage, on: to)
        judge(history, from: opening, to: to, profile: profile, into: &draft)
    }

    private func judge(
        _ history: RegisterHistory, from opening: Reading, to day: Day, profile: Quantity?,
        into draft: inout Draft
    ) {
        let closing = history.reading(on: day)
        var check = history.check(from: opening, closing, on: day, today)
        let counting = counting(history, from: opening, to: closing)
        if keepsToReads {
            check.actualBefore = closing?.countsAsActual == true ? counting.actual : nil
            check.isNetMetered = history.register.isNetMetered
        }
        check.history = history.history(from: opening.day, to: day, profile: profile)
        var verdict = check.judged(by: limits)
        let isEstimated = closing == nil && estimates && !verdict.failures.contains(.estimateRun)
        let estimate = isEstimated ? estimated(history, opening, day, profile, counting) : nil
        if let estimate {
            draft.made.estimates.append(estimate)
            verdict.failures.remove(.missing)
            if day == history.register.removed { verdict.failures.insert(.noRemoval) }
        }
        if !verdict.failures.isEmpty {
            let limits =
                keepsToReads
                ? limits.holdingUnprovenRollover(of: verdict, days: check.days) : limits
            draft.findings += check.findings(verdict, limits, unit: history.register.unit)
        }
        guard let final = closing ?? estimate?.reading,
            verdict.failures.isDisjoint(with: .withoutAdvance)
        else {
            draft.isRateable = false
            return
        }
        if final.countsAsActual && opening.isEstimated { draft.truesUpEstimate = true }
        draft.add(
            counting, from: opening, to: final,
            between(history, opening, final, draft.priceChanges, counting))
    }

    private func estimated(
        _ history: RegisterHistory, _ opening: Reading, _ day: Day, _ profile: Quantity?,
        _ counting: Counting
    ) -> EstimatedReading? {
        let base = keepsToReads ? history.lastRead(opening, before: day, counting) : opening
        return history.estimate(from: base, on: day, profile: profile, counting)
    }

    /// The reads in between that part the use where a charge splits.
    private func between(
        _ history: RegisterHistory, _ opening: Reading, _ closing: Reading, _ changes: [Day],
        _ counting: Counting
    ) -> [Reading] {
        keepsToReads
            ? history.reads(around: changes, opening, closing, counting)
            : history.reads(before: changes, opening, closing)
    }

    private func counting(
        _ history: RegisterHistory, from opening: Reading, to closing: Reading?
    ) -> Counting {
        Counting(
            register: history.register, rollover: limits.rollover,
            actual: keepsToReads ? history.actualBefore(opening) : nil, addsUp: keepsToReads)
    }
}

extension PointFacts {
    /// The first day on which nothing hangs; a meter may be hung on the day supply begins.
    fileprivate func firstUnmetered(_ period: Period, _ hanging: [Int]) -> Day? {
        let hangsThroughout = hanging.contains {
            let (installed, removed) = registers[$0].service
            return installed <= period.start && (removed ?? .openEnd) >= period.last
        }
        if hangsThroughout { return nil }
        var day = period.start
        for service in hanging.map({ registers[$0].service }).sorted(by: {
            $0.installed < $1.installed
        })
        where service.installed <= day {
            day = max(day, (service.removed ?? .openEnd) + 1)
        }
        return day < period.end ? day : nil
    }

    /// Daily average from the supply point's own data: `expected_daily.night`, `expected_daily`.
    func profile(_ usage: UsageCode, on day: Day) -> Quantity? {
        let name = "expected_daily"
        let hasOwn = properties.contains {
            $0.name.utf8.count > name.utf8.count && $0.name.hasPrefix(name)
        }
        let own = hasOwn ? property(name + "." + usage.rawValue, on: day) : nil
        let found = own ?? property(name, on: day)
        return found.flatMap { Quantity($0.value) }
    }
}

extension Register {
    func hangs(during period: Period) -> Bool {
        installed < period.end && (removed ?? .openEnd) >= period.start
    }

    /// A dial that is billed, not one that checks others.
    fileprivate var isBillingDial: Bool { kind == .register && !isCheck }
}

extension RegisterHistory {
    /// The day it was hung, and the day it was taken down.
    fileprivate var service: (installed: Day, removed: Day?) {
        (register.installed, register.removed)
    }

    func missing(_ what: String, on day: Day) -> Finding {
        Finding(
            Finding.Code("RD-MISSING"), .blocking, rule: "B1",
            figures: [
                NamedFigure("meter", .text(register.meterSerial)),
                NamedFigure("register", .text(register.usage.rawValue)),
                NamedFigure(what + " reading due on", .day(day)),
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
