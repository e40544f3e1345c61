extension BillContent {
    static let america: [ContentRule] = [
        demand(
            newYorkEnergy,
            source: "16 NYCRR 11.13 (a)(1): the bill clearly states an estimated reading",
            basis: .text, [.estimate]),
        demand(
            newYorkEnergy, source: "Public Service Law § 44 (1): charges adequately explained",
            basis: .text,
            [.charges, .prices]),
        demand(
            newYorkEnergy, source: "16 NYCRR 11.16, contents of bills", basis: .summary,
            [
                .supplier, .account, .customer, .period, .readings, .use, .balance, .amountDue,
                .due, .payment, .contact,
            ]),
        demand(
            connecticutWater,
            source: "Regulations of Connecticut State Agencies § 16-11-69, (1) to (11)",
            basis: .text,
            [
                .supplier, .readings, .use, .tariff, .amountDue, .due, .estimate, .payment,
                .contact,
            ]),
    ].flatMap { $0 }

    private static let newYorkEnergy = ContentLaw(
        "NY-HEFPA", title: "Home Energy Fair Practices Act and 16 NYCRR part 11",
        territory: .newYork,
        commodities: [.gas, .electricity, .heat], customers: [.domestic],
        from: date(year: 1982, month: 10, day: 1))
    private static let connecticutWater = ContentLaw(
        "CT-WATER", title: "Service supplied by water companies, bill form",
        territory: .connecticut, commodities: [.water],
        from: date(year: 1966, month: 10, day: 18))
}
