import DemoTown
import Foundation
import Ledger
import Measures
import Storage
import TestCluster
import Testing

@testable import Operations

/// The same journeys on both engines leave the same books behind, to the byte.
@Suite("On PostgreSQL as on SQLite")
struct TwoEnginesTests {
    /// Three months of a small town, billed and released, with the digests of all tables.
    private struct Billed {
        let installation: Installation
        let tables: [TableDigest]
        let folder: String

        init(_ address: DatabaseAddress?) async throws {
            folder = NSTemporaryDirectory() + "plumbline-" + UUID().uuidString
            let books = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
                .deletingLastPathComponent().deletingLastPathComponent()
                .appendingPathComponent("Books/demo").path
            let town = DemoTown(seed: 5, supplyPoints: 60)
            let demo = BuildDemo(
                folder: folder, books: books, town: town, workers: 2, database: address)
            installation = try demo.start().installation
            for month in 0..<3 {
                _ = try demo.take(month: month, into: Door(installation, as: BuildDemo.coordinator))
                _ = try await demo.bill(
                    month: month, in: Door(installation, as: BuildDemo.coordinator))
            }
            tables = try installation.read { try $0.maintenance.contentDigests() }
        }

        func remove() throws {
            try installation.close()
            try FileManager.default.removeItem(atPath: folder)
        }
    }

    @Test("import, plan, calculation, review and release give the same rows and pages")
    func months() async throws {
        let address = try DatabaseAddress(
            TestCluster.shared.get().url(), schema: "town_" + UUID().uuidString.prefix(8))
        let (file, server) = (try await Billed(nil), try await Billed(address))
        for (one, other) in zip(file.tables, server.tables) { #expect(one == other) }
        #expect(file.tables.map(\.table) == server.tables.map(\.table))
        #expect(file.tables.map(\.rows) == server.tables.map(\.rows))
        let bills = server.tables.first { $0.table == "issued_bill" }
        #expect((bills?.rows ?? 0) > 50)
        #expect(try server.installation.examine(Check.all).filter { !$0.isWell } == [])
        try await replay(server.installation)
        let digest = try await RunDigest(run: 3, Door(server.installation, as: "tester"))
        #expect(try await RunDigest(run: 3, Door(file.installation, as: "tester")) == digest)
        #expect(digest.totals.bills > 10)
        try await moved(file.installation, like: server.tables)
        try file.remove()
        try server.remove()
    }

    /// A run that was made on PostgreSQL can be made again there, identical.
    private func replay(_ installation: Installation) async throws {
        let report = try await ReplayRun(Door(installation, as: "tester"))(run: 2)
        #expect(report.isIdentical)
    }

    /// Books that were moved are those that were made there.
    private func moved(_ source: Installation, like made: [TableDigest]) async throws {
        let address = try DatabaseAddress(
            TestCluster.shared.get().url(), schema: "moved_" + UUID().uuidString.prefix(8))
        let moved = try source.move(to: address, isDryRun: false)
        #expect(moved.filter { !$0.isEqual } == [])
        let target = try Installation.open(address)
        #expect(try target.read { try $0.maintenance.contentDigests() } == made)
        #expect(try target.examine(Check.all).filter { !$0.isWell } == [])
        try target.close()
    }
}
