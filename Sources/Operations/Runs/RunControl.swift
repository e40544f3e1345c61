import Access
import Billing
import Measures
package import Storage

/// What a request about a run is refused for.
package enum RunProblem: Error, Hashable, Sendable {
    case noSuchRun(Int64)
    case noRuns
    /// The person who calculated a run may not approve it (rule D1.6).
    case sameperson(actor: String)
    case batchesMissing([Int])
    case controlTotals(String)
    /// Planned by a later program, with rules that this one does not have.
    case ruleVersionUnknown(run: Int64, version: Int)
    /// Billed by rules that took every currency for one of hundredths.
    case currencyOfOldRules(run: Int64, currency: String)
    /// What the law makes a bill show is missing (rules D3): the rules, by scheme.
    case contentMissing([RunContent.Row])
}

extension Books {
    /// The run of that number; the last one for nil.
    package func runRecord(_ id: Int64?) throws -> RunRecord {
        guard let id else {
            guard let last = try runs.all().last else { throw RunProblem.noRuns }
            return last
        }
        guard let run = try runs.run(id) else { throw RunProblem.noSuchRun(id) }
        return run
    }

}

extension JourneyStep {
    /// A run that is being calculated; a planned one is started.
    func calculating(_ id: Int64?) throws -> RunRecord {
        let run = try books.runRecord(id)
        if run.state == .planned { try advance(run, by: .start) }
        let started = try books.runRecord(run.id)
        guard started.state == .calculating else {
            throw RunRefused(state: started.state, event: .start)
        }
        return started
    }

    /// Brings a run to the state that `event` leads to, on record; refused where it leads nowhere.
    @discardableResult
    func advance(
        _ run: RunRecord, by event: RunEvent, because reason: String = ""
    ) throws -> Int64 {
        let next = try run.state.after(event)
        let id = try record(
            "run-\(event.rawValue)", of: Subject(.run, run.id), because: reason)
        if next != run.state { try books.runs.step(runID: run.id, to: next, event: id) }
        return id
    }
}
