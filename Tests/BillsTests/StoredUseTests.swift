import Billing
import Interchange
import Measures
import Metering
import Supply
import Tariffs
import Testing

/// What is stored of the days of a bill is billed, or a finding says why not.
@Suite("Stored use is billed use (rules A1.5, B3.1)")
struct StoredUseTests {
    static let flat = """
        tariff: t
        name: Flat
        commodity: electricity
        currency: GBP
        source: constructed
        inputs: { kWh: { usage: kWh, default: 0 } }
        prices: { W: { unit: GBP/kWh, values: { 2020-01-01: 1 } } }
        charges: [{ code: W, label: "{quantity} at {price}", quantity: kWh, price: W }]
        """

    /// Peak from 18 to 20 o'clock; what is off has a charge where `off` says so.
    static func bands(off: Bool) -> String {
        """
        tariff: t
        name: Time of use
        commodity: electricity
        currency: GBP
        source: constructed
        inputs: { peak: { usage: kWh, default: 0 }\(off ? ", off: { usage: kWh, default: 0 }" : "") }
        prices: { W: { unit: GBP/kWh, values: { 2020-01-01: 1 } } }
        time_of_use:
          clock: local
          bands: { peak: [{ from: "18:00", to: "20:00" }] }
          otherwise: off
        charges:
          - { code: P, label: "{quantity}", quantity: peak, price: W }
          \(off ? "- { code: O, label: \"{quantity}\", quantity: off, price: W }" : "")
        """
    }

    static func town(_ book: String = flat) throws -> OnePoint {
        try KnownReadsTests.town(book, .electricity)
    }

    /// So many half-hours of 0.1 kWh from an hour of a day of January 2025 on.
    static func block(
        _ day: String = "2025-01-01", hour: Int = 0, halfHours: Int, _ value: Int64 = 100_000
    ) throws -> IntervalBlock {
        try IntervalBlock(
            start: Zone.utc.start(of: OnePoint.day(day)) + hour * 3600, minutes: 30,
            values: Array(repeating: value, count: halfHours))
    }

    static func findings(_ town: OnePoint) throws -> [String] {
        try town.result().outcome.findings.map { Self.text($0.finding) }
    }

    static func text(_ finding: Finding) -> String {
        let figures = finding.figures.map { "\($0.name) \($0.figure)" }.joined(separator: ", ")
        return "\(finding.code) \(finding.severity.rawValue): \(figures)"
    }

    static func unlike(_ channel: String, _ stored: String, _ billed: String, _ by: String)
        -> String
    {
        "BL-USE blocking: channel \(channel), period 2025-01-01 to 2025-01-31, "
            + "stored \(stored) kWh, billed \(billed) kWh, difference \(by) kWh"
    }
}

/// A fault is put into the segment, as if the making of quantities had it.
@Suite("A fault in the making of quantities is found")
struct PlantedUseTests {
    private typealias Stored = StoredUseTests

    private static func found(
        _ town: OnePoint, _ plant: (inout BilledSegment) -> Void
    ) throws -> [String] {
        var segment = try town.segment()
        let clean = StoredUse(
            town.known(), of: segment, EstimatedUse(), by: town.tariff, in: town.zone)
        #expect(clean.findings.isEmpty)
        plant(&segment)
        return StoredUse(town.known(), of: segment, EstimatedUse(), by: town.tariff, in: town.zone)
            .findings.map(Stored.text)
    }

    @Test("a segment whose use is less than its intervals: 148.8 stored, 148.7 billed")
    func intervals() throws {
        var town = try Stored.town()
        try town.hangChannel("kWh", [Stored.block(halfHours: 31 * 48)])
        let found = try Self.found(town) { $0.usages[0].quantity = Exact("148.7") ?? .zero }
        #expect(found == [Stored.unlike("kWh", "148.8", "148.7", "0.1")])
    }

    @Test("a band that is left out: 31 days of four half-hours in the peak, 12.4 kWh")
    func band() throws {
        var town = try Stored.town(Stored.bands(off: true))
        try town.hangChannel("kWh", [Stored.block(halfHours: 31 * 48)])
        let found = try Self.found(town) { $0.usages.removeAll { $0.usage == "peak" } }
        #expect(found == [Stored.unlike("kWh", "148.8", "136.4", "12.4")])
    }

