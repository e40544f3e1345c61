package import Billing
import Measures
package import Storage

/// The control totals of a run beside those of the run before it (rule D1.8).
package struct RunReview: Sendable {
    package let run: RunRecord
    package let totals: ControlTotals
    package let previous: ControlTotals?
    /// Postings that the bills would make: zero for each currency.
    package let unbalanced: [String: Int64]
    /// What the law misses on its bills and keeps it from being approved (rules D3).
    package let missing: [RunContent.Row]
}

package struct ReviewRun: Sendable {
    package let installation: Installation
    package let actor: String

    package init(installation: Installation, actor: String) {
        self.installation = installation
        self.actor = actor
    }

    /// What the pages of a run add up to. Does not change the run.
    package func callAsFunction(run id: Int64? = nil) throws -> RunReview {
        try installation.read { books in
            let run = try books.runRecord(id)
            let totals = try books.controlTotals(runID: run.id)
            let missing = run.state == .review ? try books.content(of: run).missing : []
            return try books.review(of: run, totals: totals, missing: missing)
        }
    }

    /// Approves the run: a second person, totals that add up, and bills that show what the law
    /// demands. A dry run only checks.
    package func approve(
        run id: Int64? = nil, reason: String, isDryRun: Bool = false
    ) throws {
        try installation.change(isDryRun: isDryRun) { books in
            let run = try books.runRecord(id)
            let calculated = try books.steps(runID: run.id).last { $0.state == .calculating }
            guard calculated?.actor != actor else { throw RunProblem.sameperson(actor: actor) }
            let totals = try books.controlTotals(runID: run.id)
            guard totals.supplyPoints == run.supplyPoints else {
                throw RunProblem.controlTotals(
                    "\(totals.supplyPoints) outcomes for \(run.supplyPoints) supply points")
            }
            try books.advance(run, by: .approve, actor: actor, because: reason)
            try books.refuseMissingContent(run)
        }
    }

    /// Gives the run up before release: its bills never get a number, its estimates end.
    /// A dry run only checks. Gives the run's number.
    @discardableResult
    package func abort(
        run id: Int64? = nil, reason: String, isDryRun: Bool = false
    ) throws -> Int64 {
        try installation.change(isDryRun: isDryRun) { books in
            let run = try books.runRecord(id)
            let event = try books.advance(run, by: .abort, actor: actor, because: reason)
            try books.takeBackWork(of: run)
            try books.endEstimates(ofRun: run.id, event: event)
            return run.id
        }
    }
}

extension Books {
    /// Totals of a run beside those of the last one released before it.
    func review(
        of run: RunRecord, totals: ControlTotals, missing: [RunContent.Row] = []
    ) throws -> RunReview {
        let before = try runs().last { $0.id < run.id && $0.state == .released }
        return RunReview(
            run: run, totals: totals,
            previous: try before.map { try controlTotals(runID: $0.id) }, unbalanced: [:],
            missing: missing)
    }

    /// Throws where the law misses something on the bills of a run.
    func refuseMissingContent(_ run: RunRecord) throws {
        let missing = try content(of: run).missing
        guard missing.isEmpty else { throw RunProblem.contentMissing(missing) }
    }

    /// Approval looked at the bills: with the same words, on the same day, they still hold.
    func hasContentOfApproval(_ run: RunRecord) throws -> Bool {
        guard let approved = try steps(runID: run.id).last(where: { $0.state == .approved }),
            approved.day == (try businessDay())
        else { return false }
        return try policy(known: Knowledge(at: approved.event)) == (try policy())
    }

    /// Control totals from the pages themselves.
    package func controlTotals(runID: Int64) throws -> ControlTotals {
        var totals = ControlTotals()
        for batch in try batchesWritten(kind: .run, runID: runID).sorted() {
            guard let page = try page(kind: .run, runID: runID, batch: batch) else { continue }
            totals.add(try RunPage(bytes: page.content))
        }
        return totals
    }
}
