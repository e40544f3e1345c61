import Documents
import Measures

/// Bills with made-up people. W-AU-02 and H-GB-01 stand on public prices: South East Water
/// (Melbourne) 2024-25 usage prices, and West Whitlawburn Housing Co-operative heat charges.
enum Samples {
    static func day(_ text: String) -> Day { Day(text)! }
    static func exact(_ text: String) -> Exact { Exact(text)! }
    static func pounds(_ minorUnits: Int64) -> Money {
        Money(minorUnits: minorUnits, currency: .gbp)
    }
    static func dollars(_ minorUnits: Int64) -> Money {
        Money(minorUnits: minorUnits, currency: .aud)
    }

    /// W-AU-02: two steps of 440 litres a day, 52 kL over 91 days, 199.95 AUD.
    static let water: BillDocument = {
        let period = Period(from: day("2024-10-01"), through: day("2024-12-30"))
        let issuer = BillDocument.Issuer(
            name: "Sample Water", contact: ["Telephone 1800 000 000", "www.water.example"],
            colour: BrandColour("#0b6e8f")!, taxNumber: "ABN 00 000 000 000",
            emergency: "Leaks and faults, day and night: 1800 000 001",
            payment: [
                "Online at www.water.example/pay with your account code",
                "If you find it hard to pay, call us: we can spread the bill.",
            ],
            complaints: [
                "Call us first: 1800 000 000", "Then the ombudsman: www.ombudsman.example",
            ],
            accessibility: "Interpreter, large print or Braille: 1800 000 002")
        return BillDocument(
            issuer: issuer, language: "en-AU", number: "W-000017", issued: day("2025-01-06"),
            due: day("2025-01-28"), period: period,
            customer: customer("A-1001", "Sample Customer One"),
            segments: [waterSegment(period)], net: dollars(19995), tax: dollars(0),
            total: dollars(19995),
            balance: BillBalance(
                broughtForward: dollars(17410),
                moves: [
                    .init(
                        day: day("2024-10-24"), label: "Payment, thank you", amount: dollars(-17410)
                    )
                ]),
            usage: [
                UsageHistory(
                    title: "Water used", unit: .kL,
                    bars: [
                        ("Dec 23", 55, false), ("Mar 24", 61, true), ("Jun 24", 47, false),
                        ("Sep 24", 44, false), ("Dec 24", 52, false),
                    ]
                    .map { .init(label: $0.0, quantity: Quantity($0.1), isEstimated: $0.2) })
            ],
            comparison: waterComparison,
            messages: [
                .init(
                    heading: "Prices from 1 July 2025",
                    text: "New prices will be on our website in June.")
            ])
    }()

    /// The quarter before: 44 kL over 92 days, all dearer by the index, and a credit.
    static let waterComparison = BillDocument.Comparison(
        title: "Compared with your last bill",
        sentence: "Your last bill, W-000011 for 1 July 2024 to 30 September 2024 (92 days), came "
            + "to A$174.10. This one is for 91 days and comes to A$199.95, A$25.85 more.",
        last: dollars(17410),
        steps: [
            .init(
                code: "price", label: "Prices", amount: dollars(1236),
                sentence: "The last bill's days and use at this bill's prices."),
            .init(
                code: "days", label: "Days", amount: dollars(-203),
                sentence: "91 days instead of 92, with the same use a day."),
            .init(
                code: "usage", label: "Use", amount: dollars(2552),
                sentence: "0.571 kL a day instead of 0.478 kL."),
            .init(
                code: "adjustments", label: "Adjustments", amount: dollars(-1000),
                sentence: "Amounts that do not come from the tariff."),
        ], total: dollars(19995))

    static func customer(_ account: String, _ name: String) -> BillDocument.Customer {
        .init(
            account: account, name: name, postalAddress: ["1 Example Street", "Sampleton"],
            supplyAddress: ["1 Example Street, Sampleton"])
    }

    static func waterSegment(_ period: Period) -> SegmentDocument {
        let steps = [
            step("Usage, step 1: first 440 L a day", "40.04", "3.6156", "144.768624", 14477),
            step("Usage, step 2: above 440 L a day", "11.96", "4.6133", "55.175068", 5518),
        ]
        return SegmentDocument(
            commodity: "Water", supplyPoint: "SP-2001", tariff: "Residential usage 2024-25",
            period: period,
            readings: [
                .init(
                    meter: "WM-77001", unit: .kL,
                    previous: .init(day: period.start - 1, value: Quantity(1204), type: "ACT"),
                    current: .init(day: period.last, value: Quantity(1256), type: "ACT"),
                    used: Quantity(52))
            ],
            usages: [
                .init(label: "Water used", quantity: Exact(52), unit: .kL, working: advance(period))
            ],
            lines: steps, net: dollars(19995), total: dollars(19995))
    }

