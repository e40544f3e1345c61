import Measures
import Metering
import Testing

@testable import Billing

@Suite("Consumption of an unbilled period, from readings")
struct ConsumptionCalculationTests {
    static let march = "2025-03-01 to 2025-03-31"

    @Test("A1.3, A1.4: the closing read less the opening one, over the days after the opening")
    func advance() throws {
        var point = TestPoint()
        try point.install([("2025-02-28", "100"), ("2025-03-31", "150")])
        let draft = try point.draft()
        #expect(draft.description == ["kWh 50 \(Self.march)"])
        let reading = try #require(draft.readings.first)
        #expect(reading.opening == Quantity(100) && reading.closing == Quantity(150))
        #expect(reading.consumption == Quantity(50) && reading.closingType == "ACT")
        #expect(draft.isRateable && draft.findings.isEmpty && draft.made.estimates.isEmpty)
    }

    struct Turn: Sendable, CustomTestStringConvertible {
        let opening: String
        let closing: String
        let dials: Int
        let multiplier: Int
        let used: String?
        var testDescription: String { "\(opening) to \(closing) x \(multiplier)" }
    }

    static let turns = [
        Turn(opening: "9987", closing: "341", dials: 4, multiplier: 60, used: "21240"),
        Turn(opening: "99912", closing: "187", dials: 5, multiplier: 1, used: "275"),
        Turn(opening: "45120", closing: "45012", dials: 5, multiplier: 1, used: nil),
        Turn(opening: "100", closing: "100", dials: 5, multiplier: 1, used: "0"),
        Turn(opening: "0", closing: "99999", dials: 5, multiplier: 1, used: "99999"),
    ]

    @Test("A1.3, A6.1: a dial that turned over counts on, one that fell holds", arguments: turns)
    func rollover(_ turn: Turn) throws {
        var point = TestPoint()
        try point.install(
            [("2025-02-28", turn.opening), ("2025-03-31", turn.closing)], dials: turn.dials,
            times: Exact(turn.multiplier))
        let draft = try point.draft()
        #expect(draft.usages.map(\.quantity.text) == [turn.used].compactMap { $0 })
        #expect(draft.isRateable == (turn.used != nil))
        #expect(draft.codes.contains("RD-NEG") == (turn.used == nil))
    }

