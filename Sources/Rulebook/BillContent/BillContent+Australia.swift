extension BillContent {
    static let australia: [ContentRule] = [
        demand(victorianUsual, source: "Rule D3.1", basis: .convention, usual + usualForSmall),
        demand(
            victorianWater,
            source: "Water Industry Standard (rule D3.7): reads and whether estimated, "
                + "usage graph, charges, due date, help, interpreter, EWOV", basis: .summary,
            [
                .readings, .estimate, .comparison, .charges, .due, .help, .formats, .complaints,
            ]),
        demand(
            victorianEnergy, source: "Best offer message (rule D3.8)", basis: .text,
            [.cheaperTariff]),
        demand(
            victorianEnergy,
            source: "Energy Retail Code: contents of a bill, faults and emergencies",
            basis: .summary, [.supplyNumber, .emergency, .estimate]),
        demand(
            australianTax, source: "GST and the Australian business number (rule D3.9)",
            basis: .summary,
            [.taxNumber]),
        demand(
            australianTax, source: "GST amount (rule D3.9)", basis: .summary, [.tax]),
        demand(
            westernElectricity, source: "Clause 21, contents of a bill", basis: .summary,
            [
                .supplyAddress, .account, .period, .readings, .estimate, .use, .prices,
                .amountDue, .due, .payment, .help, .complaints, .emergency, .formats,
            ]),
    ].flatMap { $0 }

    private static let victorianUsual = ContentLaw(
        "VIC-BILL", title: "What a bill shows in Victoria", territory: .victoria,
        from: date(year: 2000, month: 1, day: 1))
    private static let victorianWater = ContentLaw(
        "VIC-WATER", title: "Essential Services Commission, Water Industry Standards",
        territory: .victoria,
        commodities: [.water], from: date(year: 2000, month: 1, day: 1))
    private static let victorianEnergy = ContentLaw(
        "VIC-ENERGY", title: "Victorian energy retail code of practice", territory: .victoria,
        commodities: [.gas, .electricity], customers: [.domestic, .microbusiness],
        from: date(year: 2019, month: 7, day: 1))
    private static let australianTax = ContentLaw(
        "AU-GST", title: "Goods and services tax, Australia", territory: .australia,
        from: date(year: 2000, month: 7, day: 1))
    private static let westernElectricity = ContentLaw(
        "WA-ELECTRICITY",
        title: "Code of Conduct for the Supply of Electricity to Small Use Customers 2022",
        territory: .westernAustralia, commodities: [.electricity],
        customers: [.domestic, .microbusiness],
        from: date(year: 2023, month: 2, day: 20))
}