    @Test("a band of a clock in which others have no charge")
    func partlyCharged() throws {
        var town = try Stored.town(Stored.bands(off: false))
        try town.hangChannel("kWh", [Stored.block(halfHours: 31 * 48)])
        var segment = try town.segment()
        segment.usages[0].quantity = Exact(12)
        let found = StoredUse(
            town.known(), of: segment, EstimatedUse(), by: town.tariff, in: town.zone
        )
        .findings.map(Stored.text)
        #expect(found == [Stored.unlike("kWh", "12.4", "12", "0.4")])
    }

    @Test("a dial times its multiplier: (141 - 100) x 60 = 2,460 kWh (A1.3)")
    func dial() throws {
        var town = try Stored.town()
        try town.hang("kWh", [("2024-12-31", "100"), ("2025-01-31", "141")], times: Exact(60))
        #expect(try town.total() == "2460.00")
        let found = try Self.found(town) { $0.usages[0].quantity = Exact(41) }
        #expect(found == [Stored.unlike("kWh", "2460", "41", "2419")])
    }

    @Test("a rollover: 99,912 to 187 is 275 kWh (A6.1)")
    func rollover() throws {
        var town = try Stored.town()
        town.properties["expected_daily"] = "9"
        try town.hang("kWh", [("2024-12-31", "99912"), ("2025-01-31", "187")])
        let found = try Self.found(town) { $0.usages[0].quantity = Exact(-99_725) }
        #expect(found == [Stored.unlike("kWh", "275", "-99725", "100000")])
    }

    @Test("the second of two dials is left out: 177 + 242 = 419 (A6.3)")
    func dials() throws {
        var town = try Stored.town()
        try town.hang(
            "kWh", [("2024-12-31", "48213"), ("2025-01-10", "48390")], until: "2025-01-10")
        try town.hang("kWh", [("2025-01-10", "3"), ("2025-01-31", "245")], from: "2025-01-10")
        let found = try Self.found(town) { segment in
            segment.usages.removeLast()
            segment.readings.removeLast()
        }
        #expect(found == [Stored.unlike("kWh", "419", "177", "242")])
    }

    @Test("a usage of a register is left out beside another's")
    func usage() throws {
        let book = Stored.flat.replacing("inputs: {", with: "inputs: { gas: { usage: kWh },")
        var town = try Stored.town(book)
        try town.hang("kWh", [("2024-12-31", "100"), ("2025-01-31", "141")])
        try town.hang("gas", [("2024-12-31", "100"), ("2025-01-31", "107")])
        let found = try Self.found(town) { $0.usages.removeAll { $0.usage == "gas" } }
        #expect(found == [Stored.unlike("gas", "7", "0", "7")])
    }

    @Test("a meter of an exchange day is left out: 58 half-hours of one, 1,430 of the other")
    func exchangeDay() throws {
        var town = try Stored.town()
        try town.hangChannel("kWh", [Stored.block(halfHours: 58)], until: "2025-01-02")
        try town.hangChannel(
            "kWh", [Stored.block("2025-01-02", hour: 5, halfHours: 1430)], from: "2025-01-02")
        #expect(try town.total() == "148.80")
        let found = try Self.found(town) { $0.usages.removeFirst() }
        #expect(found == [Stored.unlike("kWh", "148.8", "143", "5.8")])
    }

    @Test("a dial is exchanged for intervals of the same usage")
    func dialThenIntervals() throws {
        var town = try Stored.town()
        try town.hang("kWh", [("2024-12-31", "100"), ("2025-01-01", "107")], until: "2025-01-01")
        try town.hangChannel(
            "kWh", [Stored.block("2025-01-02", halfHours: 1440)], from: "2025-01-02")
        #expect(try town.total() == "151.00")
        let found = try Self.found(town) { $0.usages.removeFirst() }
        #expect(found == [Stored.unlike("kWh", "151", "144", "7")])
    }
}

