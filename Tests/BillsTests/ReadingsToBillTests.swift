import Billing
import Measures
import Metering
import Supply
import Tariffs
import Testing

/// Golden bills from their readings: advance, exchange, rollover, true-up and tenancy go through
/// the same billing as a run, to the penny.
@Suite("Golden bills from their readings")
struct ReadingsToBillTests {
    @Test("a quarter of gas: 189 m3 at CV 39.4 (G-GB-01)")
    func gas() throws {
        var town = try OnePoint("gb/gas-price-cap", .gas, "2025-04-01", "2025-06-30")
        try town.hang("m3", unit: .m3, [("2025-03-31", "4512"), ("2025-06-30", "4701")])
        town.properties = ["calorific_value": "39.4"]
        #expect(try town.lines() == ["SC 29.73", "UNIT 147.86"])
        #expect(try town.total() == "177.59")
    }

    @Test("a price change without a read: kWh split by days (G-GB-03)")
    func splitByDays() throws {
        var town = try OnePoint("gb/gas-price-cap", .gas, "2025-06-16", "2025-07-15")
        try town.hang("m3", unit: .m3, [("2025-06-15", "5120"), ("2025-07-15", "5162")])
        town.properties = ["calorific_value": "39.2"]
        #expect(try town.lines() == ["SC1 4.90", "U1 16.35", "SC2 4.47", "U2 14.80"])
    }

    @Test("a meter exchanged inside the period: 177 + 242 = 419 kWh (E-GB-01, rule A6.3)")
    func exchange() throws {
        var town = try OnePoint(
            "gb/electricity-price-cap", .electricity, "2025-04-01", "2025-06-30")
        try town.hang(
            "kWh", [("2025-03-31", "48213"), ("2025-05-10", "48390")], until: "2025-05-10")
        try town.hang("kWh", [("2025-05-10", "3"), ("2025-06-30", "245")], from: "2025-05-10")
        #expect(try town.lines() == ["SC 48.96", "UNIT 113.26"])
        #expect(try town.segment().readings.map(\.consumption) == [Quantity(177), Quantity(242)])
    }

    @Test("a five-digit register goes round: 275 kWh (E-GB-02, rule A6.1)")
    func rollover() throws {
        var town = try OnePoint(
            "gb/electricity-price-cap", .electricity, "2025-07-01", "2025-09-30")
        try town.hang("kWh", [("2025-06-30", "99912"), ("2025-09-30", "187")])
        #expect(try town.lines() == ["SC 47.26", "UNIT 70.76"])
        #expect(try town.result().outcome.findings.map(\.finding.code.rawValue) == ["RD-ROLL"])
    }

    @Test(
        "a rollover that no use of before bears out waits for a person (rule A6.1)",
        arguments: [("99912", "187", "warning"), ("95000", "10", "blocking")])
    func unprovenRollover(from opening: String, to closing: String, severity: String) throws {
        var town = try OnePoint(
            "gb/electricity-price-cap", .electricity, "2025-07-01", "2025-09-30")
        try town.hang("kWh", [("2025-06-30", opening), ("2025-09-30", closing)])
        let findings = try town.result().outcome.findings.map(\.finding)
        #expect(findings.map { "\($0.code.rawValue) \($0.severity)" } == ["RD-ROLL \(severity)"])
    }

