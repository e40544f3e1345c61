package import Billing
import Foundation
package import Interchange
package import Measures
import Storage

/// One digest of all bills of a run, with what they come to: the same wherever and in whatever
/// pieces the bills were made.
///
/// SHA-256 over a line for each bill, `PREMISES ACCOUNT CURRENCY DIGEST` and a line feed, in order
/// of premises, account and currency.
package struct RunDigest: Sendable, Hashable {
    package let totals: ControlTotals
    package let digest: Digest

    /// Why outcome lines are not those of one run.
    package enum Refused: Error, Hashable, Sendable {
        /// Two bills of one account at one premises: a partition was taken twice.
        case billTwice(premises: Int64, account: Int64)
        case outcomeTwice(supplyPoint: Int64)
        /// A line that no partition was rated to.
        case line(Rejection, file: String)
    }

    /// Of the pages that a run has written; all of its batches must have one.
    package init(
        run id: Int64? = nil, _ door: Door, workers: Int = 2,
        report: @escaping Progress.Report = { _ in }
    ) async throws {
        let installation = try door.reading(.exportBooks)
        let (run, batches) = try installation.read { books in
            let run = try books.runRecord(id)
            return (run, try books.runs.batches(runID: run.id))
        }
        var sum = DigestSum()
        try await inOrder(
            batches, workers: workers, make: { try DigestSum(run.id, of: $0, in: installation) }
        ) { batch in
            try sum.add(batch)
            report(Progress(sum.totals.supplyPoints, of: run.supplyPoints, "supply points"))
        }
        self = try sum.finished()
    }

    /// Of the lines that partitions were rated to, in any order and any number of files.
    package init(ofLines paths: [String], workers: Int = 2) async throws {
        var sum = DigestSum()
        for path in paths {
            let file = try FileBytes(path, orPipe: true)
            let chunks = LineChunks { try file.fill($0) }
            try await inOrder(
                next: chunks.next, workers: workers,
                make: { chunk in
                    let (lines, rejections) = chunk.read { bytes, number throws(Rejection) in
                        try RatedLine(reading: bytes, line: number)
                    }
                    if let first = rejections.first { throw Refused.line(first, file: path) }
                    return DigestSum(lines)
                }
            ) { try sum.add($0) }
        }
        self = try sum.finished()
    }

    fileprivate init(totals: ControlTotals, digest: Digest) {
        self.totals = totals
        self.digest = digest
    }
}

/// What some bills and outcomes add to the digest of their run.
private struct DigestSum: Sendable {
    var totals = ControlTotals()
    private var bills: [DigestedBill] = []
    private var points: Set<Int64> = []
    /// A supply point with two outcomes.
    private var twice: Int64?

    init() {}

    /// Of the page of a batch.
    init(_ run: Int64, of batch: RunBatch, in installation: Installation) throws {
        let stored = try installation.read {
            try $0.runs.page(kind: .run, runID: run, batch: batch.number)
        }
        guard let stored else { throw RunProblem.batchesMissing([batch.number]) }
        let page = try RunPage(bytes: stored.content)
        totals.add(page)
        bills = page.bills.map { $0.digested(SHA256.function) }
        points = Set(page.outcomes.map(\.supplyPointID))
    }

    init(_ lines: [RatedLine]) {
        for line in lines {
            switch line {
            case .estimate: continue
            case .outcome(let outcome):
                totals.add(outcome)
                let isNew = points.insert(outcome.supplyPointID).inserted
                if !isNew { twice = outcome.supplyPointID }
            case .bill(let bill, let net, let tax, let lines, let isEstimated):
                totals.add(net: net, tax: tax, lines: lines, isEstimated: isEstimated)
                bills.append(bill)
            }
        }
    }

    mutating func add(_ other: DigestSum) throws {
        if let twice = other.twice ?? other.points.first(where: points.contains) {
            throw RunDigest.Refused.outcomeTwice(supplyPoint: twice)
        }
        totals.add(other.totals)
        bills += other.bills
        points.formUnion(other.points)
    }

    func finished() throws -> RunDigest {
        let ordered = bills.sorted()
        if let (bill, _) = zip(ordered, ordered.dropFirst()).first(where: { $0.isSame(as: $1) }) {
            throw RunDigest.Refused.billTwice(
                premises: bill.premisesID, account: bill.accountID)
        }
        let running = RunningDigest()
        for bill in ordered { Array(bill.line.utf8).withUnsafeBytes { running.update($0) } }
        return RunDigest(totals: totals, digest: running.finish())
    }
}
