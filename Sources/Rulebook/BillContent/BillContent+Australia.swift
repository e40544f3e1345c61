extension BillContent {
    static let australia: [ContentRule] = [
        demand(victorianUsual, "Rule D3.1", .convention, usual + usualForSmall),
        demand(
            victorianWater,
            "Water Industry Standard (rule D3.7): reads and whether estimated, "
                + "usage graph, charges, due date, help, interpreter, EWOV", .summary,
            [
                .readings, .estimate, .comparison, .charges, .due, .help, .formats, .complaints,
            ]),
        demand(
            victorianEnergy, "Best offer message (rule D3.8)", .text, [.cheaperTariff]),
        demand(
            victorianEnergy, "Energy Retail Code: contents of a bill, faults and emergencies",
            .summary, [.supplyNumber, .emergency, .estimate]),
        demand(
            australianTax, "GST and the Australian business number (rule D3.9)", .summary,
            [.taxNumber]),
        demand(
            australianTax, "GST amount (rule D3.9)", .summary, [.tax]),
        demand(
            westernElectricity, "Clause 21, contents of a bill", .summary,
            [
                .supplyAddress, .account, .period, .readings, .estimate, .use, .prices,
                .amountDue, .due, .payment, .help, .complaints, .emergency, .formats,
            ]),
    ].flatMap { $0 }

    private static let victorianUsual = ContentLaw(
        "VIC-BILL", "What a bill shows in Victoria", .victoria, from: date(2000, 1, 1))
    private static let victorianWater = ContentLaw(
        "VIC-WATER", "Essential Services Commission, Water Industry Standards", .victoria,
        [.water], from: date(2000, 1, 1))
    private static let victorianEnergy = ContentLaw(
        "VIC-ENERGY", "Victorian energy retail code of practice", .victoria,
        [.gas, .electricity], customers: [.domestic, .microbusiness], from: date(2019, 7, 1))
    private static let australianTax = ContentLaw(
        "AU-GST", "Goods and services tax, Australia", .australia, from: date(2000, 7, 1))
    private static let westernElectricity = ContentLaw(
        "WA-ELECTRICITY",
        "Code of Conduct for the Supply of Electricity to Small Use Customers 2022",
        .westernAustralia, [.electricity], customers: [.domestic, .microbusiness],
        from: date(2023, 2, 20))
}
