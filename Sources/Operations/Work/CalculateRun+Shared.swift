import Billing
import Measures
package import Storage

extension CalculateRun {
    /// Starts a run and leaves its batches to the workers of the database. Gives the run.
    package func shareOut(run id: Int64? = nil, isDryRun: Bool = false) throws -> RunRecord {
        guard door.isShared else { throw WorkRefused.notShared }
        return try door.step(.calculateRuns, isDryRun: isDryRun) { step in
            let run = try step.calculating(id)
            try step.shareOut(run)
            return try step.books.runRecord(run.id)
        }
    }

    /// Works on a run as one worker among others, until it is no longer being calculated. Gives
    /// what all of them did.
    func together(_ id: Int64, _ report: @escaping Progress.Report) async throws -> RunReview {
        let run = try shareOut(run: id)
        if run.state == .calculating { try await work(on: run, report) }
        return try door.read(.readBooks, rows: .none) { books in
            let run = try books.runRecord(id)
            guard run.state != .aborted else {
                throw RunRefused(state: .aborted, event: .allBatchesDone)
            }
            if cancellation.isRequested, run.state == .calculating {
                throw workCancelled(run, try books.runs.batchesWritten(kind: .run, runID: id).count)
            }
            return RunReview(run: run, totals: try books.controlTotals(runID: id))
        }
    }

    private func work(on run: RunRecord, _ report: @escaping Progress.Report) async throws {
        var way = Worker.Way(hands: workers)
        way.run = run.id
        let worker = try Worker(door, way) { news in
            switch news {
            case .came(_, let points, let all): report(Progress(points, of: all, "supply points"))
            case .waiting(let error): waiting(error)
            default: break
            }
        }
        cancellation.then { worker.cancel() }
        _ = try await worker()
    }
}

/// Why nobody can work here.
package enum WorkRefused: Error, Hashable, Sendable {
    /// The books are in a folder: its runs are calculated by one process.
    case notShared
    /// A worker needs a connection for each hand, and one to hear calls.
    case tooFewConnections(Int)
}
