package import DemoTown
import Foundation
import Measures
package import Storage

/// Builds the demo utility through the public journeys: files are written, imported, billed.
package struct BuildDemo: Sendable {
    package let folder: String
    /// The folder of the demo's tariff books.
    package let books: String
    package let town: DemoTown
    package let workers: Int
    /// Where the books are made; nil for the folder itself.
    package let database: DatabaseAddress?

    /// The people of the demo: the one who bills, and the one who approves.
    package static let coordinator = "demo-coordinator"
    package static let manager = "demo-manager"

    package init(
        folder: String, books: String, town: DemoTown, workers: Int,
        database: DatabaseAddress? = nil
    ) {
        self.database = database
        self.folder = folder
        self.books = books
        self.town = town
        self.workers = workers
    }

    private var files: String { folder + "/files" }

    /// Makes the installation and brings in everything known before the first month.
    package func start() throws -> Door {
        try FileManager.default.createDirectory(
            atPath: files, withIntermediateDirectories: true)
        let door = Door(try create(name: "Demo Utilities (made up)"), as: BuildDemo.coordinator)
        var names: [String] = []
        try town.masterData { try write($0, $1, names: &names) }
        for name in names {
            if name.hasPrefix("agreements") { try take(door, .tariffs, path: books) }
            try take(door, kind(of: name), path: files + "/" + name)
        }
        try takeRealFiles(door)
        return door
    }

    private func create(name: String) throws -> Installation {
        let day = town.months.first
        if let database {
            return try Installation.create(in: database, name: name, businessDay: day)
        }
        return try Installation.create(in: folder, name: name, businessDay: day)
    }

    /// Takes in what became known in a month, with the business day a few days after its end.
    package func take(
        month index: Int, into door: Door
    ) throws -> [ImportReport] {
        let day = town.months.lastDay(index) + 3
        try door.perform(MoveBusinessDay(to: day), now: Terms())
        var names: [String] = []
        try town.month(town.months.firstDay(index)) { try write($0, $1, names: &names) }
        return try names.map { name in
            try take(door, kind(of: name), path: files + "/" + name)
        }
    }

    /// Bills a month and releases the bills: one plans and calculates, another approves.
    package func bill(
        month index: Int, in door: Door,
        report: @escaping Progress.Report = { _ in }
    ) async throws -> RunReview {
        let policy = try door.read(.readBooks) { try $0.billingPolicy(on: try $0.businessDay()) }
        let id = try PlanRun(door)(
            through: town.months.lastDay(index), slaDays: policy.slaDays,
            batchSize: policy.batchSize)
        try await CalculateRun(door, workers: workers)(run: id, report: report)
        let manager = ReviewRun(Door(door.installation, as: BuildDemo.manager))
        try manager.approve(run: id, reason: "Control totals agree")
        try ReleaseRun(door, paymentDays: policy.paymentDays)(run: id)
        try WriteRows(door)(report: { _ in })
        return try manager(run: id)
    }

    private func write(_ name: String, _ bytes: [UInt8], names: inout [String]) throws {
        try WholeFile.write(bytes, to: files + "/" + name)
        names.append(name)
    }

    @discardableResult
    private func take(
        _ door: Door, _ kind: ImportKind, path: String
    ) throws -> ImportReport {
        try ImportFile(door)(kind, path)
    }

    /// Real meter data stands beside the books, for the one supply point it belongs to.
    private func takeRealFiles(_ door: Door) throws {
        let real = books + "/real"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: real)) ?? []
        for name in names.sorted() where name.lowercased().hasSuffix(".csv") {
            try take(door, .readings, path: real + "/" + name)
        }
    }

    private func kind(of name: String) -> ImportKind {
        let stem = name.prefix { $0 != "." }
        let kinds: [(String, ImportKind)] = [
            ("schemes", .schemes), ("customers", .customers), ("premises", .premises),
            ("supply_points", .supplyPoints), ("meters", .meters), ("agreements", .agreements),
            ("properties", .properties), ("policy", .policy),
        ]
        return kinds.first { stem.hasPrefix($0.0) }?.1 ?? .readings
    }
}
