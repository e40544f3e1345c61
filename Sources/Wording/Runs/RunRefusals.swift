import Billing
import Documents
import Operations

// Refusals about runs, bills and findings as sentences: what is wrong, and what to do.

extension RunRefused: CustomStringConvertible {
    package var description: String {
        state == .released && event == .release
            ? "The run is released already. \(state.next)"
            : "The run is \(state.words), so it cannot be \(event.words). \(state.next)"
    }
}

extension WorkCancelled: CustomStringConvertible {
    /// What is kept, and how to go on.
    package var description: String {
        switch work {
        case .calculating(let run):
            "Run \(run) was told to leave: \(grouped(done)) of \(batches) are calculated and kept. "
                + "Go on with: plumbline run resume"
        case .releasing(let run):
            "Run \(run) was told to leave: the bills of \(grouped(done)) of \(batches) are numbered "
                + "and kept. Go on with: plumbline run resume"
        case .importing:
            "The import was told to leave: \(grouped(done)) of \(counted(all, "file")) are taken in, "
                + "the others are not, not in part either. Say the command again: it takes nothing "
                + "twice."
        }
    }

    private var batches: String { counted(all, "batch", plural: "batches") }
}

extension RunState {
    fileprivate var words: String {
        switch self {
        case .planned: "planned and not calculated"
        case .calculating: "being calculated"
        case .review: "waiting for review"
        case .approved: "approved and not released"
        case .releasing: "being released"
        case .released: "released"
        case .aborted: "given up"
        }
    }

    /// What can be done instead.
    fileprivate var next: String {
        switch self {
        case .planned: "Start it with: plumbline run start"
        case .calculating: "Finish it with: plumbline run resume"
        case .review: "A second person approves it with: plumbline run review --approve"
        case .approved: "Release it with: plumbline run release"
        case .releasing: "Finish it with: plumbline run resume"
        case .released, .aborted: "Plan the next one with: plumbline run plan"
        }
    }
}

extension RunEvent {
    fileprivate var words: String {
        switch self {
        case .start: "calculated"
        case .allBatchesDone: "put up for review"
        case .approve: "approved"
        case .reject: "rejected"
        case .release: "released"
        case .allReleased: "closed"
        case .abort: "given up"
        }
    }
}

extension RunProblem: CustomStringConvertible {
    package var description: String {
        switch self {
        case .noSuchRun(let id): "There is no run \(id). See: plumbline run status"
        case .noRuns: "There is no run yet. Plan one with: plumbline run plan"
        case .sameperson(let actor):
            "\(actor) calculated this run and may not approve it (rule D1.6). A second person "
                + "does, with --as NAME."
        case .batchesMissing(let numbers): Self.batchesMissing(numbers)
        case .ruleVersionUnknown(let run, let version):
            "Run \(run) was planned with rule version \(version) of a later program; this one has "
                + "up to \(RuleVersion.current.rawValue). Use the program that planned it, or a later "
                + "one."
        case .currencyOfOldRules(let run, let currency):
            "Run \(run) was billed by rules that took \(currency) for a currency of hundredths. "
                + "Bill its days again in books of their own."
        case .controlTotals(let what):
            "The control totals do not agree: \(what). Look with: plumbline doctor"
        case .contentMissing(let rows):
            "The bills may not go out: the law demands what they do not show.\n"
                + ContentText.missing(rows)
                + "Then look again with: plumbline run checklist"
        }
    }

    private static func batchesMissing(_ numbers: [Int]) -> String {
        (numbers.count == 1 ? "Batch " : "Batches ")
            + numbers.map(String.init).joined(separator: ", ")
            + (numbers.count == 1 ? " has" : " have")
            + " no page. Finish the calculation with: plumbline run resume"
    }
}

extension PlanRun.Refused: CustomStringConvertible {
    package var description: String {
        switch self {
        case .runOpen(let id, let state):
            "Run \(id) is \(state.words); a supply point is in one run at a time. \(state.next)"
        case .nothingToBill:
            "There is nothing to bill: no supply point is known. Import some first."
        case .throughInFuture(let through, let today):
            "\(through) is after today, \(today). Bill through a day that is over, or move the "
                + "business day on with: plumbline day set"
        case .goesBack(let released, let through):
            "Bills through \(released) are released; a run does not go back to \(through). Bill "
                + "what was held through \(released) or later."
        }
    }
}
