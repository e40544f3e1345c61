package import Billing
import Measures
package import Storage

/// The control totals of a run beside those of the run before it (rule D1.8).
package struct RunReview: Sendable {
    package let run: RunRecord
    package let totals: ControlTotals
    package let previous: ControlTotals?
    /// What the law misses on its bills and keeps it from being approved (rules D3).
    package let missing: [RunContent.Row]

    init(
        run: RunRecord, totals: ControlTotals, previous: ControlTotals? = nil,
        missing: [RunContent.Row] = []
    ) {
        self.run = run
        self.totals = totals
        self.previous = previous
        self.missing = missing
    }
}

package struct ReviewRun: Sendable {
    let door: Door

    package init(_ door: Door) { self.door = door }

    /// What the pages of a run add up to. Does not change the run.
    package func callAsFunction(run id: Int64? = nil) throws -> RunReview {
        let number = try number(id)
        return try door.read(.readBooks, rows: .before(run: number)) { books in
            let run = try books.runRecord(number)
            guard run.state == .review else {
                return try books.review(of: run, totals: try books.controlTotals(runID: run.id))
            }
            let pages = try books.survey(run)
            return try books.review(of: run, totals: pages.totals, missing: pages.content.missing)
        }
    }

    /// Approves the run: a second person, totals that add up, and bills that show what the law
    /// demands. A dry run only checks. Gives what was approved.
    @discardableResult
    package func approve(
        run id: Int64? = nil, reason: String, isDryRun: Bool = false
    ) throws -> RunReview {
        let rows = ProjectionScope.before(run: try number(id))
        return try door.step(.approveRuns, isDryRun: isDryRun, rows: rows) { step in
            let books = step.books
            let run = try books.runRecord(id)
            try refuseOwnWork(run, books)
            _ = try run.state.after(.approve)
            let pages = try books.survey(run)
            guard pages.totals.supplyPoints == run.supplyPoints else {
                throw RunProblem.controlTotals(
                    "\(pages.totals.supplyPoints) outcomes for \(run.supplyPoints) supply points")
            }
            try step.advance(run, by: .approve, because: reason)
            try pages.content.refuseMissing()
            return try books.review(of: try books.runRecord(run.id), totals: pages.totals)
        }
    }

    /// Who calculated the run is somebody else: by identity, and in books without people by name.
    private func refuseOwnWork(_ run: RunRecord, _ books: Books) throws {
        guard
            let step = try books.runs.steps(runID: run.id).last(where: { $0.state == .calculating })
        else { return }
        let maker = try books.acts.caller(ofEvent: step.event)
        if door.caller.isSame(as: maker, comparingNames: { isSamePerson($0, $1) }) {
            throw RunProblem.sameperson(actor: door.caller.name)
        }
    }

    private func number(_ id: Int64?) throws -> Int64 {
        try door.read(.readBooks, rows: .none) { try $0.runRecord(id).id }
    }

    /// Gives the run up before release: its bills never get a number, its estimates end.
    /// A dry run only checks. Gives the run's number.
    @discardableResult
    package func abort(
        run id: Int64? = nil, reason: String, isDryRun: Bool = false
    ) throws -> Int64 {
        try door.step(.calculateRuns, isDryRun: isDryRun, rows: .none) { step in
            let books = step.books
            let run = try books.runRecord(id)
            let event = try step.advance(run, by: .abort, because: reason)
            try books.takeBackWork(of: run)
            try books.bills.endEstimates(ofRun: run.id, event: event)
            return run.id
        }
    }
}

extension Books {
    /// Totals of a run beside those of the last one released before it.
    func review(
        of run: RunRecord, totals: ControlTotals, missing: [RunContent.Row] = []
    ) throws -> RunReview {
        let before = try runs.all().last { $0.id < run.id && $0.state == .released }
        return RunReview(
            run: run, totals: totals,
            previous: try before.map { try controlTotals(runID: $0.id) }, missing: missing)
    }

    /// Approval looked at the bills: with the same words, on the same day, they still hold.
    func hasContentOfApproval(_ run: RunRecord) throws -> Bool {
        guard let approved = try runs.steps(runID: run.id).last(where: { $0.state == .approved }),
            approved.day == (try businessDay())
        else { return false }
        return try tariffs.policy(known: Knowledge(at: approved.event)) == (try tariffs.policy())
    }

    /// Control totals of the pages that a run has.
    package func controlTotals(runID: Int64) throws -> ControlTotals {
        var totals = ControlTotals()
        let written = try runs.batchesWritten(kind: .run, runID: runID)
        try forEachFigures(runID, in: written.sorted()) { totals.add($0.totals) }
        return totals
    }

    /// What the pages of batches come to, as it was noted with them; where that is missing or not
    /// whole it is worked out from the page.
    func forEachFigures(
        _ runID: Int64, in batches: [Int], _ body: (PageFigures) throws -> Void
    ) throws {
        let noted = try runs.figures(ofRun: runID)
        let written = try runs.batchesWritten(kind: .run, runID: runID)
        if let missing = batches.first(where: { !written.contains($0) }) {
            throw RunProblem.batchesMissing([missing])
        }
        for batch in batches { if let figures = noted[batch] { try body(figures) } }
        try forEachRunPage(runID, in: batches.filter { noted[$0] == nil }) { page in
            try body(try figuresWorkedOut(of: page))
        }
    }

    private func figuresWorkedOut(of page: RunPage) throws -> PageFigures {
        do {
            return try runs.figures(of: page)
        } catch let none as PageFigures.NoPlace {
            throw RunProblem.controlTotals("premises \(none.premisesID) has no scheme")
        }
    }

    /// The pages of batches, in their order; the next is decoded on another core meanwhile.
    func forEachRunPage(
        _ runID: Int64, in batches: [Int], _ body: (RunPage) throws -> Void
    ) throws {
        var decoded = Prefetch<RunPage>()
        for batch in batches {
            guard let stored = try runs.page(kind: .run, runID: runID, batch: batch) else {
                throw RunProblem.batchesMissing([batch])
            }
            let content = stored.content
            try decoded.make({ try RunPage(bytes: content) }, take: body)
        }
        try decoded.finish(take: body)
    }
}