    @Test("two registers read on the day of a price change (E-GB-03, rule C1.26)")
    func readOnChange() throws {
        var town = try OnePoint(
            "gb/electricity-two-rate", .electricity, "2022-02-01", "2022-04-30")
        try town.hang(
            "day", [("2022-01-31", "41210"), ("2022-03-31", "41655"), ("2022-04-30", "41862")])
        try town.hang(
            "night", [("2022-01-31", "22871"), ("2022-03-31", "23102"), ("2022-04-30", "23211")])
        #expect(
            try town.lines() == [
                "SC1 14.07", "D1 105.82", "N1 28.99", "SC2 13.45", "D2 67.38", "N2 18.73",
            ])
        #expect(try town.total() == "248.44")
    }

    @Test("an estimate is trued up by the next actual, below it (H-GB-04b, rule B4.9)")
    func trueUp() throws {
        var town = try OnePoint("gb/whitlawburn-heat", .heat, "2017-02-01", "2017-02-28")
        try town.hang("MWh", unit: .MWh, [("2017-02-28", "13.060")], decimals: 3)
        town.billed = [
            OnePoint.billed("2016-12-31", "12", "ACT", "2017-01-31", "13.2", "EST", used: "1.2")
        ]
        #expect(try town.lines() == ["SC 11.05", "UNIT -12.60"])
        #expect(try town.total() == "-1.63")
    }

    @Test(
        "day and night are held against the total register (rule B3.13)",
        arguments: [("64522", []), ("64524", ["REG-SUM"])] as [(String, [String])])
    func total(closing: String, found: [String]) throws {
        var town = try OnePoint(
            "gb/electricity-two-rate", .electricity, "2022-02-01", "2022-02-28")
        try town.hang("day", [("2022-01-31", "41210"), ("2022-02-28", "41500")])
        try town.hang("night", [("2022-01-31", "22871"), ("2022-02-28", "23020")])
        try town.hang("check.total", [("2022-01-31", "64082"), ("2022-02-28", closing)])
        let result = try town.result()
        #expect(result.outcome.findings.map(\.finding.code.rawValue) == found)
        #expect(result.segments.isEmpty == !found.isEmpty)
    }

    /// 1,488 half-hours of 0.1 kWh are 148.8 kWh; the register may differ by one of its units.
    @Test(
        "intervals are held against the register that checks them (rule B3.9)",
        arguments: [("1149", []), ("1151", ["IV-SUM"])] as [(String, [String])])
    func intervalSum(closing: String, found: [String]) throws {
        var town = try OnePoint(
            "demo/au-vic-electricity-solar", .electricity, "2025-01-01", "2025-01-31")
        try town.hangChannel("kWh", every: Quantity("0.1") ?? .zero, days: 31)
        try town.hang("check.kWh", [("2024-12-31", "1000"), ("2025-01-31", closing)])
        let result = try town.result()
        #expect(result.outcome.findings.map(\.finding.code.rawValue) == found)
        #expect(result.segments.isEmpty == !found.isEmpty)
    }

    @Test(
        "intervals whose sum may leave 64 bits hold the bill",
        arguments: [(Int64(9_000_000), []), (.max / 8, ["TF-RATE"])] as [(Int64, [String])])
    func outOfRange(value: Int64, found: [String]) throws {
        var town = try OnePoint(
            "demo/au-vic-electricity-solar", .electricity, "2025-01-01", "2025-01-31")
        try town.hangChannel("kWh", every: Quantity(millionths: value), days: 31)
        let result = try town.result()
        #expect(result.outcome.findings.map(\.finding.code.rawValue) == found)
        #expect(result.segments.isEmpty == !found.isEmpty)
    }

    /// As in the guide: 150 for 153 days, then 185 for 212, and the bill can be rated again.
    @Test("a rateable value that changes inside the bill splits its charge, and no other")
    func rateableValue() throws {
        let plan = try Guide.plan("guide-told")
        var town = try OnePoint(plan, .water, "2025-04-01", "2026-03-31")
        town.dated = [
            ("rateable_value", "140", "2020-01-01", "2024-04-01"),
            ("rateable_value", "150", "2024-04-01", "2025-09-01"),
            ("rateable_value", "185", "2025-09-01", "9999-12-31"),
        ]
        #expect(try town.lines() == ["FIXED 101.48", "RV1 104.88", "RV2 179.23"])
        let segment = try town.segment()
        #expect(segment.properties.map(\.value) == ["150", "185"])
        let again = try TariffInForce(versionID: 1, plan: plan).rateAgain(segment)
        #expect(again.lines.map(\.minorUnits) == segment.lines.map(\.amount))
    }

    @Test("a value that ends inside the bill with no other after it holds the bill")
    func ended() throws {
        var town = try OnePoint(Guide.plan("guide-told"), .water, "2025-04-01", "2026-03-31")
        town.dated = [("rateable_value", "150", "2020-01-01", "2026-03-31")]
        let held = try town.result().outcome.findings.map(\.finding.code.rawValue)
        #expect(held == ["TF-RATE"])
        town.dated = [
            ("rateable_value", "150", "2020-01-01", "2026-04-01"),
            ("meter", "small", "2020-01-01", "2026-03-31"),
        ]
        #expect(try town.lines() == ["FIXED 101.48", "RV 250.20"])
    }

    @Test("a change of tenancy: each is charged their own days (H-GB-05a, H-GB-05b)")
    func tenancy() throws {
        var town = try OnePoint("gb/whitlawburn-heat", .heat, "2016-06-01", "2016-06-17")
        try town.follow("2016-06-18", "2016-06-30")
        try town.hang(
            "MWh", unit: .MWh,
            [("2016-05-31", "8.204"), ("2016-06-17", "8.371"), ("2016-06-30", "8.455")],
            decimals: 3)
        let result = try town.result()
        #expect(result.segments.map(\.agreementID) == [1, 2])
        #expect(result.segments.map(\.period.days) == [17, 13])
        #expect(result.segments.map { OnePoint.plain($0.total) } == ["22.83", "13.32"])
    }
}
