import Billing
import Interchange
import Measures
import Metering
import Tariffs
import Testing

/// Where a charge splits inside a bill, what was used between two known reads stays between them.
@Suite("Use stays between the reads it is known from (rules B4.4, C1.26)")
struct KnownReadsTests {
    /// One pound a cubic metre, three from 10 January.
    static func book(_ values: String = "2020-01-01: 1.00, 2025-01-10: 3.00") -> String {
        """
        tariff: t
        name: Water
        commodity: water
        currency: GBP
        source: constructed
        rounding: { line: 2 half-up, split: 3 half-up }
        inputs: { m3: { usage: m3 } }
        prices:
          W: { unit: GBP/m3, values: { \(values) } }
        charges:
          - { code: W, label: "{quantity} at {price}", quantity: m3, price: W }
        """
    }

    static func town(
        _ book: String = book(), _ commodity: Commodity = .water, _ first: String = "2025-01-01",
        _ last: String = "2025-01-31"
    ) throws -> OnePoint {
        let plan = try TariffPlan(try TariffBook.read(yaml: book, file: "t.yaml"))
        return try OnePoint(plan, commodity, first, last)
    }

    @Test(
        "an actual read inside the period divides the use at its own day",
        arguments: [
            // reads between 100 on 31 December and 141 on 31 January
            ([], ["W1 11.90", "W2 87.29"]),
            ([("2025-01-15", "100")], ["W1 0.00", "W2 123.00"]),
            ([("2025-01-15", "141")], ["W1 24.60", "W2 49.20"]),
            ([("2025-01-09", "110")], ["W1 10.00", "W2 93.00"]),
            ([("2025-01-05", "141")], ["W1 41.00", "W2 0.00"]),
            ([("2025-01-05", "110"), ("2025-01-19", "138")], ["W1 18.00", "W2 69.00"]),
            // lower than the opening, higher than the closing: neither can be true
            ([("2025-01-15", "90")], ["W1 11.90", "W2 87.29"]),
            ([("2025-01-15", "150")], ["W1 11.90", "W2 87.29"]),
            ([("2025-01-12", "150"), ("2025-01-15", "100")], ["W1 0.00", "W2 123.00"]),
        ] as [([(String, String)], [String])])
    func readsBetween(between: [(String, String)], lines: [String]) throws {
        var town = try Self.town()
        try town.hang(
            "m3", unit: .m3, [("2024-12-31", "100")] + between + [("2025-01-31", "141")])
        #expect(try town.lines() == lines)
    }

    @Test("rule version 3 divides by days where no read lies on the day before the change")
    func before() throws {
        var town = try Self.town()
        town.version = .three
        try town.hang(
            "m3", unit: .m3, [("2024-12-31", "100"), ("2025-01-15", "100"), ("2025-01-31", "141")])
        #expect(try town.lines() == ["W1 11.90", "W2 87.29"])
    }

    @Test("an exchange: 15 until 15 January, 26 after it, 9 at the old price")
    func exchange() throws {
        var town = try Self.town()
        try town.hang(
            "m3", unit: .m3, [("2024-12-31", "100"), ("2025-01-15", "115")], until: "2025-01-15")
        try town.hang(
            "m3", unit: .m3, [("2025-01-15", "0"), ("2025-01-31", "26")], from: "2025-01-15")
        #expect(try town.lines() == ["W1 9.00", "W2 96.00"])
        let segment = try town.segment()
        #expect(segment.readings.map(\.consumption) == [Quantity(15), Quantity(26)])
        let again = try TariffInForce(
            versionID: 1, plan: TariffPlan(TariffBook.read(yaml: Self.book(), file: "t.yaml"))
        ).rateAgain(segment)
        #expect(again.lines.map(\.minorUnits) == segment.lines.map(\.amount))
    }

    @Test("two changes inside a period, with reads around one of them")
    func twoChanges() throws {
        var town = try Self.town(
            Self.book("2020-01-01: 1.00, 2025-01-10: 3.00, 2025-01-20: 5.00"))
        try town.hang(
            "m3", unit: .m3, [("2024-12-31", "100"), ("2025-01-15", "100"), ("2025-01-31", "116")])
        #expect(try town.lines() == ["W1 0.00", "W2 12.00", "W3 60.00"])
    }

