import Billing
import Foundation
import Interchange
import Measures
import Operations
import Storage
import Tariffs
import Testing

/// A preview says what bills would have been, to the penny, and writes nothing.
@Suite("Tariff preview")
struct PreviewTests {
    static let books = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Books/demo").path

    /// All days of the sample town.
    private func preview(
        _ town: SampleTown, _ files: [String],
        _ change: (inout PreviewTariffs.Question) -> Void = { _ in }
    ) async throws -> TariffPreview {
        var question = PreviewTariffs.Question(files: files, over: "2000-01..2100-01")
        change(&question)
        return try await PreviewTariffs(Door(town.installation, as: "tester"))(question)
    }

    /// A demo book with some words replaced, in the town's folder.
    private func edited(
        _ town: SampleTown, _ name: String, _ edits: [(String, String)]
    ) throws -> String {
        var text = try String(contentsOfFile: Self.books + "/\(name).yaml", encoding: .utf8)
        for (old, new) in edits {
            #expect(text.contains(old), "\(name) says no \(old)")
            text = text.replacingOccurrences(of: old, with: new)
        }
        let file = town.folder + "/\(name).yaml"
        try text.write(toFile: file, atomically: true, encoding: .utf8)
        return file
    }

    /// Totals by agreement, as the runs would have made them with a book in the place of its own.
    private func made(_ town: SampleTown, with file: String) throws -> [Int64: Int64] {
        let book = try TariffBook.read(
            yaml: String(contentsOfFile: file, encoding: .utf8), file: file)
        var totals: [Int64: Int64] = [:]
        try town.installation.read { books in
            for run in try books.runs.all() {
                let inputs = try RunInputs(run, books)
                var rules = inputs.rules
                rules.tariffs[book.code] = try TariffInForce(book: book, versionID: 0)
                for batch in try books.runs.batches(runID: run.id) {
                    var page = PageBuilder(runID: run.id, batch: batch.number, rules: rules)
                    for point in try inputs.facts(batch.premises, books) { page.add(point) }
                    for segment in page.finished().bills.flatMap(\.segments)
                    where segment.tariffVersionID == 0 {
                        totals[segment.agreementID, default: 0] += segment.total
                    }
                }
            }
        }
        return totals
    }

    @Test("the books as they are change nothing, and come to what was billed")
    func unchanged() async throws {
        let town = try await SampleTown()
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.books)
            .filter { $0.hasSuffix(".yaml") }.sorted()
        var (bills, total): (Int, Int64) = (0, 0)
        for prefix in ["gb", "au"] {
            let files = names.filter { $0.hasPrefix(prefix) }.map { Self.books + "/" + $0 }
            for against in PreviewTariffs.Against.allCases {
                let found = try await preview(town, files) { $0.against = against }
                #expect(found.all.changed == 0, "\(prefix), \(against)")
                #expect(found.refusals.isEmpty && found.readAgain == 0)
                guard against == .billed else { continue }
                bills += found.all.bills
                total += found.all.after
            }
        }
        let billed = try town.installation.read { books in
            try books.runs.all().flatMap { try books.bills.issuedBills(ofRun: $0.id, last: 10_000) }
                .compactMap { try books.bills.bill($0.billID) }
        }
        #expect(bills == billed.reduce(0) { $0 + $1.segments.count })
        #expect(total == billed.reduce(0) { $0 + $1.total.minorUnits })
    }

    @Test("another price is what a run would have made of it, from the quantities of the bills")
    func dearer() async throws {
        let town = try await SampleTown()
        let file = try edited(
            town, "au-vic-water",
            [
                (
                    "STEP1: { unit: AUD/kL, values: { ",
                    "STEP1: { unit: AUD/kL, values: { 2001-01-01: 9.5012, "
                )
            ])
        try await compare(town, file, readsAgain: false)
    }

    @Test("other windows are added up from the intervals again (rule A5.5)")
    func windows() async throws {
        let town = try await SampleTown()
        let file = try edited(town, "au-vic-electricity-solar", [("15:00", "17:30")])
        try await compare(town, file, readsAgain: true)
    }

    @Test("a price that changes inside the bills has them read again (rule C1.26)")
    func changesInside() async throws {
        let town = try await SampleTown()
        let day = try town.installation.read { try #require(try $0.runs.all().first).through - 10 }
        let file = try edited(
            town, "au-vic-electricity-solar",
            [("FIT: { unit: c/kWh, values: { ", "FIT: { unit: c/kWh, values: { \(day): 11.5, ")])
        try await compare(town, file, readsAgain: true)
    }

    private func compare(_ town: SampleTown, _ file: String, readsAgain: Bool) async throws {
        let before = try town.installation.read { try $0.runs.pageCount() }
        let found = try await preview(town, [file])
        let made = try made(town, with: file)
        #expect(found.refusals.isEmpty)
        #expect((found.readAgain > 0) == readsAgain)
        #expect(!found.agreements.isEmpty)
        for sum in found.agreements {
            #expect(made[sum.agreementID] == sum.after, "agreement \(sum.agreementID)")
        }
        #expect(found.all.after == found.agreements.reduce(0) { $0 + $1.after })
        #expect(try town.installation.read { try $0.runs.pageCount() } == before)
    }

    @Test("days as an analyst asks for them")
    func days() {
        let today = Day(year: 2026, month: 10, day: 20)!
        func said(_ text: String) -> String? {
            DayWords.period(text, today: today)?.description
        }
        #expect(said("2025-10-01..2026-09-30") == "2025-10-01 to 2026-09-30")
        #expect(said("2026-02") == "2026-02-01 to 2026-02-28")
        #expect(said("february 2024") == "2024-02-01 to 2024-02-29")
        #expect(said("Jan 2026..March 2026") == "2026-01-01 to 2026-03-31")
        #expect(said("last 12 months") == "2025-10-01 to 2026-09-30")
        #expect(said("last month") == "2026-09-01 to 2026-09-30")
        for wrong in ["", "2026", "2026-13", "soon", "2026-03..2026-01", "last 0 months", "a..b"] {
            #expect(said(wrong) == nil, "\(wrong)")
        }
    }
}
