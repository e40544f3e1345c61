import Foundation
import Interchange
import Measures
import Metering
import Operations
import Storage
import Testing

@Suite("Market meter data")
struct MeterDataTests {
    @Test("NEM12 days become a month's block in market time")
    func stored() throws {
        let sample = try SampleBooks()
        let text = Samples.nem12([("20250331", "1.5", "A"), ("20250401", "2", "S14")])
        let report = try sample.take(.readings, text)
        #expect((report.rows, report.accepted, report.new) == (2, 2, 2))

        let months = try months(sample)
        #expect(months.map(\.month) == [Day("2025-03-01")!, Day("2025-04-01")!])
        #expect(months.map(\.firstDay) == [Day("2025-03-31")!, Day("2025-04-01")!])
        #expect(months[0].block.start == Zone.nemMarket.start(of: Day("2025-03-31")!))
        #expect(months[0].block.total == Quantity(72))
        #expect(months[1].block.runs.map(\.flag) == [QualityFlag(.substituted, method: 14)])
    }

    @Test("units are brought to the register's: Wh to kWh")
    func units() throws {
        let sample = try SampleBooks()
        try sample.take(.readings, Samples.nem12([("20250401", "500", "A")], unit: "Wh"))
        #expect(try months(sample)[0].block.total == Quantity(24))
    }

    @Test(
        "a later file replaces by quality (B2.4)",
        arguments: [
            // known, new, stored total, change
            ("E52", "A", 96, true), ("S14", "A", 96, true), ("S14", "S14", 96, true),
            ("E52", "S14", 96, true), ("A", "A", 96, true), ("A", "S14", 48, false),
            ("A", "E52", 48, false), ("A", "N", 48, false), ("E52", "N", 48, false),
            ("N", "E52", 96, true),
        ] as [(String, String, Int, Bool)])
    func replaced(known: String, new: String, total: Int, changes: Bool) throws {
        let sample = try SampleBooks()
        try sample.take(.readings, Samples.nem12([("20250401", "1", known)]))
        let later = try sample.take(.readings, Samples.nem12([("20250401", "2", new)]))
        #expect((later.accepted, later.rejected) == (changes ? (1, 0) : (0, 1)))
        #expect(later.superseded == (changes ? 1 : 0))
        #expect(try months(sample).last?.block.total == Quantity(total))
    }

    @Test("the day of the later version stands, in whatever order files come (RD-DUP)")
    func versions() throws {
        let sample = try SampleBooks()
        let (old, new) = ("20251002050000", "20251105050000")
        try sample.take(.readings, Samples.nem12([("20250401", "2", "A")], updated: new))
        let older = try sample.take(
            .readings, Samples.nem12([("20250401", "1", "A")], updated: old))
        #expect((older.accepted, older.rejected, older.superseded) == (0, 1, 0))
        #expect(older.firstRejections[0].contains("48 in all, actual, updated 2025-10-02 05:00"))
        #expect(older.firstRejections[0].contains("96 in all, actual, updated 2025-11-05 05:00"))
        #expect(try months(sample).last?.block.total == Quantity(96))
        let same = try sample.take(
            .readings, Samples.nem12([("20250401", "2", "A")], updated: old))
        #expect((same.unchanged, same.rejected) == (1, 0))
    }

    @Test("a day without values sent again is known already, not refused (B2.4)")
    func missingAgain() throws {
        let sample = try SampleBooks()
        try sample.take(.readings, Samples.nem12([("20250401", "0", "N")]))
        let again = try sample.take(
            .readings, Samples.nem12([("20250401", "1", "N"), ("20250402", "1", "A")]))
        #expect((again.unchanged, again.new, again.rejected) == (1, 1, 0))
    }

    @Test("a later version with the same values keeps out the versions between (RD-DUP)")
    func sameValuesLater() throws {
        let sample = try SampleBooks()
        let stamps = ["20251001000000", "20251003000000", "20251002000000"]
        for (stamp, value) in zip(stamps, ["1", "1", "2"]) {
            _ = try sample.take(
                .readings, Samples.nem12([("20250401", value, "A")], updated: stamp))
        }
        #expect(try months(sample).last?.block.total == Quantity(48))
    }

    @Test("days in any order, in two files, make one block; the first state stays known")
    func merged() throws {
        let sample = try SampleBooks()
        try sample.take(.readings, Samples.nem12([("20250405", "1", "A")]))
        let before = try sample.installation.read { try $0.events.knowledgeNow() }
        try sample.take(
            .readings,
            Samples.nem12([("20250407", "3", "A"), ("20250301", "1", "A"), ("20250403", "2", "A")]))
        let april = try sample.installation.read { books in
            (
                try books.meters.intervals(of: 3, month: Day("2025-04-01")!),
                try books.meters.intervals(of: 3, month: Day("2025-04-01")!, known: before)
            )
        }
        #expect(april.0?.firstDay == Day("2025-04-03")!)
        #expect(april.0?.dayCount == 5)
        #expect(april.0?.block.values.count { $0 == IntervalBlock.missing } == 96)
        #expect(april.1?.dayCount == 1)
    }

