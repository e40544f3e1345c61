import Access
package import Billing
package import Measures
import Rulebook
package import Storage

/// Freezes what a run will bill: its last day, its batches, and what is known now.
package struct PlanRun: Sendable {
    let door: Door

    package init(_ door: Door) { self.door = door }

    /// Why a run cannot be planned.
    package enum Refused: Error, Hashable, Sendable {
        /// Another run is neither released nor aborted; a supply point is in one run at a time.
        case runOpen(id: Int64, state: RunState)
        case nothingToBill
        case throughInFuture(through: Day, today: Day)
        /// A run never goes back behind one that is released. The same day again is a catch-up:
        /// it bills what was held and has been cleared (rule D1.2), and nothing twice.
        case goesBack(released: Day, through: Day)
    }

    /// Plans a run to bill through a day, due within `slaDays` days of today. Gives its number.
    package func callAsFunction(
        through: Day, slaDays: Int = 5, batchSize: Int = 2000
    ) throws -> Int64 {
        try door.step(.calculateRuns, rows: .none) { step in
            try plan(through, slaDays: slaDays, batchSize: batchSize, step).id
        }
    }

    /// The run as it would be planned; nothing is kept.
    package func preview(
        through: Day, slaDays: Int = 5, batchSize: Int = 2000
    ) throws -> RunRecord {
        try door.step(.calculateRuns, isDryRun: true, rows: .none) { step in
            try plan(through, slaDays: slaDays, batchSize: batchSize, step)
        }
    }

    private func plan(
        _ through: Day, slaDays: Int, batchSize: Int, _ step: JourneyStep
    ) throws -> RunRecord {
        let books = step.books
        try books.maintenance.refuseStrays(.plan)
        let today = try books.businessDay()
        guard through <= today else {
            throw Refused.throughInFuture(through: through, today: today)
        }
        try refuseSecondRun(books, through)
        let batches = try books.runs.cutBatches(try books.events.knowledgeNow(), size: batchSize)
        guard !batches.isEmpty else { throw Refused.nothingToBill }
        let event = try step.record(
            "run-plan",
            of: Subject(
                .run, (try books.runs.all().last?.id ?? 0) + 1,
                described: "bills through \(through)"))
        let id = try books.runs.insertRun(
            through: through, slaDay: today + slaDays, event: event, batches: batches)
        return try books.runRecord(id)
    }

    private func refuseSecondRun(_ books: Books, _ through: Day) throws {
        for run in try books.runs.all() {
            switch run.state {
            case .aborted: continue
            case .released:
                if run.through > through {
                    throw Refused.goesBack(released: run.through, through: through)
                }
            default: throw Refused.runOpen(id: run.id, state: run.state)
            }
        }
    }
}
