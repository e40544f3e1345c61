import Measures
import Metering
import Testing

@Suite("Advances between readings (rules A1.3, A1.4, A6.1, A6.2, A6.5)")
struct AdvanceTests {
    @Test(
        "a dial that rolls over is believed only near its top",
        arguments: [
            // rule, dials, opening, closing, days, moved (nil: backward)
            ("A1.3", 4, "9987", "341", 90, 354),
            ("A6.1", 5, "99912", "187", 90, 275),
            ("A6.1", 5, "45120", "45012", 90, nil),
            ("A6.2", 4, "9912", "187", 90, 275),
            ("A6.2", 5, "9912", "187", 90, nil),
            ("opening at the gate", 5, "90000", "10", 90, 10010),
            ("opening below the gate", 5, "89999", "10", 90, nil),
            ("closing at the gate", 5, "99999", "10000", 90, 10001),
            ("closing above the gate", 5, "99999", "10001", 90, nil),
        ] as [(String, Int, String, String, Int, Int?)]
    )
    func rollover(
        rule: String, dials: Int, opening: String, closing: String, days: Int, moved: Int?
    ) throws {
        let move = try Dial(dials: dials).move(
            from: amount(opening), to: amount(closing), days: days, RolloverLimit())

        #expect(move.rolledOver == (moved != nil), "\(rule)")
        if let moved { #expect(move.millionths == Int64(moved) * 1_000_000) }
        #expect(move.isBackward == (moved == nil))
    }

    @Test(
        "A6.1: a rollover above the plausible maximum a day is a wrong read",
        arguments: [(275, 90, true), (276, 90, true), (274, 90, false)])
    func plausible(total: Int, days: Int, believed: Bool) throws {
        let perDay = Quantity(millionths: Int64(total) * 1_000_000 / 90 + 1)
        let limit = RolloverLimit(maximumPerDay: perDay)
        let move = try Dial(dials: 5).move(
            from: amount("99912"), to: amount("187"), days: days, limit)
        #expect(move.rolledOver == believed)
    }

    @Test("A1.3: 9987 to 0341 on four dials times 60 is 21,240 kWh")
    func multiplier() throws {
        let four = try register(dials: 4, times: Exact(60))
        let advance = try Advance(
            four, through: [read("2025-01-31", "9987"), read("2025-02-28", "341")])

        #expect(advance.quantity == Quantity(21_240))
        #expect(advance.working.formula == "(closing + 10^dials - opening) × multiplier")
        #expect(advance.working.source == "A6.1")
        #expect(advance.working.inputs.map(\.name).suffix(2) == ["dials", "multiplier"])
    }

    @Test("A1.4: 31 March to 30 June is 91 days, each charged once")
    func days() throws {
        let advance = try Advance(
            register(), through: [read("2025-03-31", "10"), read("2025-06-30", "20")])
        #expect(advance.period.days == 91)
        #expect(advance.period.start == day("2025-04-01"))
        #expect(advance.period.last == day("2025-06-30"))
    }

    @Test(
        "a quantity is decided once after the multiplier, half up",
        arguments: [
            // move in thousandths of the dial, multiplier in millionths, thousandths out
            (1, 1_500_000, 2), (1, 1_499_999, 1), (3, 500_000, 2), (1000, 1_000_000, 1000),
        ] as [(Int64, Int128, Int64)])
    func rounding(move: Int64, multiplier: Int128, expected: Int64) throws {
        let dial = try Dial(
            dials: 5, decimals: 3, multiplier: Exact(multiplier, over: 1_000_000),
            rounding: RoundingRule(places: 3))
        let use = try dial.quantity(of: DialMove(millionths: move * 1000))
        #expect(use == Quantity(millionths: expected * 1000))
    }

    @Test("A6.5: backwards only after an estimate; an actual says it is wrong")
    func backwards() throws {
        let register = try register()
        let estimate = read("2025-01-31", "1200", .estimated)
        let actual = read("2025-02-28", "1150")
        let credit = try Advance(register, through: [estimate, actual])
        #expect(credit.quantity == Quantity(-50))
        #expect(credit.isTrueUpCredit)
        #expect(credit.quality == .estimated)

        let before = read("2025-01-31", "1200")
        #expect(throws: AdvanceRefused.backward(opening: before, closing: actual)) {
            try Advance(register, through: [before, actual])
        }
    }

    @Test("A6.5: a net-metered register may run backwards")
    func netMetered() throws {
        let net = try Register(
            id: 1, meterSerial: "M1", usage: UsageCode("kWh"), unit: .kWh, dial: Dial(dials: 5),
            installed: day("2020-01-01"), isNetMetered: true)
        let advance = try Advance(
            net, through: [read("2025-01-31", "1200"), read("2025-02-28", "1150")])
        #expect(advance.quantity == Quantity(-50))
    }

    @Test("too few, out of order and out of range are refused by name")
    func refusals() throws {
        let register = try register(dials: 12, times: Exact(1_000_000))
        #expect(throws: AdvanceRefused.tooFewReadings) {
            try Advance(register, through: [Reading]())
        }
        #expect(throws: AdvanceRefused.outOfOrder(day("2025-02-01"), day("2025-01-01"))) {
            try Advance(register, through: [read("2025-02-01", "1"), read("2025-01-01", "2")])
        }
        let negative = read("2025-02-01", "-9000000000000")
        #expect(throws: AdvanceRefused.doesNotFit(negative, .negative)) {
            try Advance(register, through: [read("2025-01-01", "0"), negative])
        }
        #expect(throws: AdvanceRefused.outOfRange) {
            try Advance(
                register, through: [read("2025-01-01", "0"), read("2025-02-01", "99999999999")])
        }
    }

    @Test(
        "B3.3: what a dial can show",
        arguments: [
            ("99999.9", nil), ("100000", .tooManyDigits(dials: 5)), ("0", nil),
            ("-1", .negative), ("1.05", .tooManyDecimals(allowed: 1)),
        ] as [(String, DoesNotFit?)])
    func fits(value: String, misfit: DoesNotFit?) throws {
        #expect(try Dial(dials: 5, decimals: 1).misfit(amount(value)) == misfit)
    }

    @Test("a dial or register that cannot exist is refused by name")
    func impossible() {
        #expect(throws: RegisterRefused.dials(0)) { try Dial(dials: 0) }
        #expect(throws: RegisterRefused.dials(13)) { try Dial(dials: 13) }
        #expect(throws: RegisterRefused.decimals(7)) { try Dial(dials: 5, decimals: 7) }
        #expect(throws: RegisterRefused.multiplierNotPositive) {
            try Dial(dials: 5, multiplier: .zero)
        }
        #expect(
            throws: RegisterRefused.removedBeforeInstalled(
                installed: day("2020-01-01"), removed: day("2019-12-31"))
        ) { try register(removed: "2019-12-31") }
    }
}
