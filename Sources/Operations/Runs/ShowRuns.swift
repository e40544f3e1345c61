import Billing
package import Storage

/// Runs as they stand.
package struct ShowRuns: Sendable {
    let door: Door

    package init(_ door: Door) { self.door = door }

    package func all() throws -> [RunStatus] {
        try door.read(.readBooks, rows: .none) { books in
            try books.runs.all().map { run in
                RunStatus(
                    run: run,
                    written: try books.runs.batchesWritten(kind: .run, runID: run.id).count,
                    work: try books.work.overview(of: run))
            }
        }
    }

    /// A run by its number; the last one unless one is named.
    package func run(_ id: Int64?) throws -> RunRecord {
        try door.read(.readBooks, rows: .none) { try $0.runRecord(id) }
    }

    /// The numbers that its bills got at its release.
    package func numbers(ofRun id: Int64) throws -> [NumberSpan] {
        try door.read(.readBooks, rows: .none) { try $0.runs.numbers(ofRun: id) }
    }

    /// What the law makes its bills show, and what is missing.
    package func content(of id: Int64?) throws -> RunContent {
        try door.read(.readBooks) { books in try books.content(of: try books.runRecord(id)) }
    }

    /// The runs that workers share, and who has what in hand.
    package func work() throws -> [WorkOverview] {
        try door.read(.readBooks) { books in
            try books.runs.all().compactMap { try books.work.overview(of: $0) }
        }
    }

    /// The run, where it waits for release and the caller is who approved it.
    package func approvedByCaller(_ id: Int64?) throws -> Int64? {
        try door.read(.readBooks, rows: .none) { books in
            let run = try books.runRecord(id)
            let step = try books.runs.steps(runID: run.id).last { $0.state == .approved }
            guard run.state == .approved, let step else { return nil }
            let checker = try books.acts.caller(ofEvent: step.event)
            return door.caller.isSame(as: checker, comparingNames: ==) ? run.id : nil
        }
    }
}

/// A run, how many of its batches have their page, and who works on it.
package struct RunStatus: Sendable {
    package let run: RunRecord
    package let written: Int
    /// Nil where it is not shared out.
    package let work: WorkOverview?
}

extension RunRecord {
    /// Nothing is left to calculate, and the run was not given up.
    package var isCalculated: Bool { [.review, .approved, .released].contains(state) }
    package var isReleased: Bool { state == .released }
    package var isReleasing: Bool { state == .releasing }
}
