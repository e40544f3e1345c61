import Foundation
import Measures
import Operations
import Storage
import Testing

/// Work that is told to leave keeps whole batches, and ends as if nobody had told it.
@Suite("Told to leave")
struct LeavingTests {
    private static let through = SampleTown.town.months.lastDay(3)

    /// The fourth month of the sample town, planned in small batches.
    private static func planned() async throws -> (SampleTown, run: Int64) {
        let town = try await SampleTown()
        let books = town.installation
        try books.write { try $0.events.moveBusinessDay(to: through + 3, by: "clerk") }
        return (
            town, try PlanRun(Door(books, as: "clerk"))(through: through, batchSize: 4)
        )
    }

    private static func digests(of town: SampleTown, _ run: Int64) throws -> [Digest] {
        try town.installation.read(rows: .none) { books in
            try books.runs.batches(runID: run).flatMap { batch in
                try [StoredPage.Kind.run, .release].compactMap {
                    try books.runs.page(kind: $0, runID: run, batch: batch.number)
                        .map { SHA256.digest(of: $0.content) }
                }
            }
        }
    }

    private static func left(_ body: () async throws -> Void) async throws -> WorkCancelled {
        do { try await body() } catch let left as WorkCancelled { return left }
        throw CancellationError()
    }

    @Test("a run and its release keep what was in hand, and go on to the same pages")
    func run() async throws {
        let (town, run) = try await Self.planned()
        let (twin, twinRun) = try await Self.planned()
        let (books, cancellation) = (town.installation, Cancellation())
        let early = try await Self.left {
            try await CalculateRun(
                Door(books, as: "clerk"), workers: 1, cancellation: cancellation)(
                    run: run, report: { _ in cancellation.tell() })
        }
        #expect(early.work == .calculating(run: run) && (1..<early.all).contains(early.done))
        let kept = try books.read(rows: .none) {
            try $0.runs.batchesWritten(kind: .run, runID: run)
        }
        #expect(kept == Set(1...early.done))
        for (books, run) in [(books, run), (twin.installation, twinRun)] {
            try await CalculateRun(Door(books, as: "clerk"))(run: run)
            try ReviewRun(Door(books, as: "manager")).approve(run: run, reason: "test")
        }
        let again = Cancellation()
        let released = try await Self.left {
            try ReleaseRun(Door(books, as: "clerk"), cancellation: again)(
                run: run, report: { _ in again.tell() })
        }
        #expect(released.work == .releasing(run: run) && (1..<released.all).contains(released.done))
        let numbers = try ReleaseRun(Door(books, as: "clerk"))(run: run)
        #expect(
            try ReleaseRun(Door(twin.installation, as: "clerk"))(run: twinRun) == numbers
        )
        #expect(try Self.digests(of: town, run) == Self.digests(of: twin, twinRun))
        #expect(try books.examine(Check.all).filter { !$0.isWell } == [])
    }

    @Test("told when all is done, a run is done")
    func atTheEnd() async throws {
        let (town, run) = try await Self.planned()
        let cancellation = Cancellation()
        let review = try await CalculateRun(
            Door(town.installation, as: "clerk"), cancellation: cancellation)(
                run: run, report: { if $0.done == $0.total { cancellation.tell() } })
        #expect(review.run.state == .review)
    }

    @Test("a file is taken back whole, and taken in when it is said again")
    func file() throws {
        let books = try SampleBooks()
        let rows = (0..<9000).map { "CX\($0),Customer \($0),AX\($0)" }
        let path = books.folder + "/many.csv"
        try (["customer_id,name,account_id"] + rows + [""]).joined(separator: "\n")
            .write(toFile: path, atomically: true, encoding: .utf8)
        var options = ImportOptions()
        let cancellation = options.cancellation
        options.report = { _ in cancellation.tell() }
        #expect(throws: FileTakenBack.self) {
            try ImportFile(Door(books.installation, as: "tester"), options: options)(
                .customers, path)
        }
        #expect(!FileManager.default.fileExists(atPath: path + ".rejects.csv"))
        let report = try ImportFile(Door(books.installation, as: "clerk"))(
            .customers, path)
        #expect(report.new == 9000 && report.alreadyDone == nil)
    }
}
