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
    package func start() throws -> Installation {
        try FileManager.default.createDirectory(
            atPath: files, withIntermediateDirectories: true)
        let installation = try create(name: "Demo Utilities (made up)")
        var names: [String] = []
        try town.masterData { try write($0, $1, &names) }
        for name in names {
            if name.hasPrefix("agreements") { try take(installation, .tariffs, books) }
            try take(installation, kind(of: name), files + "/" + name)
        }
        try takeRealFiles(installation)
        return installation
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
        month index: Int, into installation: Installation
    ) throws -> [ImportReport] {
        let day = town.months.lastDay(index) + 3
        try installation.write { try $0.events.moveBusinessDay(to: day, by: BuildDemo.coordinator) }
        var names: [String] = []
        try town.month(town.months.firstDay(index)) { try write($0, $1, &names) }
        return try names.map { name in
            try take(installation, kind(of: name), files + "/" + name)
        }
    }

    /// Bills a month and releases the bills: one plans and calculates, another approves.
    package func bill(
        month index: Int, in installation: Installation,
        report: @escaping Progress.Report = { _ in }
    ) async throws -> RunReview {
        let policy = try installation.read { try $0.billingPolicy(on: try $0.businessDay()) }
        let coordinator = BuildDemo.coordinator
        let id = try PlanRun(installation: installation, actor: coordinator)(
            through: town.months.lastDay(index), slaDays: policy.slaDays,
            batchSize: policy.batchSize)
        try await CalculateRun(
            installation: installation, actor: coordinator, workers: workers)(
                run: id, report: report)
        let manager = ReviewRun(installation: installation, actor: BuildDemo.manager)
        try manager.approve(run: id, reason: "Control totals agree")
        try ReleaseRun(
            installation: installation, actor: coordinator, paymentDays: policy.paymentDays)(
                run: id)
        try installation.writeRowsDue()
        return try manager(run: id)
    }

    private func write(_ name: String, _ bytes: [UInt8], _ names: inout [String]) throws {
        try WholeFile.write(bytes, to: files + "/" + name)
        names.append(name)
    }

    @discardableResult
    private func take(
        _ installation: Installation, _ kind: ImportKind, _ path: String
    ) throws -> ImportReport {
        let options = ImportOptions(actor: BuildDemo.coordinator)
        return try ImportFile(installation, options: options)(kind, path)
    }

    /// Real meter data stands beside the books, for the one supply point it belongs to.
    private func takeRealFiles(_ installation: Installation) throws {
        let real = books + "/real"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: real)) ?? []
        for name in names.sorted() where name.lowercased().hasSuffix(".csv") {
            try take(installation, .readings, real + "/" + name)
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
