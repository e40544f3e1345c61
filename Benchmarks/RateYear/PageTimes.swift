import Billing
import Foundation
import Measures
import Operations
import Storage

/// Makes the pages of a planned run in memory, from facts that are loaded before: what validation,
/// rating, checks, proofs and page bytes cost, without a query and without a row.
///
/// Usage: plumbline-bench pages FOLDER [TIMES]. One line for points with dials, with interval channels, and
/// for all of them: microseconds of cpu a point, the fastest of so many times, and a digest of the pages' bytes.
struct PageTimes {
    private let run: RunRecord
    private let rules: RunRules
    private let batches: [[PointFacts]]

    static func main(_ arguments: [String]) throws {
        guard let folder = arguments.first else {
            print("usage: plumbline-bench pages FOLDER [TIMES]")
            exit(64)
        }
        let times = arguments.dropFirst().first.flatMap { Int($0) } ?? 3
        let pages = try PageTimes(Installation.open(folder))
        pages.say("dials", times) { $0.registers.allSatisfy { $0.register.kind == .register } }
        pages.say("channels", times) { $0.registers.contains { $0.register.kind != .register } }
        pages.say("all", times) { _ in true }
    }

    private init(_ installation: Installation) throws {
        (run, rules, batches) = try installation.read { books in
            let run = try books.runRecord(nil)
            let basis = try RunInputs(run, books)
            let batches = try books.runs.batches(runID: run.id).map {
                try basis.facts($0.premises, books)
            }
            return (run, basis.rules, batches)
        }
    }

    private func say(_ kind: String, _ times: Int, _ isMeant: (PointFacts) -> Bool) {
        let batches = batches.map { $0.filter(isMeant) }
        let points = batches.reduce(0) { $0 + $1.count }
        guard points > 0 else { return }
        var (fastest, size, digest) = (Double.infinity, 0, RunningDigest())
        for _ in 0..<max(1, times) {
            (size, digest) = (0, RunningDigest())
            let clock = Clock()
            for (index, facts) in batches.enumerated() {
                let page = RunPage(of: facts, runID: run.id, batch: index + 1, rules: rules)
                let bytes = page.bytes
                size += bytes.count
                bytes.withUnsafeBytes(digest.update)
            }
            fastest = min(fastest, clock.spent().1)
        }
        let each = String(format: "%.2f", fastest / Double(points) * 1e6)
        let whole = digest.finish()
        print(
            """
            {"points": "\(kind)", "count": \(points), "cpu_us_a_point": \(each), \
            "bytes": \(size), "digest": "\(whole)"}
            """)
    }
}