    @Test("A6.3: an exchange adds what both meters counted, each over its own days")
    func exchange() throws {
        var point = TestPoint("2025-05-01", through: "2025-05-31")
        try point.install(
            [("2025-04-30", "48213"), ("2025-05-10", "48390")],
            ["2025-05-10": .removal], until: "2025-05-10")
        try point.install(
            [("2025-05-10", "3"), ("2025-05-31", "245")],
            ["2025-05-10": .installation], from: "2025-05-10")
        let draft = try point.draft()
        #expect(
            draft.description == [
                "kWh 177 2025-05-01 to 2025-05-10", "kWh 242 2025-05-11 to 2025-05-31",
            ])
        #expect(draft.findings.isEmpty && draft.isRateable)
    }

    @Test("A6.3: a removal that nobody read is estimated and flagged")
    func removalMissing() throws {
        var point = TestPoint("2025-05-01", through: "2025-05-31")
        try point.install([("2025-04-30", "48213")], until: "2025-05-10")
        try point.install([("2025-05-10", "3"), ("2025-05-31", "245")], from: "2025-05-10")
        point.set("expected_daily", "17.7")
        let draft = try point.draft()
        #expect(draft.description.first == "kWh ~177 2025-05-01 to 2025-05-10")
        #expect(draft.codes == ["MX-NOREM"])
    }

    @Test("B3.2: without a reading that opens the period there is nothing to count from")
    func opening() throws {
        var point = TestPoint()
        try point.install([("2025-03-31", "150")])
        let draft = try point.draft()
        #expect(draft.codes == ["RD-MISSING"] && !draft.isRateable && draft.usages.isEmpty)
        let figures = try #require(draft.findings.first).figures
        let due = Day("2025-02-28")!
        #expect(figures.contains(NamedFigure("opening reading due on", .day(due))))
    }

    static let meters: [(from: String, until: String?, since: String?)] = [
        ("2025-03-01", nil, nil), ("2025-03-02", nil, "2025-03-01"),
        ("2000-01-01", "2025-03-30", "2025-03-31"), ("2000-01-01", "2025-03-31", nil),
        ("2025-04-01", nil, "2025-03-01"),
    ]

    @Test("B3.1: a day without a meter holds the bill, both edges", arguments: meters)
    func unmetered(from: String, until: String?, since: String?) throws {
        var point = TestPoint()
        point.end(on: "2025-03-31")
        try point.install([("2025-02-28", "100"), ("2025-03-31", "150")], from: from, until: until)
        let draft = try point.draft()
        #expect(draft.codes.contains("MX-NOMETER") == (since != nil))
        guard let since else { return }
        #expect(draft.findings[0].figures == [NamedFigure("unbilled since", .day(Day(since)!))])
        #expect(!draft.isRateable)
    }

    @Test("A2.7: a tariff that measures nothing needs no meter")
    func noMeter() throws {
        var point = TestPoint(book: TestPoint.book(usages: []))
        point.readWindow = 0
        let draft = try point.draft()
        #expect(draft.isRateable && draft.usages.isEmpty && draft.findings.isEmpty)
        #expect(draft.period == TestPoint.period("2025-03-01", "2025-03-31"))
    }

    static let windows: [(read: String, window: Int, last: String)] = [
        ("2025-03-24", 7, "2025-03-24"), ("2025-03-23", 7, "2025-03-31"),
        ("2025-03-31", 7, "2025-03-31"), ("2025-03-30", 0, "2025-03-31"),
    ]

    @Test(
        "D1.2: a reading inside the window closes the cycle, the day before it not",
        arguments: windows)
    func readWindow(read: String, window: Int, last: String) throws {
        var point = TestPoint()
        point.readWindow = window
        point.set("expected_daily", "2")
        try point.install([("2025-02-28", "100"), (read, "150")])
        #expect(try point.draft().period == TestPoint.period("2025-03-01", last))
    }

    @Test("D1.2: two dials close on the last day on which both were read")
    func commonDay() throws {
        var point = TestPoint(book: TestPoint.book(usages: ["day", "night"]))
        try point.install(
            [("2025-02-28", "1"), ("2025-03-26", "9"), ("2025-03-29", "9")], usage: "day")
        try point.install(
            [("2025-02-28", "1"), ("2025-03-26", "5"), ("2025-03-30", "6")], usage: "night")
        let draft = try point.draft()
        #expect(draft.period.last == Day("2025-03-26")!)
        #expect(draft.usages.map(\.quantity.text) == ["8", "4"])
    }

    @Test("D1.2: the last bill runs to the end of the agreement, whatever was read before")
    func finalBill() throws {
        var point = TestPoint()
        point.end(on: "2025-03-20")
        try point.install([("2025-02-28", "100"), ("2025-03-18", "140"), ("2025-03-20", "150")])
        #expect(try point.draft().description == ["kWh 50 2025-03-01 to 2025-03-20"])
    }
}

@Suite("Consumption: what nobody read is estimated")
struct EstimatedConsumptionTests {
    @Test("B4.2: 412 kWh in 92 days last year are 403.04 in 90 days now")
    func lastYear() throws {
        var point = TestPoint("2025-04-01", through: "2025-06-29")
        point.end(on: "2025-06-29")
        try point.install([("2025-03-31", "5000")], decimals: 2)
        point.bill(("2024-03-31", "3000", "ACT"), ("2024-07-01", "3412", "ACT"))
        point.bill(("2024-07-01", "3412", "ACT"), ("2025-03-31", "5000", "ACT"))
        let draft = try point.draft()
        #expect(draft.description == ["kWh ~403.04 2025-04-01 to 2025-06-29"])
        let estimate = try #require(draft.made.estimates.first)
        #expect(estimate.value == Quantity("5403.04") && estimate.reading.isEstimated)
    }

