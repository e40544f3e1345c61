import Billing
import Measures
import Rulebook
import Storage

/// Bills the batches of a run that have no page yet, on all cores, one page after another.
///
/// Starting and resuming are the same: a batch whose page is there is not touched. Batches
/// are rated in any order and written in theirs, so that the chain of pages never depends on
/// the machine. In a database the run is shared with whoever else works on it (`Worker`).
package struct CalculateRun: Sendable {
    let door: Door
    package let workers: Int
    /// Told to leave it keeps the batches in hand and throws `WorkCancelled`.
    package let cancellation: Cancellation
    /// Hears what a run in a database has to wait for.
    let waiting: @Sendable (any Error) -> Void

    package init(
        _ door: Door, workers: Int = 2,
        cancellation: Cancellation = Cancellation(),
        waiting: @escaping @Sendable (any Error) -> Void = { _ in }
    ) {
        self.door = door
        self.workers = max(1, workers)
        self.cancellation = cancellation
        self.waiting = waiting
    }

    /// Returns once all pages are durable; their rows follow (`Installation.writeRowsDue`).
    /// Gives what they add up to, without the run before and without what the law misses.
    @discardableResult
    package func callAsFunction(
        run id: Int64? = nil, report: @escaping Progress.Report = { _ in }
    ) async throws -> RunReview {
        let number = try number(id)
        if door.isShared { return try await together(number, report) }
        let (work, before) = try door.step(.calculateRuns, rows: .before(run: number)) { step in
            (try start(number, step), try step.books.controlTotals(runID: number))
        }
        var totals = before
        try await calculate(work, report, keep: { try write($0, work) }) { totals.add($0) }
        return try door.step(.calculateRuns, rows: .none) { step in
            try finish(try step.books.runRecord(number), step)
            return RunReview(run: try step.books.runRecord(number), totals: totals)
        }
    }

    private func finish(_ run: RunRecord, _ step: JourneyStep) throws {
        guard run.state == .calculating else { return }
        let written = try step.books.runs.batchesWritten(kind: .run, runID: run.id)
        let missing = (1...run.batches).filter { !written.contains($0) }
        if cancellation.isRequested, !missing.isEmpty { throw workCancelled(run, written.count) }
        guard missing.isEmpty else { throw RunProblem.batchesMissing(missing) }
        try step.advance(run, by: .allBatchesDone)
    }

    func workCancelled(_ run: RunRecord, _ done: Int) -> WorkCancelled {
        WorkCancelled(.calculating(run: run.id), done: done, of: run.batches)
    }

    private func number(_ id: Int64?) throws -> Int64 {
        try door.read(.readBooks, rows: .none) { try $0.runRecord(id).id }
    }

    /// What the run would come to: batches without a page are rated, and nothing is kept.
    package func preview(
        run id: Int64? = nil, report: @escaping Progress.Report = { _ in }
    ) async throws -> RunReview {
        let number = try number(id)
        let work = try door.step(.calculateRuns, isDryRun: true, rows: .before(run: number)) {
            try start(number, $0)
        }
        var totals = try door.read(.readBooks, rows: .none) {
            try $0.controlTotals(runID: work.run.id)
        }
        try await calculate(work, report, keep: { _ in }) { totals.add($0) }
        return RunReview(run: work.run, totals: totals)
    }

    /// What all batches of a run share.
    struct Work: Sendable {
        let inputs: RunInputs
        /// Estimated readings become known with this event.
        let event: Int64
        let batches: [RunBatch]

        var run: RunRecord { inputs.run }
    }

    private func start(_ id: Int64, _ step: JourneyStep) throws -> Work {
        let (run, books) = (try step.calculating(id), step.books)
        guard
            let event = try books.runs.steps(runID: run.id).last(where: { $0.state == .calculating }
            )?
            .event
        else { throw RunDamaged(runID: run.id) }
        let written = try books.runs.batchesWritten(kind: .run, runID: run.id)
        return Work(
            inputs: try RunInputs(run, books), event: event,
            batches: try books.runs.batches(runID: run.id).filter { !written.contains($0.number) })
    }

    private func calculate(
        _ work: Work, _ report: @escaping Progress.Report,
        keep: @escaping @Sendable (MadeBatch) throws -> Void, add: (ControlTotals) -> Void
    ) async throws {
        var done = work.run.supplyPoints - work.batches.reduce(0) { $0 + $1.supplyPoints }
        try await make(work, keep: keep) { totals in
            add(totals)
            done += totals.supplyPoints
            report(Progress(done, of: work.run.supplyPoints, "supply points"))
        }
    }

    /// Batches are made on all cores, and kept one after another on a thread of their own: nobody
    /// who rates waits for the disk.
    private func make(
        _ work: Work, keep: @escaping @Sendable (MadeBatch) throws -> Void,
        kept: (ControlTotals) -> Void
    ) async throws {
        let installation = try door.reading(.readBooks)
        var batches = work.batches.makeIterator()
        var keeping = Prefetch<ControlTotals>()
        defer { keeping.settle() }
        try await inOrder(
            next: { cancellation.isRequested ? nil : batches.next() }, workers: workers,
            make: { try work.inputs.made($0, installation) }
        ) { batch in
            let keepBatch = { @Sendable in
                try keep(batch)
                return batch.figures.totals
            }
            try keeping.make(keepBatch, take: kept)
        }
        try keeping.finish(take: kept)
    }

    /// Another process that calculates the same run may have been here: its page is the same.
    private func write(_ made: MadeBatch, _ work: Work) throws {
        let page = made.page
        try door.follow { books in
            if try books.runs.hasPage(kind: .run, runID: page.runID, batch: page.batch) { return }
            try books.runs.commit(
                page, content: made.content, figures: made.figures, event: work.event)
        }
    }
}
