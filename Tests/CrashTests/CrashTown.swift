import DemoTown
import Foundation
import Measures
import Operations
import Storage
import TestCluster

/// A small town with three months billed, from which undisturbed and disturbed copies go on.
final class CrashTown {
    let folder: String
    let town = DemoTown(seed: 7, supplyPoints: 300)
    /// The months that the copies take in and bill.
    let months = 3..<5

    init() throws {
        folder = try Leftovers.folder("crash")
        try FileManager.default.createDirectory(
            atPath: folder + "/files", withIntermediateDirectories: true)
        for month in months {
            try town.month(town.months.firstDay(month)) { name, bytes in
                try Data(bytes).write(to: URL(fileURLWithPath: folder + "/files/" + name))
            }
        }
    }

    deinit { if !Leftovers.areKept { try? FileManager.default.removeItem(atPath: folder) } }

    /// Bills the months before, in batches so small that a run has twenty of them.
    func prepare() async throws {
        let installation = try await town.billed(
            months: months.lowerBound, batchSize: 15, in: folder)
        try installation.backup(to: folder + "/start.sqlite")
        try installation.close()
    }

    /// A new copy of the books as they were after three months.
    func copy(_ name: String) throws -> String {
        let data = folder + "/" + name
        _ = try Installation.restore(from: folder + "/start.sqlite", into: data)
        return data
    }

    /// The files of a month in the order in which they come in, with their kinds.
    func files(_ month: Int) throws -> [(kind: String, path: String)] {
        var files: [(String, String)] = []
        let kinds = ["customers", "agreements", "meters", "properties", "premises"]
        try town.month(town.months.firstDay(month)) { name, _ in
            let kind = kinds.first { name.hasPrefix($0) }
            let points = name.hasPrefix("supply_points") ? "supply-points" : "readings"
            files.append((kind ?? points, folder + "/files/" + name))
        }
        return files
    }
}