/// What stored facts come to in runs.
@Suite("Stored, not billed, has a finding")
struct StoredNotBilledTests {
    private typealias Stored = StoredUseTests

    /// 40 half-hours of 1,488 did not come: they are filled, and what fills them is not stored.
    @Test("what fills gaps is billed and is not among what is stored (B4.6)")
    func filled() throws {
        var town = try Stored.town()
        try town.hangChannel(
            "kWh",
            [
                Stored.block("2024-12-01", halfHours: 33 * 48),
                Stored.block("2025-01-03", hour: 20, halfHours: 29 * 48 - 40),
            ])
        #expect(try town.total() == "148.80")
        #expect(try Stored.findings(town).map { $0.prefix(14) } == ["IV-GAP warning"])
        let segment = try town.segment()
        let found = StoredUse(
            town.known(), of: segment, EstimatedUse(), by: town.tariff, in: town.zone
        )
        .findings.map(Stored.text)
        #expect(found == [Stored.unlike("kWh", "144.8", "148.8", "-4")])
    }

    @Test("intervals that are stored twice hold the bill")
    func double() throws {
        var town = try Stored.town()
        try town.hangChannel(
            "kWh", [Stored.block(halfHours: 31 * 48), Stored.block("2025-01-31", halfHours: 48)])
        #expect(try Stored.findings(town) == [Stored.unlike("kWh", "153.6", "148.8", "4.8")])
        #expect(try town.result().segments.isEmpty)
        town.accepted = ["BL-USE"]
        #expect(try town.total() == "148.80")
        town.accepted = []
        town.version = .three
        #expect(try town.total() == "148.80")
        #expect(try Stored.findings(town).isEmpty)
    }

    @Test("hours that two meters counted are billed twice, which is a doubt and no difference")
    func twoMeters() throws {
        var town = try Stored.town()
        try town.hangChannel("kWh", [Stored.block(halfHours: 62)], until: "2025-01-02")
        try town.hangChannel(
            "kWh", [Stored.block("2025-01-02", hour: 5, halfHours: 1430)], from: "2025-01-02")
        #expect(
            try Stored.findings(town) == [
                "IV-DUP blocking: day 2025-01-02, hours that two meters counted 2"
            ])
    }

    @Test("a stray channel: data of days on which its meter did not hang")
    func stray() throws {
        var town = try Stored.town()
        try town.hangChannel("kWh", [Stored.block(halfHours: 31 * 48)])
        try town.hangChannel(
            "kWh", [Stored.block("2025-01-20", halfHours: 48)], from: "2000-01-01",
            until: "2024-06-30")
        #expect(
            try Stored.findings(town) == [
                "MX-UNBILLED blocking: meter M2, register kWh, data of 2025-01-20, "
                    + "installed 2000-01-01, removed 2024-06-30"
            ])
    }

    /// Months as an import stores them, in market time: the hour in which a local month begins
    /// belongs to the month before, and none is lost where two months of the market meet.
    @Test("hours of a zone half an hour off belong to the day on which they start (A5.2)")
    func hoursAcrossMidnight() throws {
        var town = try Stored.town()
        town.zone = Zone(name: "Australia/Darwin", base: 34_200)
        let blocks = try ["2024-12-01", "2025-01-01", "2025-02-01"].map { day in
            let month = Period.month(of: OnePoint.day(day))
            var values = Array(repeating: Int64(1_000_000), count: month.days * 24)
            values[0] = day == "2025-02-01" ? 2_500_000 : 2_000_000
            return try IntervalBlock(
                start: Zone.nemMarket.start(of: month.start), minutes: 60, values: values)
        }
        try town.hangChannel("kWh", blocks)
        #expect(try town.total() == "745.50")
    }

    @Test("estimates of dials, true-ups of them and net metered registers are what was read")
    func estimates() throws {
        var town = try Stored.town()
        town.billed = [
            OnePoint.billed("2024-11-30", "100", "ACT", "2024-12-31", "161", "EST", used: "61")
        ]
        try town.hang("kWh", [("2025-01-31", "141")])
        #expect(try town.total() == "-20.00")
        try town.read("2025-01-31", "165")
        #expect(try town.total() == "4.00")
        town = try Stored.town()
        town.billed = [
            OnePoint.billed("2024-11-30", "100", "ACT", "2024-12-31", "162", "ACT", used: "62")
        ]
        try town.hang("kWh", [])
        #expect(try town.total() == "62.00")
    }
}

