import Billing
import Measures
package import Storage

extension CalculateRun {
    /// Starts a run and leaves its batches to the workers of the database. Gives the run.
    package func shareOut(run id: Int64? = nil, isDryRun: Bool = false) throws -> RunRecord {
        guard installation.isShared else { throw WorkRefused.notShared }
        return try installation.change(isDryRun: isDryRun) { books in
            let run = try books.calculating(id, by: actor)
            try books.shareOut(run)
            return try books.runRecord(run.id)
        }
    }

    /// Works on a run as one worker among others, until it is no longer being calculated.
    func together(_ id: Int64?, _ report: @escaping Progress.Report) async throws {
        let run = try shareOut(run: id)
        guard run.state == .calculating else { return }
        var way = Worker.Way(hands: workers)
        way.run = run.id
        let worker = try Worker(installation, way) { news in
            switch news {
            case .came(_, let points, let all): report(Progress(points, of: all, "supply points"))
            case .waiting(let error): waiting(error)
            default: break
            }
        }
        _ = try await worker()
        let ended = try installation.read { try $0.runRecord(run.id) }
        guard ended.state != .aborted else {
            throw RunRefused(state: .aborted, event: .allBatchesDone)
        }
    }
}

/// Why nobody can work here.
package enum WorkRefused: Error, Hashable, Sendable {
    /// The books are in a folder: its runs are calculated by one process.
    case notShared
    /// A worker needs a connection for each hand, and one to hear calls.
    case tooFewConnections(Int)
}
