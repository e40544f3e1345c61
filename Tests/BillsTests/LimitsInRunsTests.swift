import Billing
import Measures
import Metering
import Testing

/// What the law says of old charges and of readings, asked by a run of its stored facts.
@Suite("Limits of the law in runs (rules B1.3, D5)")
struct LimitsInRunsTests {
    static func gb(_ place: String, _ customer: String = "domestic") -> PointLaw {
        PointLaw(jurisdiction: place, customerClass: customer)
    }

    static func flat(_ law: PointLaw?) throws -> OnePoint {
        var town = try KnownReadsTests.town(
            KnownReadsTests.book("2020-01-01: 1.00"), .electricity, "2023-01-01", "2024-12-31")
        town.law = law
        return town
    }

    static func figures(_ town: OnePoint, _ code: String) throws -> [String: String] {
        let findings = try town.result().outcome.findings.map(\.finding)
        guard let found = findings.first(where: { $0.code.rawValue == code }) else { return [:] }
        return Dictionary(found.figures.map { ($0.name, "\($0.figure)") }) { one, _ in one }
    }

    /// 731 days to 31 December 2024, billed on 1 January 2025: 365 days of 2023 are too old.
    @Test("what is older than the limit holds the bill with its money, by days (rule D5.2)")
    func byDays() throws {
        var town = try Self.flat(Self.gb("GB-ENG"))
        try town.hang("m3", unit: .m3, [("2022-12-31", "0"), ("2024-12-31", "7310")])
        let figures = try Self.figures(town, "BL-BACK")
        #expect(figures["out of time"] == "GBP 3650.00")
        #expect(figures["in time"] == "GBP 3660.00")
        #expect(figures["may be charged from"] == "2024-01-01")
        #expect(try town.result().outcome.kind == .held)
    }

    @Test("a reading known near the limit divides the use there")
    func byReads() throws {
        var town = try Self.flat(Self.gb("GB-ENG"))
        try town.hang(
            "m3", unit: .m3,
            [("2022-12-31", "0"), ("2023-12-31", "1000"), ("2024-12-31", "7310")])
        #expect(try Self.figures(town, "BL-BACK")["out of time"] == "GBP 1000.00")
    }

    @Test(
        "the limit goes by place, class and rule version",
        arguments: [
            ("GB-SCT", "microbusiness", true), ("GB-SCT", "business", false),
            ("GB-EAW", "", true), ("GB-NIR", "domestic", false), ("DE-BY", "domestic", false),
            ("AU-VIC", "residential", true), ("AU-NSW", "residential", true),
        ])
    func places(place: String, customer: String, holds: Bool) throws {
        var town = try Self.flat(Self.gb(place, customer))
        try town.hang("m3", unit: .m3, [("2022-12-31", "0"), ("2024-12-31", "7310")])
        #expect(try !Self.figures(town, "BL-BACK").isEmpty == holds)
        town.version = .three
        #expect(try Self.figures(town, "BL-BACK").isEmpty)
        town.version = .four
        town.law = nil
        #expect(try Self.figures(town, "BL-BACK").isEmpty)
    }

    /// Estimated at 10 a day for 700 days to November 2024, and read at 20 a day for all 731: of the
    /// 7,000 put right, those of the 365 days of 2023 are too old.
    @Test("a true-up of old estimates is out of time as far as it reaches back")
    func trueUp() throws {
        var town = try KnownReadsTests.town(
            KnownReadsTests.book("2020-01-01: 1.00"), .electricity, "2024-12-01", "2024-12-31")
        town.law = Self.gb("GB-ENG")
        town.billed = [
            OnePoint.billed(
                "2022-12-31", "0", "ACT", "2024-11-30", "7000", "EST", used: "7000")
        ]
        try town.hang("m3", unit: .m3, [("2024-12-31", "14620")])
        // 14,620 in 731 days is 20 a day: 620 for December, 7,000 too little for the 700 before
        let figures = try Self.figures(town, "BL-BACK")
        #expect(figures["out of time"] == "GBP 3650.00")
        #expect(figures["in time"] == "GBP 3970.00")
        try town.read("2024-12-31", "7300")
        #expect(try Self.figures(town, "BL-BACK").isEmpty, "what is given back has no limit")
    }

    @Test(
        "a dial that was not read for longer than allowed is told, due or not (rule B1.3)",
        arguments: [
            ("GB-ENG", "2023-12-31", true), ("GB-ENG", "2024-01-31", false),
            ("GB-NIR", "2023-12-31", false), ("AU-VIC", "2020-12-31", false),
        ])
    func readings(place: String, last: String, isRequested: Bool) throws {
        var town = try KnownReadsTests.town(
            KnownReadsTests.book("2020-01-01: 1.00"), .electricity, "2025-01-01", "2025-01-15")
        town.law = Self.gb(place)
        town.isOpen = true
        try town.hang("m3", unit: .m3, [(last, "100")])
        let found = try Self.figures(town, "RD-OLD")
        #expect(!found.isEmpty == isRequested)
        if isRequested { #expect(found["to be read by"] == "2024-12-31") }
        town.version = .three
        #expect(try Self.figures(town, "RD-OLD").isEmpty)
    }

    @Test("English water is to be read within 13 months from October 2025")
    func water() throws {
        for (day, isRequested) in [("2025-09-15", false), ("2025-11-15", true)] {
            var town = try KnownReadsTests.town(
                KnownReadsTests.book("2020-01-01: 1.00"), .water, "2025-01-01", day)
            town.law = Self.gb("GB-EAW")
            town.isOpen = true
            try town.hang("m3", unit: .m3, [("2024-01-31", "100")])
            #expect(try !Self.figures(town, "RD-OLD").isEmpty == isRequested)
        }
    }
}
