import Billing
import Foundation
import Interchange
package import Measures
package import Storage

/// Writes a run's rules and facts as files, by which its bills can be made anywhere: `rules.json`
/// and a file of lines for each batch. `Docs/rate-partition.md` says what stands in them.
///
/// The facts are those known when the run was planned, whatever became of it since. `rules.json`
/// is written last: a folder without it is not whole.
package struct ExportFacts: Sendable {
    let door: Door
    package let workers: Int

    /// Why nothing is exported.
    package enum Refused: Error, Hashable, Sendable {
        case folderNotEmpty(String)
    }

    package struct Exported: Sendable, Hashable {
        package let run: RunRecord
        package var premises = 0
        package var supplyPoints = 0
        package var bytes = 0
        /// Of the rules, as the lines carry its first digits.
        package let rules: Digest
    }

    package init(_ door: Door, workers: Int = 2) {
        self.door = door
        self.workers = max(1, workers)
    }

    package func callAsFunction(
        run id: Int64? = nil, to folder: String,
        report: @escaping Progress.Report = { _ in }
    ) async throws -> Exported {
        let (inputs, batches, rules) = try door.read(.exportBooks) { try frozen(id, $0) }
        try makeFolder(folder)
        let stamp = rules.digest(SHA256.function)
        var exported = Exported(run: inputs.run, rules: stamp)
        try await inOrder(
            batches, workers: workers, make: { try lines(of: $0, inputs, stamp.short) }
        ) { batch in
            try WholeFile.write(batch.bytes, to: "\(folder)/facts/\(batch.name)")
            exported.premises += batch.premises
            exported.supplyPoints += batch.supplyPoints
            exported.bytes += batch.bytes.count
            report(
                Progress(exported.supplyPoints, of: inputs.run.supplyPoints, "supply points"))
        }
        try WholeFile.write(
            Array(rules.text(SHA256.function).utf8), to: folder + "/rules.json")
        return exported
    }

    /// What the plan of the run froze.
    private func frozen(
        _ id: Int64?, _ books: Books
    ) throws -> (RunInputs, [RunBatch], RulesFile) {
        let run = try books.runRecord(id)
        return (
            try RunInputs(run, books), try books.runs.batches(runID: run.id),
            try books.rulesFile(for: run)
        )
    }

    private func makeFolder(_ folder: String) throws {
        let held = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        guard held.isEmpty else { throw Refused.folderNotEmpty(folder) }
        try WholeFile.makeFolder(folder + "/facts")
    }

    private struct BatchFile: Sendable {
        let name: String
        let premises: Int
        let supplyPoints: Int
        let bytes: [UInt8]
    }

    private func lines(
        of batch: RunBatch, _ inputs: RunInputs, _ stamp: String
    ) throws -> BatchFile {
        let facts = try door.read(.exportBooks) { try inputs.facts(batch.premises, $0) }
        let premises = facts.byPremises
        var bytes: [UInt8] = []
        for (index, points) in premises.enumerated() {
            let line = FactsLine(
                rules: stamp, batch: batch.number, index: index + 1, points: Array(points))
            bytes += line.bytes(inputs.rules.schemes, SHA256.function)
        }
        let number = String(batch.number)
        let zeroes = String(repeating: "0", count: max(0, 5 - number.count))
        return BatchFile(
            name: zeroes + number + ".jsonl", premises: premises.count,
            supplyPoints: facts.count, bytes: bytes)
    }
}

extension [PointFacts] {
    /// The points of each premises; they stand in order of their premises.
    fileprivate var byPremises: [ArraySlice<PointFacts>] {
        var slices: [ArraySlice<PointFacts>] = []
        var rest = self[...]
        while let premises = rest.first?.supplyPoint.premisesID {
            slices.append(rest.prefix { $0.supplyPoint.premisesID == premises })
            rest = rest.dropFirst(slices[slices.count - 1].count)
        }
        return slices
    }
}