    @Test("a month known in another length of interval stays as it is (A6.4, B3.3)")
    func otherLength() throws {
        let sample = try SampleBooks()
        try sample.take(.readings, Samples.nem12([("20250401", "1", "A")]))
        // Books of before could give a channel another length over its data.
        try sample.installation.write { books in
            let installed = try #require(try books.meters.registers().first { $0.id == 3 })
            let known = installed.register
            let register = try Register(
                id: known.id, meterSerial: known.meterSerial, usage: known.usage,
                unit: known.unit, dial: known.dial, installed: known.installed,
                removed: known.removed, kind: .interval(minutes: 5))
            let changed = InstalledRegister(
                register: register, supplyPointID: installed.supplyPointID, code: installed.code,
                suffix: installed.suffix)
            _ = try books.meters.put(changed, event: books.events.knowledgeNow().event)
        }
        let days = [("20250402", "0.1", "A"), ("20250501", "0.1", "A")]
        let report = try sample.take(.readings, Samples.nem12(days, minutes: 5))
        #expect((report.accepted, report.rejected) == (1, 1))
        #expect(report.firstRejections[0].contains("in intervals of 30 minutes"))
        #expect(try months(sample).map(\.block.total) == [Quantity(48), Quantity("28.8")])
    }

    @Test("the same NEM12 file twice changes nothing")
    func twice() throws {
        let sample = try SampleBooks()
        let text = Samples.nem12([("20250401", "1", "A")])
        try sample.take(.readings, text)
        let before = try sample.snapshot()
        #expect(try sample.take(.readings, text).alreadyDone != nil)
        #expect(try sample.snapshot() == before)
    }

    @Test(
        "an unknown channel is told once and costs its days",
        arguments: [
            (Samples.nem12(two, nmi: "NMI9"), "NMI \"NMI9\""),
            (Samples.nem12(two, suffix: "B1"), "NMI suffix \"B1\""),
            (Samples.nem12(two, meter: "X9"), "RD-SERIAL"),
            (Samples.nem12(two, suffix: "11"), "interval length"),
            (Samples.nem12(two, unit: "kVArh"), "unit of measure"),
        ])
    func unknown(text: String, says: String) throws {
        let sample = try SampleBooks()
        let report = try sample.take(.readings, text)
        #expect((report.rows, report.accepted, report.rejected) == (2, 0, 2))
        #expect(report.firstRejections.count == 1)
        #expect(report.firstRejections[0].contains(says), "\(report.firstRejections)")
    }

    @Test("a day before installation or after today is refused, the others load")
    func days() throws {
        let sample = try SampleBooks()
        let text = Samples.nem12([
            ("20031231", "1", "A"), ("20040101", "1", "A"), ("20250630", "1", "A"),
            ("20250701", "1", "A"),
        ])
        let report = try sample.take(.readings, text)
        #expect((report.accepted, report.rejected) == (2, 2))
        #expect(report.firstRejections.allSatisfy { $0.contains("RD-DATE") })
    }

    @Test("a file without its end is refused, and nothing of it is stored")
    func cut() throws {
        let sample = try SampleBooks()
        let before = try sample.snapshot()
        let whole = Samples.nem12([("20250401", "1", "A"), ("20250402", "1", "A")])
        #expect(throws: FileRefused.self) {
            try sample.take(.readings, String(whole.dropLast(4)))
        }
        #expect(try sample.snapshot() == before)
    }

    @Test("NEM13 gives both reads of the register")
    func registerReads() throws {
        let sample = try SampleBooks()
        let report = try sample.take(.readings, Samples.nem13())
        #expect((report.rows, report.accepted, report.new) == (1, 1, 1))
        let readings = try sample.installation.read { try $0.meters.readings(of: 4) }
        #expect(readings.map(\.day) == [Day("2025-03-01")!, Day("2025-06-01")!])
        #expect(readings.map(\.value) == [Quantity(1000), Quantity("1100.5")])
    }

    @Test(
        "NEM13 reads are both taken, or neither",
        arguments: [
            (Samples.nem13(current: "11100.55,20250601090000,A,,,"), "1 decimals"),
            (Samples.nem13(current: "1234567.5,20250601090000,A,,,"), "6 dials"),
            (Samples.nem13(previous: "001000.0,20031231090000,A,,,"), "RD-DATE"),
            (Samples.nem13(current: "001100.5,20250701090000,A,,,"), "RD-DATE"),
            (Samples.nem13(current: "001100.5,20250601090000,N,,,"), "has a value"),
            // Two values of one day: which of them is right cannot be known (RD-DUP).
            (Samples.nem13(current: "001100.5,20250301170000,A,,,"), "1000 (ACT) is known"),
            (Samples.nem13(current: "001100.5,20250301170000,E52,,,"), "1000 (ACT) is known"),
        ])
    func neither(text: String, says: String) throws {
        let sample = try SampleBooks()
        let report = try sample.take(.readings, text)
        #expect((report.accepted, report.rejected) == (0, 1))
        #expect(report.firstRejections[0].contains(says), "\(report.firstRejections)")
        #expect(try sample.installation.read { try $0.meters.readings(of: 4) }.isEmpty)
    }

    private static let two = [("20250401", "1", "A"), ("20250402", "1", "A")]

    private func months(_ sample: SampleBooks) throws -> [StoredMonth] {
        try sample.installation.read { try $0.meters.intervals(of: 3) }
    }
}
