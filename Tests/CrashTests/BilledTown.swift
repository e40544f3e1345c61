import DemoTown
import Foundation
import Storage

@testable import Operations

extension DemoTown {
    /// Bills the first months in a folder, in batches so small that a run has twenty of them.
    func billed(months: Int, batchSize: Int, in folder: String) async throws -> Installation {
        let books = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Books/demo").path
        let demo = BuildDemo(folder: folder + "/start", books: books, town: self, workers: 2)
        let installation = try demo.start().installation
        let policy = folder + "/files/policy.yaml"
        try (DemoPolicy.text + "batch_size: \(batchSize)\n")
            .write(toFile: policy, atomically: true, encoding: .utf8)
        _ = try ImportFile(Door(installation, as: "tester"))(.policy, policy)
        for month in 0..<months {
            _ = try demo.take(month: month, into: Door(installation, as: BuildDemo.coordinator))
            _ = try await demo.bill(month: month, in: Door(installation, as: BuildDemo.coordinator))
        }
        return installation
    }
}
