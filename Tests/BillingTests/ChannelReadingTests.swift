import Measures
import Metering
import Tariffs
import Testing

@testable import Billing

@Suite("Consumption of an unbilled period, from intervals")
struct ChannelReadingTests {
    static let whole = "2025-03-01 to 2025-03-31"

    /// Values of `days` days of half-hours, `value` each, but for some.
    static func values(
        _ value: String?, days: Int = 31, but others: [Int: String?] = [:]
    ) -> [String?] {
        (0..<days * 48).map { others[$0] ?? value }
    }

    static let weekdays: Set<TimeOfUseRules.Days> = [
        .weekday(.monday), .weekday(.tuesday), .weekday(.wednesday), .weekday(.thursday),
        .weekday(.friday),
    ]

    /// Peak from 16:00 to 19:00 on weekdays, else off; demands by band.
    static var book: TariffBook {
        var book = TestPoint.book(usages: ["peak", "off"])
        book.timeOfUse = TimeOfUseRules(
            bands: ["peak", "off"],
            windows: [.init(band: "peak", days: weekdays, from: 16 * 60, to: 19 * 60)],
            otherwise: "off")
        return book
    }

    func asking(_ demands: [String], _ book: TariffBook) -> TariffBook {
        var book = book
        book.inputs += demands.map { TariffBook.Input($0, .number, unit: .kW, otherwise: .zero) }
        return book
    }

    @Test("A5.1: the sum of the intervals is exact")
    func sum() throws {
        var point = TestPoint()
        try point.installChannel(Self.values("0.001", but: [0: "0.333333"]), from: "2025-03-01")
        let draft = try point.draft()
        #expect(draft.description == ["kWh 1.820333 \(Self.whole)"])
        #expect(draft.isRateable && draft.findings.isEmpty && draft.readings.isEmpty)
    }

    @Test("C1.8: an interval belongs to the band of its start; windows are half-open")
    func bands() throws {
        var point = TestPoint(book: Self.book)
        // Monday 3 March: 15:30, 16:00, 18:30 and 19:00; Saturday 1 March: 16:00.
        let monday = 2 * 48
        try point.installChannel(
            Self.values(
                "0",
                but: [
                    monday + 31: "1", monday + 32: "2", monday + 37: "4", monday + 38: "8",
                    32: "16",
                ]), from: "2025-03-01")
        #expect(try point.draft().description == ["peak 6 \(Self.whole)", "off 25 \(Self.whole)"])
    }

    @Test("A5.8: demand is the highest interval times the intervals of an hour")
    func demand() throws {
        var point = TestPoint(book: asking(["max_kW", "max_kW_peak"], Self.book))
        try point.installChannel(
            Self.values("0.1", but: [2 * 48 + 33: "6.25", 5: "12.5"]), from: "2025-03-01")
        let demands = try point.draft().demands.map { "\($0.name) \($0.kW.text)" }
        #expect(demands == ["max_kW 25", "max_kW_peak 12.5"])
    }

    static let minutes: [(minutes: Int, kW: String)] = [(5, "12"), (15, "4"), (30, "2"), (60, "1")]

    @Test("A5.8: a kilowatt-hour in one interval, by its length", arguments: minutes)
    func demandByLength(minutes: Int, kW: String) throws {
        var point = TestPoint(book: asking(["max_kW"], TestPoint.book()))
        let values = (0..<31 * 1440 / minutes).map { $0 == 7 ? "1" : "0" }
        try point.installChannel(values, minutes: minutes, from: "2025-03-01")
        #expect(try point.draft().demands.map(\.kW.text) == [kW])
    }

    @Test(
        "A5.2: a month with a clock change has an hour less, or one more",
        arguments: [
            ("2025-03-01", "2025-03-31", 1486), ("2025-10-01", "2025-10-31", 1490),
        ])
    func clockChange(first: String, last: String, count: Int) throws {
        var point = TestPoint(first, through: last)
        point.zone = TestPoint.london
        try point.installChannel(Array(repeating: "1", count: count), from: first)
        let draft = try point.draft()
        #expect(draft.usages.map(\.quantity) == [Exact(count)] && draft.findings.isEmpty)
        #expect(draft.isRateable)
    }

    @Test("C1.26: a price change cuts a channel at the start of its day")
    func priceChange() throws {
        var point = TestPoint(
            book: TestPoint.book(kWh: [("2020-01-01", "0.10"), ("2025-03-02", "0.20")]))
        try point.installChannel(
            Self.values("0", but: [47: "1", 48: "2"]), from: "2025-03-01")
        #expect(
            try point.draft().description == [
                "kWh 1 2025-03-01 to 2025-03-01", "kWh 2 2025-03-02 to 2025-03-31",
            ])
    }

    @Test("the intervals are kept for a tariff that prices each of them, and for no other")
    func priced() throws {
        var book = TestPoint.book()
        book.inputs.append(
            TariffBook.Input("cost", .number, fromPrices: .init("spot", of: "kWh")))
        for (book, kept) in [(book, ["kWh"]), (TestPoint.book(), [])] {
            var point = TestPoint(book: book)
            try point.installChannel(Self.values("1"), from: "2025-03-01")
            #expect(try point.draft().channels.map(\.usage) == kept)
        }
    }
}

