import Billing
import Foundation
import Interchange
import Measures
import Storage

/// Bills the premises of a stream of lines by the rules of an exported run, far from the books:
/// no database, no clock, and nothing of one premises depends on another.
///
/// Lines come out in the order in which they went in. A line that cannot be read is told and left
/// out; the others go on.
package struct RatePartition: Sendable {
    private let rules: RunRules
    private let run: Int64
    private let stamp: String
    private let workers: Int

    /// How many lines there were, and how many of them could not be read.
    package struct Tally: Sendable, Hashable {
        package var lines = 0
        package var rejected = 0
    }

    /// By the rules in the file of that name; throws `FileRefused` or `Rejection` for one that
    /// cannot be read or was changed, `RulesDamaged` for rules that this program cannot use.
    package init(rules path: String, workers: Int) throws {
        let bytes = try FileBytes(path).all(limit: 256 << 20)
        let file = try RulesFile(reading: bytes, SHA256.function)
        rules = try RunRules(file)
        run = file.run
        stamp = file.digest(SHA256.function).short
        self.workers = max(1, workers)
    }

    /// `write` is given whole lines, `reject` why a line was left out: line, field, value, rule.
    package func callAsFunction(
        _ input: FileBytes, write: ([UInt8]) throws -> Void, reject: (String) throws -> Void
    ) async throws -> Tally {
        let chunks = LineChunks { try input.fill($0) }
        var tally = Tally()
        try await inOrder(next: chunks.next, workers: workers, make: rate) { rated in
            for rejection in rated.rejections { try reject(rejection.description) }
            tally.lines += rated.lines
            tally.rejected += rated.rejections.count
            if !rated.bytes.isEmpty { try write(rated.bytes) }
        }
        return tally
    }

    private struct Rated: Sendable {
        let lines: Int
        let bytes: [UInt8]
        let rejections: [Rejection]
    }

    @Sendable private func rate(_ chunk: LineChunks.Chunk) -> Rated {
        var seen: Set<Int64> = []
        let (lines, rejections) = chunk.read { bytes, number throws(Rejection) in
            let line = try FactsLine(
                reading: bytes, line: number, rules: stamp, rules.schemes, SHA256.function)
            let premises = line.points[0].supplyPoint.premisesID
            guard seen.insert(premises).inserted else {
                throw Rejection(
                    line: number, field: "premises", value: "\(premises)",
                    rule: "a premises stands on one line, with all its supply points",
                    advice: "Leave the second line out")
            }
            return line
        }
        let points = lines.flatMap(\.points)
        let page = RunPage(of: points, runID: run, batch: 0, rules: rules)
        return Rated(
            lines: chunk.lines.count, bytes: RatedLines.bytes(page, of: lines, SHA256.function),
            rejections: rejections)
    }
}
