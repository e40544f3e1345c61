import DemoTown
import Foundation
import Measures
import Postgres
import Storage
import TestCluster

@testable import Operations

/// A small town with two months billed and a third planned, in batches so small that the run has
/// twenty of them. Copies of it in schemas of their own are billed by workers.
final class SharedTown: Sendable {
    /// Made once for all tests; the process takes its folder along when it ends.
    static let made = Task { try await SharedTown() }

    let folder: String
    /// The books before the run, and what they come to when one process bills them on SQLite.
    let start: Installation
    let billed: [TableDigest]
    static let run: Int64 = 3

    private init() async throws {
        folder = try Leftovers.folder("shared")
        let books = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Books/demo").path
        let town = DemoTown(seed: 11, supplyPoints: 300)
        let demo = BuildDemo(folder: folder + "/start", books: books, town: town, workers: 2)
        start = try demo.start().installation
        let policy = folder + "/policy.yaml"
        try (DemoPolicy.text + "batch_size: 15\n")
            .write(toFile: policy, atomically: true, encoding: .utf8)
        _ = try ImportFile(Door(start, as: "tester"))(.policy, policy)
        for month in 0..<2 {
            _ = try demo.take(month: month, into: Door(start, as: BuildDemo.coordinator))
            _ = try await demo.bill(month: month, in: Door(start, as: BuildDemo.coordinator))
        }
        _ = try demo.take(month: 2, into: Door(start, as: BuildDemo.coordinator))
        _ = try PlanRun(Door(start, as: "ada"))(
            through: town.months.lastDay(2), batchSize: 15)
        billed = try await SharedTown.billedAlone(start, in: folder + "/alone")
    }

    private static func billedAlone(
        _ start: Installation, in folder: String
    ) async throws -> [TableDigest] {
        try start.backup(to: folder + ".sqlite")
        _ = try Installation.restore(from: folder + ".sqlite", into: folder)
        let alone = try Installation.open(folder)
        try await CalculateRun(Door(alone, as: "ada"))(run: run)
        return try alone.read { try $0.maintenance.contentDigests() }
    }

    /// The books before the run, in a schema of their own.
    func copy() throws -> SharedBooks {
        let schema = "shared_" + UUID().uuidString.prefix(8).lowercased()
        let address = try DatabaseAddress(TestCluster.shared.get().url(), schema: schema)
        _ = try start.move(to: address, isDryRun: false)
        return SharedBooks(
            address: address, installation: try Installation.open(address),
            log: folder + "/" + schema)
    }
}

/// Books that workers share.
struct SharedBooks {
    let address: DatabaseAddress
    let installation: Installation
    /// Where the programs say what they do.
    let log: String

    /// Runs the program on these books.
    func spawn(_ words: String...) throws -> Spawned {
        let index = ["--database", address.url, "--schema", address.schema, "--as", "ada"]
        return try Spawned(words + index, log: log)
    }

    /// Runs the program to its end; its exit code, or nil where it was killed.
    func say(_ words: String...) throws -> Int32? {
        let index = ["--database", address.url, "--schema", address.schema, "--as", "ada"]
        guard case .exited(let code) = try Spawned(words + index, log: log).wait() else {
            return nil
        }
        return code
    }

    var said: String { (try? String(contentsOfFile: log, encoding: .utf8)) ?? "" }

    /// The tables that came out otherwise than on SQLite by one process, but for the seconds of
    /// events, and the salts and digests of the chains.
    func differences(from alone: [TableDigest]) throws -> [String] {
        let own = try installation.read { try $0.maintenance.contentDigests() }
        return zip(own, alone).filter { $0 != $1 }.map {
            "\($0.table): \($0.rows) rows against \($1.rows)"
        }
    }

    func problems() throws -> [CheckResult] {
        try installation.examine(Check.all).filter { !$0.isWell }
    }

    /// Pages of the run so far.
    func pages() throws -> Int {
        try installation.read {
            try $0.runs.batchesWritten(kind: .run, runID: SharedTown.run).count
        }
    }

    /// Waits until something holds; records nothing, as the caller asks again.
    func until(_ holds: () throws -> Bool) throws {
        for _ in 0..<3000 where try !holds() { usleep(10_000) }
    }

    /// Takes a batch, so that the run cannot be finished without the test.
    func lease() throws -> BatchLease? {
        try installation.share { try $0.work.lease(to: "test", for: 600_000) }
    }

    /// Does something while nobody can read a table: who rates a batch stands still with it.
    func locking<T>(_ table: String, _ body: () throws -> T) throws -> T {
        let connection = try Connection(Address(address.url, schema: address.schema))
        return try connection.transaction { connection in
            try connection.execute("LOCK TABLE \(table) IN ACCESS EXCLUSIVE MODE")
            return try body()
        }
    }

    /// Runs a statement past the program.
    func execute(_ sql: String) throws {
        try Connection(Address(address.url, schema: address.schema)).execute(sql)
    }
}
