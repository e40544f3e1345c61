import DemoTown
import Foundation
import GRDB
import Measures
import Storage
import TestCluster

@testable import Operations

/// A town of 120 supply points with all its 24 months billed and released; made once.
struct TwoYears {
    static let shared = Task { try await TwoYears() }

    let town: DemoTown
    let folder: String

    private init() async throws {
        folder = try Leftovers.folder("years")
        town = DemoTown(seed: 11, supplyPoints: 120)
        let books = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Books/demo").path
        let demo = BuildDemo(folder: folder, books: books, town: town, workers: 2)
        let installation = try demo.start().installation
        let policy = folder + "/policy.yaml"
        try (DemoPolicy.text + "batch_size: 50\n")
            .write(toFile: policy, atomically: true, encoding: .utf8)
        _ = try ImportFile(Door(installation, as: "tester"))(.policy, policy)
        for month in 0..<town.months.count {
            _ = try demo.take(month: month, into: Door(installation, as: BuildDemo.coordinator))
            _ = try await demo.bill(month: month, in: Door(installation, as: BuildDemo.coordinator))
        }
        try installation.backup(to: folder + "/backup")
        try installation.close()
    }

    func open() throws -> Installation { try Installation.open(folder) }

    /// A way to the tables that goes round the program.
    static func reading(_ file: String) throws -> DatabaseQueue {
        var reading = Configuration()
        reading.readonly = true
        reading.busyMode = .timeout(30)
        return try DatabaseQueue(path: file, configuration: reading)
    }

    /// Asks a copy in which `sql` was carried out by somebody who is no part of the program.
    func tampered<T>(_ sql: String, ask: (Installation) throws -> T) throws -> T {
        let copy = folder + "/copies/" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: copy) }
        _ = try Installation.restore(from: folder + "/backup", into: copy)
        var careless = Configuration()
        careless.foreignKeysEnabled = false
        let queue = try DatabaseQueue(
            path: Installation.file(in: copy), configuration: careless)
        try queue.write { try $0.execute(sql: sql) }
        try queue.close()
        let installation = try Installation.open(copy)
        defer { try? installation.close() }
        return try ask(installation)
    }
}
