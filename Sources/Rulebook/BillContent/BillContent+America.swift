extension BillContent {
    static let america: [ContentRule] = [
        demand(
            newYorkEnergy, "16 NYCRR 11.13 (a)(1): the bill clearly states an estimated reading",
            .text, [.estimate]),
        demand(
            newYorkEnergy, "Public Service Law § 44 (1): charges adequately explained", .text,
            [.charges, .prices]),
        demand(
            newYorkEnergy, "16 NYCRR 11.16, contents of bills", .summary,
            [
                .supplier, .account, .customer, .period, .readings, .use, .balance, .amountDue,
                .due, .payment, .contact,
            ]),
        demand(
            connecticutWater, "Regulations of Connecticut State Agencies § 16-11-69, (1) to (11)",
            .text,
            [
                .supplier, .readings, .use, .tariff, .amountDue, .due, .estimate, .payment,
                .contact,
            ]),
    ].flatMap { $0 }

    private static let newYorkEnergy = ContentLaw(
        "NY-HEFPA", "Home Energy Fair Practices Act and 16 NYCRR part 11", .newYork,
        [.gas, .electricity, .heat], customers: [.domestic], from: date(1982, 10, 1))
    private static let connecticutWater = ContentLaw(
        "CT-WATER", "Service supplied by water companies, bill form", .connecticut, [.water],
        from: date(1966, 10, 18))
}
