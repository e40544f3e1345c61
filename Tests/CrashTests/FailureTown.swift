import DemoTown
import Foundation
import Measures
import Operations
import Storage
import TestCluster

/// A small town with two months billed, whose third month goes through failures: on a server of
/// its own that keeps what it committed, and in files. Copies go on from three stages.
final class FailureTown: Sendable {
    /// How far the month has come.
    enum Stage: String { case files, planned, approved }

    /// A command, and what it carries to the server where nobody disturbs it.
    struct Carried: Sendable { let commits, bytes: Int }

    static let shared = Task { try await FailureTown() }
    static let month = 2

    let cluster: TestCluster
    let folder: String
    let town = DemoTown(seed: 11, supplyPoints: 160)
    /// The books in a file, as they are before the month.
    let file: String
    /// What the month comes to where nobody disturbs it.
    let expected: BooksDigest
    let carried: [String: Carried]

    private init() async throws {
        folder = try Leftovers.folder("failures")
        file = folder + "/start.sqlite"
        try FileManager.default.createDirectory(
            atPath: folder + "/files", withIntermediateDirectories: true)
        cluster = try TestCluster(durable: true)
        let twin = "town_twin"
        try await FailureTown.prepare(town, in: folder, movedTo: try cluster.address(of: twin))
        try cluster.copy(twin, to: "town_" + Stage.files.rawValue)
        let wire = try Wire(to: cluster.port)
        defer { wire.remove() }
        let journey = Undisturbed(folder: folder, address: try cluster.address(of: twin), wire)
        for file in try FailureTown.files(town, folder) { try journey.say(file.words) }
        try journey.say(FailureTown.plan(town))
        try cluster.copy(twin, to: "town_" + Stage.planned.rawValue)
        try journey.say(["run", "start"])
        try journey.say(["run", "review", "--approve", "--as", "second"])
        try cluster.copy(twin, to: "town_" + Stage.approved.rawValue)
        try journey.say(["run", "release"])
        carried = journey.carried
        expected = try BooksDigest(.server(try cluster.address(of: twin)))
    }

    /// Bills two months in batches so small that a run has twenty, in a file, and moves the books
    /// to the server.
    private static func prepare(
        _ town: DemoTown, in folder: String, movedTo address: DatabaseAddress
    ) async throws {
        let installation = try await town.billed(
            months: FailureTown.month, batchSize: 8, in: folder)
        let last = town.months.lastDay(month)
        try installation.write { try $0.events.moveBusinessDay(to: last + 3, by: "first") }
        try installation.backup(to: folder + "/start.sqlite")
        _ = try installation.move(to: address, isDryRun: false)
        try installation.close()
        try town.month(town.months.firstDay(month)) { name, bytes in
            try Data(bytes).write(to: URL(fileURLWithPath: folder + "/files/" + name))
        }
    }

    /// The files of the month in the order in which they come in, as the words that import them.
    static func files(
        _ town: DemoTown, _ folder: String
    ) throws -> [(name: String, words: [String])] {
        var files: [(String, [String])] = []
        let kinds = ["customers", "agreements", "meters", "properties", "premises"]
        try town.month(town.months.firstDay(month)) { name, _ in
            let points = name.hasPrefix("supply_points") ? "supply-points" : "readings"
            let kind = kinds.first { name.hasPrefix($0) } ?? points
            files.append((name, ["import", kind, folder + "/files/" + name]))
        }
        return files
    }

    static func plan(_ town: DemoTown) -> [String] {
        ["run", "plan", "--through", "\(town.months.lastDay(month))"]
    }
}

/// The month as it goes where nobody disturbs it, over a wire that counts.
private final class Undisturbed {
    private let folder: String
    private let address: DatabaseAddress
    private let wire: Wire
    private(set) var carried: [String: FailureTown.Carried] = [:]

    init(folder: String, address: DatabaseAddress, _ wire: Wire) {
        (self.folder, self.address, self.wire) = (folder, address, wire)
    }

    func say(_ words: [String]) throws {
        wire.at([])
        let desk = Desk(.server(address), log: folder + "/undisturbed")
        let said = try desk.say(words, over: wire)
        guard [0, 3].contains(said.code) else { throw said }
        let (commits, bytes) = wire.carried
        carried[words.filter { !$0.hasPrefix("--") }.joined(separator: " ")] =
            FailureTown.Carried(commits: commits, bytes: bytes)
    }
}

extension TestCluster {
    /// The books of one test, in a database of their own.
    func address(of database: String) throws -> DatabaseAddress {
        let isThere = try ask(
            "SELECT count(*) FROM pg_database WHERE datname = '\(database)'")
        if isThere == 0 { try order("CREATE DATABASE \(database)") }
        return try DatabaseAddress(url(database))
    }

    /// Copies a database with all that is in it; nobody may be at it.
    func copy(_ database: String, to other: String) throws {
        try order("CREATE DATABASE \(other) TEMPLATE \(database) STRATEGY file_copy")
    }
}
