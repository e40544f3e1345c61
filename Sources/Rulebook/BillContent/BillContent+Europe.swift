extension BillContent {
    static let europe: [ContentRule] = [
        demand(
            germanEnergy, source: "EnWG § 40 (1): amount and due day stand out", basis: .text,
            [.amountDue, .due]),
        demand(
            germanEnergy,
            source: "EnWG § 40 (2) 1 to 5: supplier, supply point, contract, prices, "
                + "metering and network operator", basis: .text,
            [.supplier, .contact, .supplyAddress, .supplyNumber, .contract, .prices, .network]),
        demand(
            germanEnergy, source: "EnWG § 40 (2) 6 and 7: readings, use, how read, the year before",
            basis: .text, [.readings, .use, .comparison]),
        demand(
            germanEnergy, source: "EnWG § 40 (2) 9: rights in disputes, the conciliation body",
            basis: .text,
            [.complaints]),
        demand(
            germanPower, source: "EnWG § 42: origin of electricity", basis: .summary,
            [.energySources]),
        demand(
            germanHeat, source: "FFVAV § 5 and HeizkostenV § 6a", basis: .summary,
            [.prices, .use, .comparison, .energySources, .advice, .complaints]),
        demand(
            germanTax, source: "UStG § 14 (4) (rule D3.9)", basis: .summary,
            [.supplier, .customer, .taxNumber, .billNumber, .billDate, .tax]),
        demand(
            europeanPower,
            source: "Annex I (1): price, due day, supplier, supply point, tariff, contract, "
                + "use, comparison, disputes, sources", basis: .summary,
            [
                .amountDue, .due, .supplier, .contact, .supplyNumber, .tariff, .contract, .use,
                .comparison, .complaints, .energySources,
            ]),
        demand(
            europeanGas,
            source: "Annex I (1.1) and (1.3): price, due day, use compared with last year, "
                + "consumer bodies", basis: .text, [.amountDue, .due, .comparison, .advice]),
        demand(
            europeanHeat,
            source: "Annex VIII (3): prices, use, comparison, sources, complaints, advice",
            basis: .summary, [.prices, .use, .comparison, .energySources, .complaints, .advice]),
    ].flatMap { $0 }

    private static let germanEnergy = ContentLaw(
        "DE-ENWG40", title: "Energiewirtschaftsgesetz § 40", territory: .germany,
        commodities: [.gas, .electricity],
        from: date(year: 2021, month: 7, day: 27))
    private static let germanPower = ContentLaw(
        "DE-ENWG42", title: "Energiewirtschaftsgesetz § 42", territory: .germany,
        commodities: [.electricity],
        from: date(year: 2021, month: 7, day: 27))
    private static let germanHeat = ContentLaw(
        "DE-HEAT", title: "Fernwärme: FFVAV, HeizkostenV", territory: .germany,
        commodities: [.heat], from: date(year: 2021, month: 12, day: 1))
    private static let germanTax = ContentLaw(
        "DE-UST", title: "Umsatzsteuergesetz § 14", territory: .germany,
        from: date(year: 2004, month: 1, day: 1))
    private static let europeanPower = ContentLaw(
        "EU-2019-944", title: "Directive (EU) 2019/944, as each state has made it law",
        territory: .europeanUnion,
        commodities: [.electricity], customers: [.domestic, .microbusiness],
        from: date(year: 2021, month: 1, day: 1))
    private static let europeanGas = ContentLaw(
        "EU-2024-1788", title: "Directive (EU) 2024/1788, as each state has made it law",
        territory: .europeanUnion, commodities: [.gas], customers: [.domestic, .microbusiness],
        from: date(year: 2026, month: 8, day: 5))
    private static let europeanHeat = ContentLaw(
        "EU-2023-1791", title: "Directive (EU) 2023/1791, as each state has made it law",
        territory: .europeanUnion, commodities: [.heat], from: date(year: 2025, month: 10, day: 11))
}
