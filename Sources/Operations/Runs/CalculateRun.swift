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
    /// Told to leave it keeps the batches in hand and throws `LeftEarly`.
    package let leave: Leave
    /// Hears what a run in a database has to wait for.
    let waiting: @Sendable (any Error) -> Void

    package init(
        installation: Installation, actor: String, workers: Int = 2, leave: Leave = Leave(),
        waiting: @escaping @Sendable (any Error) -> Void = { _ in }
    ) {
        self.installation = installation
        self.actor = actor
        self.workers = max(1, workers)
        self.leave = leave
        self.waiting = waiting
    }

    /// Returns once all pages are durable; their rows follow (`Installation.writeRowsDue`).
    /// Gives what they add up to, without the run before and without what the law misses.
    @discardableResult
    package func callAsFunction(
        run id: Int64? = nil, report: @escaping Progress.Report = { _ in }
    ) async throws -> RunReview {
        let number = try number(id)
        if installation.isShared { return try await together(number, report) }
        let (work, before) = try installation.write(rows: .before(run: number)) { books in
            (try start(number, books), try books.controlTotals(runID: number))
        }
        var totals = before
        try await calculate(work, report) { page in
            try write(page, work)
            totals.add(page)
        }
        return try installation.write(rows: .none) { books in
            try finish(try books.runRecord(number), books)
            return RunReview(run: try books.runRecord(number), totals: totals)
        }
    }

    private func finish(_ run: RunRecord, _ books: Books) throws {
        guard run.state == .calculating else { return }
        let written = try books.batchesWritten(kind: .run, runID: run.id)
        let missing = (1...run.batches).filter { !written.contains($0) }
        if leave.isTold, !missing.isEmpty { throw leftEarly(run, written.count) }
        guard missing.isEmpty else { throw RunProblem.batchesMissing(missing) }
        try books.advance(run, by: .allBatchesDone, actor: actor)
    }

    func leftEarly(_ run: RunRecord, _ done: Int) -> LeftEarly {
        LeftEarly(.calculating(run: run.id), done: done, of: run.batches)
    }

    private func number(_ id: Int64?) throws -> Int64 {
        try installation.read(rows: .none) { try $0.runRecord(id).id }
    }

    /// What the run would come to: batches without a page are rated, and nothing is kept.
    package func preview(
        run id: Int64? = nil, report: @escaping Progress.Report = { _ in }
    ) async throws -> RunReview {
        let number = try number(id)
        let work = try installation.tryOut(rows: .before(run: number)) { try start(number, $0) }
        var totals = try installation.read(rows: .none) {
            try $0.controlTotals(runID: work.run.id)
        }
        try await calculate(work, report) { totals.add($0) }
        return RunReview(run: work.run, totals: totals)
    }

    /// What all batches of a run share.
    struct Work: Sendable {
        let basis: RunBasis
        /// Estimated readings become known with this event.
        let event: Int64
        let batches: [RunBatch]

        var run: RunRecord { basis.run }
    }

    private func start(_ id: Int64, _ books: Books) throws -> Work {
        let run = try books.calculating(id, by: actor)
        let event = try books.steps(runID: run.id).last { $0.state == .calculating }!.event
        let written = try books.batchesWritten(kind: .run, runID: run.id)
        return Work(
            basis: try RunBasis(run, books), event: event,
            batches: try books.batches(runID: run.id).filter { !written.contains($0.number) })
    }

    private func calculate(
        _ work: Work, _ report: @escaping Progress.Report, keep: (RunPage) throws -> Void
    ) async throws {
        var done = work.run.supplyPoints - work.batches.reduce(0) { $0 + $1.supplyPoints }
        var batches = work.batches.makeIterator()
        try await inOrder(
            next: { leave.isTold ? nil : batches.next() }, workers: workers,
            make: { try work.basis.page($0, installation) }
        ) { page in
            try keep(page)
            done += page.outcomes.count
            report(Progress(done, of: work.run.supplyPoints, "supply points"))
        }
    }

    /// Another process that calculates the same run may have been here: its page is the same.
    private func write(_ page: RunPage, _ work: Work) throws {
        let content = page.bytes
        try installation.write(rows: .none) { books in
            if try books.hasPage(kind: .run, runID: page.runID, batch: page.batch) { return }
            try books.commit(page, content: content, event: work.event)
        }
    }
}