    @Test("B4.1: without last year, the days of the bill before; else the profile")
    func order() throws {
        var point = TestPoint()
        try point.install([("2025-02-28", "100")])
        point.set("expected_daily", "3")
        #expect(try point.draft().description == ["kWh ~93 2025-03-01 to 2025-03-31"])
        point.set("expected_daily.kWh", "2")
        #expect(try point.draft().description == ["kWh ~62 2025-03-01 to 2025-03-31"])
        point.bill(("2025-01-31", "72", "ACT"), ("2025-02-28", "100", "ACT"))
        #expect(try point.draft().description == ["kWh ~31 2025-03-01 to 2025-03-31"])
    }

    @Test("B4.5: between two actual reads an estimate lies on the line between them")
    func interpolated() throws {
        var point = TestPoint("2025-06-01", through: "2025-06-16")
        point.end(on: "2025-06-16")
        point.today = Day("2025-07-05")!
        try point.install([("2025-05-31", "12.040"), ("2025-06-30", "12.552")], decimals: 3)
        let draft = try point.draft()
        #expect(draft.made.estimates.first?.value == Quantity("12.313"))
        #expect(draft.description == ["kWh ~0.273 2025-06-01 to 2025-06-16"])
    }

    @Test("B4.1: nothing to go by, or a utility that does not estimate, holds the bill")
    func none() throws {
        var point = TestPoint()
        try point.install([("2025-02-28", "100")])
        #expect(try point.draft().codes == ["RD-MISSING"])
        point.set("expected_daily", "3")
        point.estimates = false
        let draft = try point.draft()
        #expect(draft.codes == ["RD-MISSING"] && !draft.isRateable && draft.made.estimates.isEmpty)
    }

    @Test("B3.14: two estimates in a row are billed, the third stops the meter")
    func inARow() throws {
        var point = TestPoint("2024-12-01")
        try point.install([("2024-11-30", "0")])
        point.set("expected_daily", "1")
        point.bill(("2024-11-30", "0", "ACT"), ("2024-12-31", "31", "ACT"))
        point.bill(("2024-12-31", "31", "ACT"), ("2025-01-31", "62", "EST"))
        #expect(try point.draft().isRateable)
        point.bill(("2025-01-31", "62", "EST"), ("2025-02-28", "90", "EST"))
        let draft = try point.draft()
        #expect(draft.codes == ["RD-MISSING", "EST-RUN"])
        #expect(!draft.isRateable && draft.made.estimates.isEmpty)
    }

    @Test("B4.9: an actual read after an estimate trues it up, also below zero")
    func trueUp() throws {
        var point = TestPoint("2025-01-01")
        try point.install([("2024-12-31", "100"), ("2025-03-31", "140")])
        point.bill(("2024-12-31", "100", "ACT"), ("2025-02-28", "150", "EST"))
        let draft = try point.draft()
        #expect(draft.truesUpEstimate && draft.isRateable)
        #expect(draft.description == ["kWh ~-10 2025-03-01 to 2025-03-31"])
    }
}

@Suite("Consumption: where a charge splits")
struct SplitConsumptionTests {
    static let book = TestPoint.book(kWh: [("2020-01-01", "0.10"), ("2025-03-16", "0.20")])

