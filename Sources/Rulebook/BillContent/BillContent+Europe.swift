extension BillContent {
    static let europe: [ContentRule] = [
        demand(
            germanEnergy, "EnWG § 40 (1): amount and due day stand out", .text, [.amountDue, .due]),
        demand(
            germanEnergy,
            "EnWG § 40 (2) 1 to 5: supplier, supply point, contract, prices, "
                + "metering and network operator", .text,
            [.supplier, .contact, .supplyAddress, .supplyNumber, .contract, .prices, .network]),
        demand(
            germanEnergy, "EnWG § 40 (2) 6 and 7: readings, use, how read, the year before",
            .text, [.readings, .use, .comparison]),
        demand(
            germanEnergy, "EnWG § 40 (2) 9: rights in disputes, the conciliation body", .text,
            [.complaints]),
        demand(germanPower, "EnWG § 42: origin of electricity", .summary, [.energySources]),
        demand(
            germanHeat, "FFVAV § 5 and HeizkostenV § 6a", .summary,
            [.prices, .use, .comparison, .energySources, .advice, .complaints]),
        demand(
            germanTax, "UStG § 14 (4) (rule D3.9)", .summary,
            [.supplier, .customer, .taxNumber, .billNumber, .billDate, .tax]),
        demand(
            europeanPower,
            "Annex I (1): price, due day, supplier, supply point, tariff, contract, "
                + "use, comparison, disputes, sources", .summary,
            [
                .amountDue, .due, .supplier, .contact, .supplyNumber, .tariff, .contract, .use,
                .comparison, .complaints, .energySources,
            ]),
        demand(
            europeanGas,
            "Annex I (1.1) and (1.3): price, due day, use compared with last year, "
                + "consumer bodies", .text, [.amountDue, .due, .comparison, .advice]),
        demand(
            europeanHeat, "Annex VIII (3): prices, use, comparison, sources, complaints, advice",
            .summary, [.prices, .use, .comparison, .energySources, .complaints, .advice]),
    ].flatMap { $0 }

    private static let germanEnergy = ContentLaw(
        "DE-ENWG40", "Energiewirtschaftsgesetz § 40", .germany, [.gas, .electricity],
        from: date(2021, 7, 27))
    private static let germanPower = ContentLaw(
        "DE-ENWG42", "Energiewirtschaftsgesetz § 42", .germany, [.electricity],
        from: date(2021, 7, 27))
    private static let germanHeat = ContentLaw(
        "DE-HEAT", "Fernwärme: FFVAV, HeizkostenV", .germany, [.heat], from: date(2021, 12, 1))
    private static let germanTax = ContentLaw(
        "DE-UST", "Umsatzsteuergesetz § 14", .germany, from: date(2004, 1, 1))
    private static let europeanPower = ContentLaw(
        "EU-2019-944", "Directive (EU) 2019/944, as each state has made it law", .europeanUnion,
        [.electricity], customers: [.domestic, .microbusiness], from: date(2021, 1, 1))
    private static let europeanGas = ContentLaw(
        "EU-2024-1788", "Directive (EU) 2024/1788, as each state has made it law",
        .europeanUnion, [.gas], customers: [.domestic, .microbusiness], from: date(2026, 8, 5))
    private static let europeanHeat = ContentLaw(
        "EU-2023-1791", "Directive (EU) 2023/1791, as each state has made it law",
        .europeanUnion, [.heat], from: date(2025, 10, 11))
}