@Suite("Consumption from intervals: gaps, doubts and exchanges")
struct DoubtfulChannelTests {
    typealias Values = ChannelReadingTests

    @Test("B4.6, B3.10: an hour that is missing is filled in a straight line, and warns")
    func shortGap() throws {
        var point = TestPoint()
        try point.installChannel(
            Values.values("1", but: [10: nil, 11: nil, 12: "2"]), from: "2025-03-01")
        let draft = try point.draft()
        #expect(draft.isRateable && draft.codes == ["IV-GAP"])
        #expect(draft.findings[0].severity == .warning)
        // 1, then 1 1/3 and 1 2/3, then 2.
        #expect(draft.description == ["kWh ~1489.999999 \(Values.whole)"])
        point.estimates = false
        let held = try point.draft()
        #expect(held.codes == ["IV-GAP"] && held.findings[0].severity == .blocking)
        #expect(!held.isRateable && held.usages.isEmpty)
    }

    @Test("B3.10: where more than a fifth of the period is missing nothing is filled")
    func longGap() throws {
        var point = TestPoint()
        let missing = Dictionary(uniqueKeysWithValues: (480..<480 + 298).map { ($0, String?.none) })
        try point.installChannel(Values.values("1", but: missing), from: "2025-03-01")
        let draft = try point.draft()
        #expect(!draft.isRateable && draft.findings[0].severity == .blocking)
    }

    @Test(
        "B3.9: the intervals may differ from the check register by one unit of it",
        arguments: [("1489", true), ("1488", true), ("1487", true), ("1486", false)])
    func check(counted: String, isClean: Bool) throws {
        var point = TestPoint()
        try point.install([("2025-02-28", "0"), ("2025-03-31", counted)], usage: "check.kWh")
        try point.installChannel(Values.values("1"), from: "2025-03-01")
        let draft = try point.draft()
        #expect(draft.codes.contains("IV-SUM") == !isClean)
        #expect(draft.description == ["kWh 1488 \(Values.whole)"])
    }

    @Test("A6.5, B3.12: a channel of one direction cannot give back", arguments: [3, 4])
    func negative(version: Int) throws {
        var point = TestPoint()
        point.version = RuleVersion(rawValue: version)!
        try point.installChannel(Values.values("1", but: [9: "-0.5"]), from: "2025-03-01")
        let draft = try point.draft()
        #expect(draft.codes.contains("EXPORT-ODD"))
        #expect(draft.isBlocked == (version == 4))
    }

    @Test("A6.3: on the day of an exchange each meter is billed for what it sent")
    func exchange() throws {
        var point = TestPoint()
        // The old one until noon of 10 March, the new one from then on.
        try point.installChannel(
            Values.values("1", days: 9) + (0..<24).map { _ in "1" }, from: "2025-03-01",
            until: "2025-03-10")
        try point.installChannel(
            (0..<24).map { _ in nil } + Values.values("2", days: 21) + (0..<24).map { _ in "2" },
            from: "2025-03-10", installed: "2025-03-10")
        let draft = try point.draft()
        #expect(draft.findings.isEmpty && draft.isRateable)
        #expect(
            draft.description == [
                "kWh 456 2025-03-01 to 2025-03-10", "kWh 2064 2025-03-10 to 2025-03-31",
            ])
    }

    @Test(
        "A6.4, B3.10: between two meters half an hour is a gap; one hour of both is none, two are",
        arguments: [(25, ["IV-GAP"]), (24, []), (22, []), (20, ["IV-DUP"])])
    func seam(begins: Int, codes: [String]) throws {
        var point = TestPoint()
        try point.installChannel(
            Values.values("1", days: 9) + (0..<24).map { _ in "1" }, from: "2025-03-01",
            until: "2025-03-10")
        try point.installChannel(
            (0..<begins).map { _ in nil } + Values.values("1", days: 21)
                + (begins..<48).map { _ in "1" }, from: "2025-03-10", installed: "2025-03-10")
        #expect(try point.draft().codes == codes)
    }

    @Test("B3.1: intervals from after the removal are not left unbilled")
    func stored() throws {
        var point = TestPoint()
        try point.install([("2025-02-28", "0"), ("2025-03-31", "9")])
        try point.installChannel(
            Values.values("1", days: 20), usage: "export", from: "2025-02-20",
            until: "2025-03-05")
        #expect(try point.draft().codes.contains("MX-UNBILLED"))
    }
}