    @Test("parts of a multiplied register add up to what it counted")
    func multiplied() throws {
        var town = try Self.town()
        try town.hang(
            "m3", unit: .m3, [("2024-12-31", "100"), ("2025-01-09", "110"), ("2025-01-31", "141")],
            times: Exact(Int128(1), over: 3))
        let segment = try town.segment()
        let used = segment.usages.reduce(Exact.zero) { $0 + $1.quantity }
        #expect(used == segment.readings[0].consumption.exact)
    }

    @Test("a season that begins inside the period splits at the reads around its first day")
    func season() throws {
        let book = """
            tariff: t
            name: Water
            commodity: water
            currency: GBP
            source: constructed
            rounding: { line: 2 half-up, split: 3 half-up }
            seasons: { low: 04-01, high: 01-10 }
            inputs: { m3: { usage: m3 } }
            prices:
              W: { unit: GBP/m3, by: season, values: { 2020-01-01: { values: { low: 1, high: 3 } } } }
            charges:
              - { code: W, label: "{quantity} at {price}", quantity: m3, price: W }
            """
        var town = try Self.town(book)
        try town.hang(
            "m3", unit: .m3, [("2024-12-31", "100"), ("2025-01-15", "100"), ("2025-01-31", "141")])
        #expect(try town.lines() == ["W1 0.00", "W2 123.00"])
    }

    @Test("a property that splits its charge is followed by the reads around its change")
    func property() throws {
        let book = """
            tariff: t
            name: Water
            commodity: water
            currency: GBP
            source: constructed
            rounding: { line: 2 half-up, split: 3 half-up }
            inputs: { m3: { usage: m3 }, factor: { number: "", split: yes } }
            prices:
              W: { unit: GBP/m3, values: { 2020-01-01: 1.00 } }
            charges:
              - { code: W, label: "{quantity} at {price}", quantity: m3, price: "W * factor" }
            """
        var town = try Self.town(book)
        town.dated = [
            ("factor", "1", "2020-01-01", "2025-01-10"),
            ("factor", "3", "2025-01-10", "9999-12-31"),
        ]
        try town.hang(
            "m3", unit: .m3, [("2024-12-31", "100"), ("2025-01-15", "100"), ("2025-01-31", "141")])
        #expect(try town.lines() == ["W1 0.00", "W2 123.00"])
    }

    @Test("the day register was read in between and the night register was not")
    func dayAndNight() throws {
        let book = """
            tariff: t
            name: Two rates
            commodity: water
            currency: GBP
            source: constructed
            rounding: { line: 2 half-up, split: 3 half-up }
            inputs: { day: { usage: m3 }, night: { usage: m3 } }
            prices:
              W: { unit: GBP/m3, values: { 2020-01-01: 1.00, 2025-01-10: 3.00 } }
            charges:
              - { code: D, label: "Day", quantity: day, price: W }
              - { code: N, label: "Night", quantity: night, price: W }
            """
        var town = try Self.town(book)
        try town.hang(
            "day", unit: .m3, [("2024-12-31", "0"), ("2025-01-15", "0"), ("2025-01-31", "41")])
        try town.hang("night", unit: .m3, [("2024-12-31", "0"), ("2025-01-31", "31")])
        #expect(try town.lines() == ["D1 0.00", "N1 9.00", "D2 123.00", "N2 66.00"])
    }

    /// 41 in the fifteen days to 15 January; the sixteen after it go on as they did, 43.73.
    @Test("an estimate goes on from the last read, and lies behind it (rule B4.5)")
    func estimatedClosing() throws {
        var town = try Self.town()
        try town.hang("m3", unit: .m3, [("2024-12-31", "100"), ("2025-01-15", "141")])
        let result = try town.result()
        #expect(result.estimates.map(\.value) == [Quantity(185)])
        #expect(try town.segment().readings.map(\.consumption) == [Quantity(85)])
        #expect(try town.lines() == ["W1 24.60", "W2 181.20"])
    }

    @Test("an estimate between two reads goes by the nearer ones (rule B4.5)")
    func interpolated() throws {
        var town = try Self.town()
        try town.hang(
            "m3", unit: .m3, [("2024-12-31", "100"), ("2025-01-15", "100"), ("2025-02-16", "132")])
        #expect(try town.result().estimates.map(\.value) == [Quantity(116)])
    }
}