    static func advance(_ period: Period) -> Working {
        Working([
            .init(
                .advance, "water", formula: "closing - opening",
                inputs: [
                    NamedFigure("opening", .quantity(Quantity(1204), .kL)),
                    NamedFigure("opening day", .day(period.start - 1)),
                    NamedFigure("closing", .quantity(Quantity(1256), .kL)),
                    NamedFigure("closing day", .day(period.last)),
                ],
                exact: Exact(52), result: .quantity(Quantity(52), .kL), source: "A1.3")
        ])
    }

    static func step(
        _ label: String, _ quantity: String, _ price: String, _ raw: String, _ amount: Int64
    ) -> SegmentDocument.Line {
        let isFirst = quantity == "40.04"
        let block = Working.Step(
            .block, isFirst ? "step 1" : "step 2",
            formula: isFirst ? "smaller of used and step size × days" : "used - step 1",
            inputs: isFirst
                ? [
                    NamedFigure("used", .quantity(Quantity(52), .kL)),
                    NamedFigure("step size", .quantity(Quantity("0.44")!, .kL)),
                    NamedFigure("days", .count(91)),
                ]
                : [
                    NamedFigure("used", .quantity(Quantity(52), .kL)),
                    NamedFigure("step 1", .quantity(Quantity("40.04")!, .kL)),
                ],
            exact: exact(quantity), result: .quantity(Quantity(quantity)!, .kL),
            source: "Prices 2024-25, water usage")
        let charge = Working.Step(
            .charge, label, formula: "quantity × price",
            inputs: [
                NamedFigure("quantity", .quantity(Quantity(quantity)!, .kL)),
                NamedFigure("price", .exact(exact(price), Unit("AUD/kL"))),
            ],
            exact: exact(raw), result: .money(dollars(amount)), rounding: .pennies,
            source: "Prices 2024-25, water usage")
        return .init(
            label: label, quantity: exact(quantity), unit: .kL, price: exact(price),
            amount: dollars(amount), working: Working([block, charge]))
    }

    static let heatIssuer = BillDocument.Issuer(
        name: "Sample Heat", contact: ["Telephone 0800 000 0000"],
        colour: BrandColour("#8a2b2b")!, taxNumber: "VAT GB 000 0000 00",
        payment: ["By direct debit on 14 July 2016"],
        complaints: ["Write to us, then to the ombudsman: www.ombudsman.example"])

    /// H-GB-01: unit and standing charge without VAT, 5 % VAT on the sum, 60.82 GBP.
    static let heat: BillDocument = {
        let period = Period(from: day("2016-06-01"), through: day("2016-06-30"))
        return BillDocument(
            issuer: heatIssuer, title: "Bill", number: "H-000042", issued: day("2016-07-01"),
            due: day("2016-07-14"), period: period,
            customer: customer("A-2002", "Sample Customer Two"),
            segments: [
                heatSegment(
                    period, days: 30, standing: 1184, opening: "12.04", closing: "12.552",
                    kWh: 512, unit: 4608, base: 5792, tax: 290, closingType: "ACT")
            ], net: pounds(5792), tax: pounds(290), total: pounds(6082))
    }()

    static func heatSegment(
        _ period: Period, days: Int, standing: Int64, opening: String, closing: String, kWh: Int,
        unit: Int64, base: Int64, tax: Int64, closingType: String
    ) -> SegmentDocument {
        let estimated = closingType == "EST"
        return SegmentDocument(
            commodity: "Heat", supplyPoint: "HN-3003", tariff: "District heating", period: period,
            readings: [
                .init(
                    meter: "HM-55", unit: .MWh,
                    previous: .init(
                        day: period.start - 1, value: Quantity(opening)!,
                        type: kWh < 0 ? "EST" : "ACT"),
                    current: .init(
                        day: period.last, value: Quantity(closing)!, type: closingType),
                    used: Quantity(closing)! - Quantity(opening)!)
            ],
            usages: [
                .init(label: "Heat used", quantity: Exact(kWh), unit: .kWh, isEstimated: estimated)
            ],
            lines: [
                .init(
                    label: "Standing charge", quantity: Exact(days), unit: .day,
                    price: exact("0.3945"), amount: pounds(standing),
                    working: charge("days", "0.3945", Exact(days), .day, standing)),
                .init(
                    label: "Unit charge", quantity: Exact(kWh), unit: .kWh, price: exact("0.0900"),
                    amount: pounds(unit), working: charge("used", "0.09", Exact(kWh), .kWh, unit)),
            ],
            taxes: [
                .init(
                    label: "VAT", percent: Exact(5), base: pounds(base), amount: pounds(tax),
                    working: Working([
                        .init(
                            .tax, "VAT 5%", formula: "base × rate ÷ 100",
                            inputs: [
                                NamedFigure("base", .money(pounds(base))),
                                NamedFigure("rate", .exact(Exact(5), nil)),
                            ], exact: pounds(base).exact * Exact(5) / Exact(100),
                            result: .money(pounds(tax)), rounding: .pennies, source: "C1.30")
                    ]))
            ], net: pounds(base), total: pounds(base + tax))
    }