    @Test("C1.26: an actual read on the day before a new price parts the use there")
    func read() throws {
        var point = TestPoint(book: Self.book)
        try point.install([("2025-02-28", "100"), ("2025-03-15", "120"), ("2025-03-31", "150")])
        #expect(
            try point.draft().description == [
                "kWh 20 2025-03-01 to 2025-03-15", "kWh 30 2025-03-16 to 2025-03-31",
            ])
    }

    @Test("C1.26: what was used between two reads around the day stays between them")
    func around() throws {
        var point = TestPoint(book: Self.book)
        try point.install([
            ("2025-02-28", "100"), ("2025-03-10", "120"), ("2025-03-20", "130"),
            ("2025-03-31", "150"),
        ])
        #expect(
            try point.draft().description == [
                "kWh 20 2025-03-01 to 2025-03-10", "kWh 5 2025-03-11 to 2025-03-15",
                "kWh 5 2025-03-16 to 2025-03-20", "kWh 20 2025-03-21 to 2025-03-31",
            ])
        point.version = RuleVersion(rawValue: 3)!
        #expect(try point.draft().description == ["kWh 50 2025-03-01 to 2025-03-31"])
    }

    @Test("B4.4: without a read the use stays whole, and rating shares it by days")
    func noRead() throws {
        var point = TestPoint(book: Self.book)
        try point.install([("2025-02-28", "100"), ("2025-03-31", "150")])
        let draft = try point.draft()
        #expect(draft.description == ["kWh 50 2025-03-01 to 2025-03-31"])
        #expect(draft.priceChanges.contains(Day("2025-03-16")!))
    }

    @Test("A1.3, D3.10: the parts of a rounded multiplier add up to the whole")
    func parts() throws {
        var point = TestPoint(book: Self.book)
        let third = Exact(1, over: 3)
        try point.install(
            [("2025-02-28", "100"), ("2025-03-15", "120"), ("2025-03-31", "150")], times: third)
        let draft = try point.draft()
        let sum = draft.usages.reduce(Exact.zero) { $0 + $1.quantity }
        #expect(sum == draft.readings[0].consumption.exact && draft.usages.count == 2)
        #expect(draft.readings[0].consumption == Quantity("16.666667"))
    }

    @Test("C1.26: a read between that does not follow the others is left out")
    func doubtful() throws {
        var point = TestPoint(book: Self.book)
        try point.install([("2025-02-28", "100"), ("2025-03-15", "90"), ("2025-03-31", "150")])
        #expect(try point.draft().description == ["kWh 50 2025-03-01 to 2025-03-31"])
    }
}

@Suite("Consumption: registers that belong together")
struct RegisterSetTests {
    func point(total: String, day: String, night: String) throws -> TestPoint {
        var point = TestPoint(book: TestPoint.book(usages: ["day", "night"]))
        try point.install([("2025-02-28", "0"), ("2025-03-31", day)], usage: "day")
        try point.install([("2025-02-28", "0"), ("2025-03-31", night)], usage: "night")
        try point.install([("2025-02-28", "0"), ("2025-03-31", total)], usage: "check.total")
        return point
    }

    @Test("A5.10: a check register is judged and shown, and never billed")
    func check() throws {
        let draft = try point(total: "100", day: "70", night: "30").draft()
        #expect(draft.usages.map(\.usage) == ["day", "night"] && draft.findings.isEmpty)
        #expect(draft.readings.count == 3)
    }

    @Test(
        "B3.13: the total may differ from its rates by a unit",
        arguments: [("101", true), ("102", false), ("99", true), ("98", false)])
    func sum(total: String, isClean: Bool) throws {
        let draft = try point(total: total, day: "70", night: "30").draft()
        #expect(draft.findings.isEmpty == isClean)
        #expect(isClean || draft.findings[0].rule == "B3.13")
    }

    @Test("B3.13: a night share that jumps from a third to two thirds is a swap")
    func swap() throws {
        var point = try point(total: "100", day: "30", night: "70")
        point.bill(("2025-01-31", "0", "ACT"), ("2025-02-28", "0", "ACT"), used: "70", on: 0)
        point.bill(("2025-01-31", "0", "ACT"), ("2025-02-28", "0", "ACT"), used: "30", on: 1)
        #expect(try point.draft().codes.contains("REG-SWAP"))
    }

    @Test("B3.1: a reading from days on which its meter was not installed is not left unbilled")
    func stored() throws {
        var point = TestPoint()
        try point.install([("2025-02-28", "100"), ("2025-03-31", "150")])
        try point.install(
            [("2025-01-31", "1"), ("2025-03-10", "5")], from: "2024-01-01", until: "2025-02-01")
        let draft = try point.draft()
        #expect(draft.codes == ["MX-UNBILLED"] && draft.isRateable)
        point.version = RuleVersion(rawValue: 3)!
        #expect(try point.draft().codes.isEmpty)
    }
}