/// A tariff says which of a point's channels it charges.
@Suite("Channels that no charge reads (rules A5.10, D2)")
struct UnreadChannelTests {
    private typealias Stored = StoredUseTests

    private static func town(
        _ usage: String, _ unit: Unit = .kWh, _ value: Int64 = 100_000, book: String = Stored.flat
    ) throws -> OnePoint {
        var town = try Stored.town(book)
        try town.hangChannel("kWh", [Stored.block(halfHours: 31 * 48)])
        try town.hangChannel(usage, unit: unit, [Stored.block(halfHours: 31 * 48, value)])
        return town
    }

    private static func unread(_ usage: String, _ unit: String, _ severity: String) -> String {
        "TF-WRONGCLASS \(severity): usage \(usage), tariff t, period 2025-01-01 to 2025-01-31, "
            + "stored 148.8 \(unit), billed 0 \(unit)"
    }

    @Test("use in the unit of the tariff holds the bill, as on a dial, until somebody accepts it")
    func controlled() throws {
        var town = try Self.town("controlled")
        #expect(try Stored.findings(town) == [Self.unread("controlled", "kWh", "blocking")])
        #expect(try town.result().segments.isEmpty)
        town.accepted = ["TF-WRONGCLASS"]
        #expect(try town.total() == "148.80")
        #expect(
            !Finding.leavesNothingToBill(Finding.Code("TF-WRONGCLASS"), rule: "A5.10")
                && Finding.leavesNothingToBill(Finding.Code("TF-WRONGCLASS"), rule: "D2"))
        town.version = .three
        #expect(try Stored.findings(town).isEmpty)
    }

    @Test("what was given back and what is counted in other units is told; nothing is not")
    func description() throws {
        let export = try Self.town("export_kWh")
        #expect(try Stored.findings(export) == [Self.unread("export_kWh", "kWh", "warning")])
        #expect(try export.total() == "148.80")
        let reactive = try Self.town("kVArh", .kVArh)
        #expect(try Stored.findings(reactive) == [Self.unread("kVArh", "kVArh", "warning")])
        #expect(try Stored.findings(Self.town("export_kWh", .kWh, 0)).isEmpty)
    }

    @Test("a book that names the channel says that it has no charge")
    func named() throws {
        let book = Stored.flat.replacing(
            "inputs: {", with: "inputs: { controlled: { usage: kWh, default: 0 },")
        let town = try Self.town("controlled", book: book)
        #expect(try Stored.findings(town).isEmpty)
        #expect(try town.total() == "148.80")
    }

    @Test("beside dials that are billed it is told: one of the two is billed (A5.10)")
    func besideDials() throws {
        var town = try Stored.town()
        try town.hang("kWh", [("2024-12-31", "100"), ("2025-01-31", "249")])
        try town.hangChannel("intervals", [Stored.block(halfHours: 31 * 48)])
        #expect(try Stored.findings(town) == [Self.unread("intervals", "kWh", "warning")])
        #expect(try town.total() == "149.00")
    }

    @Test("hours without a charge are told: 12.4 of 148.8 kWh are in the peak")
    func hours() throws {
        var town = try Stored.town(Stored.bands(off: false))
        try town.hangChannel("kWh", [Stored.block(halfHours: 31 * 48)])
        #expect(
            try Stored.findings(town) == [
                "TF-WRONGCLASS warning: usage kWh, tariff t, period 2025-01-01 to 2025-01-31, "
                    + "stored 148.8 kWh, billed 12.4 kWh"
            ])
        #expect(try town.total() == "12.40")
    }

    @Test("a channel of which the demand is charged is read (A5.8)")
    func demand() throws {
        let book = Stored.flat.replacing(
            "inputs: {", with: "inputs: { site_max_kW: { number: kW },")
        #expect(try Stored.findings(Self.town("site", book: book)).isEmpty)
    }
}
