import Billing
import Measures
import Rulebook
package import Storage

/// Bills the batches of a run that have no page yet, on all cores, one page after another.
///
/// Starting and resuming are the same: a batch whose page is there is not touched. Batches
/// are rated in any order and written in theirs, so that the chain of pages never depends on
/// the machine. In a database the run is shared with whoever else works on it (`Worker`).
package struct CalculateRun: Sendable {
    package let installation: Installation
    package let actor: String
    package let workers: Int
    /// Hears what a run in a database has to wait for.
    let waiting: @Sendable (any Error) -> Void

    package init(
        installation: Installation, actor: String, workers: Int = 2,
        waiting: @escaping @Sendable (any Error) -> Void = { _ in }
    ) {
        self.installation = installation
        self.actor = actor
        self.workers = max(1, workers)
        self.waiting = waiting
    }

    package func callAsFunction(
        run id: Int64? = nil, report: @escaping Progress.Report = { _ in }
    ) async throws {
        if installation.isShared { return try await together(id, report) }
        let work = try installation.write { try start(id, $0) }
        try await calculate(work, report) { try write($0, work) }
        try installation.write { books in
            let run = try books.runRecord(work.run.id)
            guard run.state == .calculating else { return }
            let written = try books.batchesWritten(kind: .run, runID: run.id)
            let missing = (1...run.batches).filter { !written.contains($0) }
            guard missing.isEmpty else { throw RunProblem.batchesMissing(missing) }
            try books.advance(run, by: .allBatchesDone, actor: actor)
        }
    }

    /// What the run would come to: batches without a page are rated, and nothing is kept.
    package func preview(
        run id: Int64? = nil, report: @escaping Progress.Report = { _ in }
    ) async throws -> RunReview {
        let work = try installation.tryOut { try start(id, $0) }
        var totals = try installation.read { try $0.controlTotals(runID: work.run.id) }
        try await calculate(work, report) { totals.add($0) }
        return try installation.read { try $0.review(of: work.run, totals: totals) }
    }

    /// What all batches of a run share.
    struct Work: Sendable {
        let basis: RunBasis
        let stewards: Stewards
        /// Estimated readings become known with this event.
        let event: Int64
        let batches: [RunBatch]

        var run: RunRecord { basis.run }
    }

    private func start(_ id: Int64?, _ books: Books) throws -> Work {
        let run = try books.calculating(id, by: actor)
        let event = try books.steps(runID: run.id).last { $0.state == .calculating }!.event
        let written = try books.batchesWritten(kind: .run, runID: run.id)
        return Work(
            basis: try RunBasis(run, books), stewards: Stewards(raised: run.plannedOn),
            event: event,
            batches: try books.batches(runID: run.id).filter { !written.contains($0.number) })
    }

    private func calculate(
        _ work: Work, _ report: @escaping Progress.Report, keep: (RunPage) throws -> Void
    ) async throws {
        var done = work.run.supplyPoints - work.batches.reduce(0) { $0 + $1.supplyPoints }
        try await inOrder(
            work.batches, workers: workers, make: { try work.basis.page($0, installation) }
        ) { page in
            try keep(page)
            done += page.outcomes.count
            report(Progress(done, of: work.run.supplyPoints, "supply points"))
        }
    }

    /// Another process that calculates the same run may have been here: its page is the same.
    private func write(_ page: RunPage, _ work: Work) throws {
        let bytes = page.bytes
        try installation.write { books in
            if try books.hasPage(kind: .run, runID: page.runID, batch: page.batch) { return }
            _ = try books.appendPage(
                kind: .run, runID: page.runID, batch: page.batch, content: bytes)
            try books.insertRows(
                of: page, raisedOn: work.run.plannedOn, event: work.event,
                steward: work.stewards.steward)
        }
    }
}
