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
            let before = try books.runs().last { $0.id < run.id && $0.state == .released }
            return RunReview(
                run: run, totals: try books.controlTotals(runID: run.id),
                previous: try before.map { try books.controlTotals(runID: $0.id) },
                unbalanced: [:])
        }
    }

    /// Approves the run: a second person, and totals that add up.
    package func approve(run id: Int64? = nil, reason: String) throws {
        try installation.write { books in
            let run = try books.runRecord(id)
            let calculated = try books.steps(runID: run.id).last { $0.state == .calculating }
            guard calculated?.actor != actor else { throw RunProblem.sameperson(actor: actor) }
            let totals = try books.controlTotals(runID: run.id)
            guard totals.supplyPoints == run.supplyPoints else {
                throw RunProblem.controlTotals(
                    "\(totals.supplyPoints) outcomes for \(run.supplyPoints) supply points")
            }
            try books.advance(run, by: .approve, actor: actor, because: reason)
        }
    }

    /// Gives the run up before release: its bills never get a number, its estimates end.
    package func abort(run id: Int64? = nil, reason: String) throws {
        try installation.write { books in
            let run = try books.runRecord(id)
            let event = try books.advance(run, by: .abort, actor: actor, because: reason)
            try books.endEstimates(ofRun: run.id, event: event)
        }
    }
}

extension Books {
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
