import Billing
import Measures
import Metering
import Testing

/// A register keeps its direction: what an estimate took over the rollover is taken back over it.
@Suite("Registers keep their direction over rollover and estimate (rules A6.1, A6.5, B1.2)")
struct DirectionTests {
    static func point(
        _ billed: [BilledReading], _ closing: String?, dials: Int = 5, decimals: Int = 0,
        times: Exact = .one
    ) throws -> OnePoint {
        var town = try KnownReadsTests.town(KnownReadsTests.book("2020-01-01: 1.00"))
        town.billed = billed
        let reads = closing.map { [("2025-01-31", $0)] } ?? []
        try town.hang("m3", unit: .m3, reads, decimals: decimals, dials: dials, times: times)
        return town
    }

    /// Read on 30 November, estimated on 31 December.
    static func estimated(
        _ actual: String, _ estimate: String, used: String
    ) -> [BilledReading] {
        [
            OnePoint.billed(
                "2024-11-30", actual, "ACT", "2024-12-31", estimate, "EST", used: used)
        ]
    }

    @Test(
        "the true-up is what was used since the last actual reading less what was billed",
        arguments: [
            // the estimate went over the rollover, the dial did not
            ("99990", "10", "20", "99998", "-12.00"),
            ("99990", "0", "10", "99998", "-2.00"),
            ("99990", "99999", "9", "99998", "-1.00"),
            // both did
            ("99990", "10", "20", "15", "5.00"), ("99990", "10", "20", "5", "-5.00"),
            // the dial did, the estimate did not
            ("99970", "99990", "20", "5", "15.00"), ("99970", "99999", "29", "0", "1.00"),
            // neither did
            ("100", "120", "20", "115", "-5.00"), ("100", "120", "20", "141", "21.00"),
        ])
    func trueUp(
        actual: String, estimate: String, used: String, closing: String, total: String
    ) throws {
        let town = try Self.point(Self.estimated(actual, estimate, used: used), closing)
        #expect(try town.total() == total)
    }

    @Test("two estimates in a row, the second over the rollover")
    func twoEstimates() throws {
        let billed = [
            OnePoint.billed(
                "2024-10-31", "99970", "ACT", "2024-11-30", "99990", "EST", used: "20"),
            OnePoint.billed("2024-11-30", "99990", "EST", "2024-12-31", "10", "EST", used: "20"),
        ]
        #expect(try Self.point(billed, "99995").total() == "-15.00")
    }

    @Test("four dials, six dials, decimals and a multiplier")
    func dials() throws {
        let four = try Self.point(Self.estimated("9990", "10", used: "20"), "9998", dials: 4)
        #expect(try four.total() == "-12.00")
        let six = try Self.point(Self.estimated("999990", "10", used: "20"), "999998", dials: 6)
        #expect(try six.total() == "-12.00")
        let fine = try Self.point(
            Self.estimated("99990.5", "10.25", used: "19.75"), "99998.75", decimals: 2)
        #expect(try fine.total() == "-11.50")
        let times = try Self.point(
            Self.estimated("99990", "10", used: "400"), "99998", times: Exact(20))
        #expect(try times.total() == "-240.00")
    }

    /// Lower than the last actual reading is no true-up of an estimate (rule A6.5).
    @Test("a reading below the last actual one holds, however high the estimate was")
    func belowActual() throws {
        let result = try Self.point(Self.estimated("100", "120", used: "20"), "90").result()
        #expect(result.outcome.findings.map(\.finding.code.rawValue).contains("RD-NEG"))
        #expect(result.segments.isEmpty)
    }

    @Test("an estimate between an estimate over the rollover and a reading before it goes forward")
    func interpolated() throws {
        var town = try KnownReadsTests.town(KnownReadsTests.book("2020-01-01: 1.00"))
        town.billed = Self.estimated("99990", "10", used: "20")
        town.properties = ["expected_daily": "1"]
        try town.hang("m3", unit: .m3, [("2025-02-28", "99998")])
        let values = try town.result().estimates.map(\.value)
        #expect(values.allSatisfy { $0 < Quantity(1000) }, "\(values)")
        #expect(!values.isEmpty)
    }

    @Test("rule version 3 took it for a turn of the dial")
    func before() throws {
        var town = try Self.point(Self.estimated("99990", "10", used: "20"), "99998")
        town.version = .three
        let found = try town.result().outcome.findings
        #expect(found.contains { $0.finding.code.rawValue == "RD-HIGH" })
    }
}