    static func charge(
        _ name: String, _ price: String, _ quantity: Exact, _ unit: Unit, _ amount: Int64
    ) -> Working {
        Working([
            .init(
                .charge, unit == .day ? "Standing charge" : "Unit charge",
                formula: "\(name) × price",
                inputs: [
                    NamedFigure(name, .exact(quantity, unit)),
                    NamedFigure("price", .exact(exact(price), Unit("GBP/\(unit)"))),
                ], exact: quantity * exact(price), result: .money(pounds(amount)),
                rounding: .pennies, source: "Price list 2016, heat")
        ])
    }

    /// H-GB-04b: an actual read below the billed estimate, a credit of 1.63 GBP.
    static let credit: BillDocument = {
        var bill = heat
        bill.period = Period(from: day("2017-02-01"), through: day("2017-02-28"))
        bill.number = nil
        bill.issued = nil
        bill.due = nil
        bill.customer.name = "عميل نموذجي رقم ثلاثة"
        bill.customer.postalAddress = ["شارع المثال ١٢", "Sampleton SA3 3MP"]
        bill.segments = [
            heatSegment(
                bill.period, days: 28, standing: 1105, opening: "13.2", closing: "13.06",
                kWh: -140, unit: -1260, base: -155, tax: -8, closingType: "ACT")
        ]
        bill.net = pounds(-155)
        bill.tax = pounds(-8)
        bill.total = pounds(-163)
        return bill
    }()

    /// H-GB-04a in shape: estimated, with how to give a reading.
    static let estimated: BillDocument = {
        var bill = heat
        bill.customer.name = "見本 太郎 顧客"
        bill.segments = [
            heatSegment(
                bill.period, days: 30, standing: 1184, opening: "12.04", closing: "12.552",
                kWh: 512, unit: 4608, base: 5792, tax: 290, closingType: "EST")
        ]
        bill.howToGiveReading =
            "Give us a reading at www.heat.example/read or on 0800 000 0000 and we will bill again."
        bill.usage = [
            UsageHistory(
                title: "Heat used", unit: .kWh,
                bars: (0..<24).map { month in
                    .init(
                        label: "\(month % 12 + 1)/\(14 + month / 12)",
                        quantity: Quantity(400 + (month * 7919 % 37) * 20),
                        isEstimated: month % 5 == 4)
                })
        ]
        return bill
    }()

    /// Two services on one bill, fourteen lines in one of them, names as long as they come.
    static let dual: BillDocument = {
        var bill = heat
        let long = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogoch"
        bill.customer.name = "Sample Customer Four-Hyphenated ap \(long) <Tenants' \"Union\" & Co>"
        bill.customer.supplyAddress = ["Flat 14, Example Court, Heol y Sampl, \(long)"]
        var water = waterSegment(bill.period)
        water.lines = (1...14).map { block($0, of: bill.period) }
        let net = water.lines.reduce(pounds(0)) { $0 + $1.amount }
        water.taxes = [
            .init(label: "VAT", percent: Exact(0), base: net, amount: pounds(0), isIncluded: true)
        ]
        water.net = net
        water.total = net
        bill.segments.append(water)
        bill.net = bill.net + net
        bill.total = bill.total + net
        bill.balance = BillBalance(
            broughtForward: pounds(-1260),
            moves: [.init(day: day("2016-06-14"), label: "Direct debit", amount: pounds(-5000))])
        bill.usage = [UsageHistory(title: "Heat used", unit: .kWh, bars: [])]
        return bill
    }()

    static func block(_ number: Int, of period: Period) -> SegmentDocument.Line {
        let quantity = Exact(Int128(number) * 1000, over: 7)
        let price = Exact(Int128(number) * 12345, over: 100_000)
        let amount = (try? Money(quantity * price, in: .gbp, .halfUp)) ?? .zero(.gbp)
        let inputs = [
            NamedFigure("quantity", .exact(quantity, .m3)),
            NamedFigure("price", .exact(price, nil)),
        ]
        return .init(
            label: "Block \(number): from \(number * 10 - 10) to \(number * 10) m³ a month",
            period: Period(from: period.start, upTo: period.start + 15), quantity: quantity,
            unit: .m3, price: price, amount: amount,
            working: Working([
                .init(
                    .block, "block \(number)", formula: "quantity × price", inputs: inputs,
                    exact: quantity * price, result: .money(amount), rounding: .pennies)
            ]))
    }

    static let all: [(name: String, bill: BillDocument)] = [
        ("water", water), ("heat", heat), ("credit", credit), ("estimated", estimated),
        ("dual", dual),
    ]
}
