extension BillContent {
    static let britain: [ContentRule] = [
        demand(
            britishUsual, source: "Rule D3.1, from licence conditions and SI 2014/3120",
            basis: .convention, usual),
        demand(britishSmall, source: "Rule D3.1", basis: .convention, usualForSmall),
        demand(
            britishGas, source: "Rule D3.1: gas units, correction and calorific value",
            basis: .convention,
            [.conversion]),
        demand(
            britishEnergy, source: "SLC 31H: what was paid and owed, summary of use (rule D3.2)",
            basis: .text,
            [.balance, .use, .comparison]),
        demand(
            britishEnergy,
            source: "SLC 31H: cheapest deal message, About Your Tariff label (rule D3.2)",
            basis: .text, [.cheaperTariff, .contract]),
        demand(
            heat2014,
            source: "Schedule 2, paragraph 4: current prices, use, use compared with last year, "
                + "energy advice (rule D3.5)", basis: .summary,
            [.prices, .use, .comparison, .advice]),
        demand(
            heat2026, source: "Minimum bill information, from guides to the condition (rule D3.6)",
            basis: .summary,
            [
                .supplier, .contact, .period, .readings, .use, .prices, .amountDue, .due,
                .complaints, .priorityServices,
            ]),
        demand(
            britishTax, source: "VAT Regulations 1995, regulation 14 (rule D3.9)", basis: .summary,
            [.taxNumber, .tax, .billDate], when: .taxed),
    ].flatMap { $0 }

    private static let britishUsual = ContentLaw(
        "GB-BILL", title: "What a bill shows in Great Britain", territory: .greatBritain,
        from: date(year: 2000, month: 1, day: 1))
    private static let britishSmall = ContentLaw(
        "GB-SMALL", title: "What households and microbusinesses are told in Great Britain",
        territory: .greatBritain, customers: [.domestic, .microbusiness],
        from: date(year: 2000, month: 1, day: 1))
    private static let britishGas = ContentLaw(
        "GB-GAS", title: "Gas bills in Great Britain", territory: .greatBritain,
        commodities: [.gas], from: date(year: 2000, month: 1, day: 1))
    private static let britishEnergy = ContentLaw(
        "GB-SLC31H", title: "Standard licence conditions of gas and electricity suppliers",
        territory: .greatBritain, commodities: [.gas, .electricity], customers: [.domestic],
        from: date(year: 2019, month: 2, day: 11))
    private static let heat2014 = ContentLaw(
        "GB-HEAT-2014", title: "Heat Network (Metering and Billing) Regulations 2014, SI 2014/3120",
        territory: .greatBritain, commodities: [.heat], from: date(year: 2014, month: 12, day: 18))
    private static let heat2026 = ContentLaw(
        "GB-HEAT-2026",
        title: "Heat network authorisation conditions: billing and price transparency",
        territory: .greatBritain, commodities: [.heat], customers: [.domestic, .microbusiness],
        from: date(year: 2026, month: 1, day: 27))
    private static let britishTax = ContentLaw(
        "GB-VAT", title: "Value added tax, Great Britain", territory: .greatBritain,
        customers: [.microbusiness, .business], from: date(year: 1995, month: 10, day: 20))
}
