import Billing
import Measures
import Rulebook
package import Storage

/// Bills the batches of a run that have no page yet, on all cores, one page after another.
///
/// Starting and resuming are the same: a batch whose page is there is not touched. Batches
/// are rated in any order and written in theirs, so that the chain of pages never depends on
/// the machine.
package struct CalculateRun: Sendable {
    package let installation: Installation
    package let actor: String
    package let workers: Int

    package init(installation: Installation, actor: String, workers: Int = 2) {
        self.installation = installation
        self.actor = actor
        self.workers = max(1, workers)
    }

    package func callAsFunction(
        run id: Int64? = nil, report: @escaping Progress.Report = { _ in }
    ) async throws {
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
        let run: RunRecord
        let rules: RunRules
        let stewards: Stewards
        let schemes: [String: Int]
        /// Estimated readings become known with this event.
        let event: Int64
        let batches: [RunBatch]
    }

    private func start(_ id: Int64?, _ books: Books) throws -> Work {
        var run = try books.runRecord(id)
        if run.state == .planned {
            try books.advance(run, by: .start, actor: actor)
            run = try books.runRecord(run.id)
        }
        guard run.state == .calculating else {
            throw RunRefused(state: run.state, event: .start)
        }
        let event = try books.steps(runID: run.id).last { $0.state == .calculating }!.event
        let rules = try books.runRules(for: run)
        let written = try books.batchesWritten(kind: .run, runID: run.id)
        return Work(
            run: run, rules: rules, stewards: Stewards(raised: run.plannedOn),
            schemes: Dictionary(
                uniqueKeysWithValues: rules.schemes.enumerated().map { ($1.code, $0) }),
            event: event,
            batches: try books.batches(runID: run.id).filter { !written.contains($0.number) })
    }

    /// A bounded window of batches is rated ahead of the page being written.
    private func calculate(
        _ work: Work, _ report: @escaping Progress.Report, keep: (RunPage) throws -> Void
    ) async throws {
        var done = work.run.supplyPoints - work.batches.reduce(0) { $0 + $1.supplyPoints }
        try await withThrowingTaskGroup(of: (Int, RunPage).self) { group in
            var waiting: [Int: RunPage] = [:]
            var (next, due) = (0, 0)
            func send() {
                guard next < work.batches.count else { return }
                let (index, batch) = (next, work.batches[next])
                group.addTask { (index, try page(batch, work)) }
                next += 1
            }
            for _ in 0..<workers + 2 { send() }
            while let (index, page) = try await group.next() {
                waiting[index] = page
                while let ready = waiting.removeValue(forKey: due) {
                    try keep(ready)
                    done += ready.outcomes.count
                    report(Progress(done, of: work.run.supplyPoints, "supply points"))
                    due += 1
                    send()
                }
            }
        }
    }

    /// Rates one batch: reads its facts, bills each point, puts the bills together.
    private func page(_ batch: RunBatch, _ work: Work) throws -> RunPage {
        let scope = PointScope(
            premises: batch.premises, known: Knowledge(at: work.run.plannedEvent),
            schemes: work.schemes, through: work.run.through)
        let facts = try installation.read { try $0.pointFacts(scope) }
        var page = PageMaking(runID: work.run.id, batch: batch.number, rules: work.rules)
        for point in facts { page.add(point) }
        return page.finished()
    }

    private func write(_ page: RunPage, _ work: Work) throws {
        let bytes = page.bytes
        try installation.write { books in
            _ = try books.appendPage(
                kind: .run, runID: page.runID, batch: page.batch, content: bytes)
            try books.insertRows(
                of: page, raisedOn: work.run.plannedOn, event: work.event,
                steward: work.stewards.steward)
        }
    }
}
