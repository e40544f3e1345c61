import Measures
import Tariffs

/// Calculates what a supply point used in an unbilled period: finds the readings and intervals,
/// judges them, and turns them into quantities (rules B3, B4).
///
/// Holds no facts; each step is given them.
struct ConsumptionCalculation {
    let terms: CalculationTerms
    let prices: [String: PriceSeries]
    /// The first day that may still be charged (rule D5.2), where that lies inside the period.
    let reach: Day?
    /// The last end of the point's cycle that the run reaches, and how many days before it a
    /// reading closes it.
    let cycleEnd: Day
    let readWindow: Int

    init(_ span: UnbilledPeriod, of facts: PointFacts, cycleEnd: Day, _ rules: RunRules) {
        terms = CalculationTerms(span, of: facts, rules)
        prices = rules.prices
        reach = BackBillingReach.first(inside: span.period, facts, rules)
        self.cycleEnd = cycleEnd
        readWindow = rules.readWindow
    }

    var span: UnbilledPeriod { terms.span }

    /// The draft with its readings, quantities, estimates and findings. `bands` are those of the
    /// tariff's clocks.
    func read(
        _ facts: PointFacts, for tariff: TariffInForce, _ bands: ChannelBands
    ) -> Draft {
        let installed = facts.registersInstalled(during: span.period)
        let dials = installed.filter { facts.registers[$0].register.isBillingDial }
        let period = period(facts, dials: dials)
        if !tariff.needsNoMeter,
            let day = facts.firstUnmetered(period, registers: installed)
        {
            return .unbillable("MX-NOMETER", rule: "B3.1", since: day)
        }
        var draft = Draft(period: period)
        draft.priceChanges = splitDays(of: tariff, facts, over: period)
        for dial in dials + facts.checks(installed, period) {
            addAdvance(of: dial, facts, to: &draft)
        }
        draft.add(facts.registersTogether(draft, terms.limits))
        for channel in installed where facts.registers[channel].register.kind != .register {
            ChannelReading(terms, facts.registers[channel], bands: bands)
                .read(facts, into: &draft, for: tariff)
        }
        if terms.keepsToReads { finish(&draft, facts, splitting: tariff.plan.book.rounding.split) }
        return draft
    }

    /// What rule version 4 looks at once all registers were read.
    private func finish(
        _ draft: inout Draft, _ facts: PointFacts, splitting rounding: RoundingRule
    ) {
        draft.cutUsages(rounding)
        draft.judgeExchanges(in: terms.zone)
        draft.add(facts.storedNotBilled(draft.period, terms.zone))
    }
}
