extension BillContent {
    static let britain: [ContentRule] = [
        demand(
            britishUsual, "Rule D3.1, from licence conditions and SI 2014/3120", .convention, usual),
        demand(britishSmall, "Rule D3.1", .convention, usualForSmall),
        demand(
            britishGas, "Rule D3.1: gas units, correction and calorific value", .convention,
            [.conversion]),
        demand(
            britishEnergy, "SLC 31H: what was paid and owed, summary of use (rule D3.2)", .text,
            [.balance, .use, .comparison]),
        demand(
            britishEnergy, "SLC 31H: cheapest deal message, About Your Tariff label (rule D3.2)",
            .text, [.cheaperTariff, .contract]),
        demand(
            heat2014,
            "Schedule 2, paragraph 4: current prices, use, use compared with last year, "
                + "energy advice (rule D3.5)", .summary, [.prices, .use, .comparison, .advice]),
        demand(
            heat2026, "Minimum bill information, from guides to the condition (rule D3.6)",
            .summary,
            [
                .supplier, .contact, .period, .readings, .use, .prices, .amountDue, .due,
                .complaints, .priorityServices,
            ]),
        demand(
            britishTax, "VAT Regulations 1995, regulation 14 (rule D3.9)", .summary,
            [.taxNumber, .tax, .billDate], when: .taxed),
    ].flatMap { $0 }

    private static let britishUsual = ContentLaw(
        "GB-BILL", "What a bill shows in Great Britain", .greatBritain, from: date(2000, 1, 1))
    private static let britishSmall = ContentLaw(
        "GB-SMALL", "What households and microbusinesses are told in Great Britain",
        .greatBritain, customers: [.domestic, .microbusiness], from: date(2000, 1, 1))
    private static let britishGas = ContentLaw(
        "GB-GAS", "Gas bills in Great Britain", .greatBritain, [.gas], from: date(2000, 1, 1))
    private static let britishEnergy = ContentLaw(
        "GB-SLC31H", "Standard licence conditions of gas and electricity suppliers",
        .greatBritain, [.gas, .electricity], customers: [.domestic], from: date(2019, 2, 11))
    private static let heat2014 = ContentLaw(
        "GB-HEAT-2014", "Heat Network (Metering and Billing) Regulations 2014, SI 2014/3120",
        .greatBritain, [.heat], from: date(2014, 12, 18))
    private static let heat2026 = ContentLaw(
        "GB-HEAT-2026", "Heat network authorisation conditions: billing and price transparency",
        .greatBritain, [.heat], customers: [.domestic, .microbusiness], from: date(2026, 1, 27))
    private static let britishTax = ContentLaw(
        "GB-VAT", "Value added tax, Great Britain", .greatBritain,
        customers: [.microbusiness, .business], from: date(1995, 10, 20))
}
