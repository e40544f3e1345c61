import Foundation
import Measures
import Operations
import Storage
import TestCluster
import Testing

/// kill -9 at random moments of imports, runs and releases, each then said again.
///
/// The books must end as those of a twin that nobody disturbed: same bills, same numbers, same
/// postings, same pages, byte for byte. `SEED=7 swift test --filter CrashTests` repeats a run.
@Suite("kill -9", .serialized)
struct CrashTests {
    static let kills = 50

    @Test("at random moments of import, run and release changes nothing in the end")
    func killed() async throws {
        let seed =
            ProcessInfo.processInfo.environment["SEED"].flatMap { UInt64($0) }
            ?? UInt64.random(in: 0...UInt64(UInt32.max))
        let town = try CrashTown()
        try await town.prepare()

        let twin = Journey(town, data: try town.copy("twin"))
        var nobody: Killer?
        try twin.go(disturbedBy: &nobody)
        let expected = try BooksDigest(.file(twin.data))
        try prove(twin.data, "the twin")

        var killer: Killer? = Killer(seed: seed, durations: twin.durations)
        var kills: [String: Int] = [:]
        var copies = 0
        while kills.values.reduce(0, +) < Self.kills, copies < 40 {
            copies += 1
            let journey = Journey(town, data: try town.copy("copy-\(copies)"))
            try journey.go(disturbedBy: &killer)
            kills = killer?.kills ?? [:]
            let found = try BooksDigest(.file(journey.data))
            #expect(found.differences(from: expected) == [], "copy \(copies), seed \(seed)")
            try prove(journey.data, "copy \(copies), seed \(seed)")
        }
        let summary = kills.sorted { $0.key < $1.key }.map { "\($0.value) in \($0.key)" }
        print("kill -9, seed \(seed): \(summary.joined(separator: ", ")); \(copies) copies")
        #expect(kills.values.reduce(0, +) >= Self.kills, "seed \(seed)")
        #expect(kills.count == 3, "import, run and release: \(summary)")
    }

    @Test(
        "between the pages and their rows: the next who asks finds the rows of an undisturbed twin")
    func killedBeforeRows() async throws {
        let town = try CrashTown()
        try await town.prepare()
        let twin = Journey(town, data: try town.copy("twin"))
        var nobody: Killer?
        try twin.go(disturbedBy: &nobody)
        let journey = Journey(town, data: try town.copy("copy"))
        let due = try journey.goKilledBeforeRows()
        #expect(due.count == 4 && due.contains { $0 > 0 }, "rows due after each kill: \(due)")
        #expect(try AskedBooks.file(journey.data).rowsDue() == 0)
        let (expected, found) = (
            try BooksDigest(.file(twin.data)), try BooksDigest(.file(journey.data))
        )
        #expect(found.differences(from: expected) == [])
        try prove(journey.data, "the copy")
    }

    private func prove(_ data: String, _ whose: String) throws {
        #expect(try BooksProof(.file(data)) == .well, "\(whose)")
        let installation = try Installation.open(data)
        let ill = try installation.examine(Check.all).filter { !$0.isWell }
        #expect(ill == [], "\(whose)")
        try installation.close()
    }
}
