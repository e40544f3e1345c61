package import Billing
import Measures
package import Storage

/// What the pages of a run follow from, and nothing else: its record, its rules, and the facts
/// as known. Calculating and replaying a run are the same step from here.
package struct RunInputs: Sendable {
    package let run: RunRecord
    package internal(set) var rules: RunRules
    package let known: Knowledge
    private let schemes: [String: Int]

    /// As known when the run was planned, unless other knowledge is given.
    package init(_ run: RunRecord, known: Knowledge? = nil, _ books: Books) throws {
        self.run = run
        self.known = known ?? Knowledge(at: run.plannedEvent)
        rules = try books.runRules(for: run, known: self.known)
        schemes = Dictionary(
            rules.schemes.enumerated().map { ($1.code, $0) },
            uniquingKeysWith: { first, _ in first })
    }

    /// The supply points of some premises with all that billing them depends on.
    package func facts(
        _ premises: ClosedRange<Int64>, _ books: Books
    ) throws -> [PointFacts] {
        try books.runs.pointFacts(scope(premises))
    }

    private func scope(_ premises: ClosedRange<Int64>) -> PointScope {
        PointScope(
            premises: premises, known: known, schemes: schemes, through: run.through, of: run,
            reachBack: rules.reachBack)
    }

    /// The page of a batch: reads its facts, bills each point, puts the bills together. What
    /// earlier runs left must have its rows; those of this run are not looked at.
    package func page(_ batch: RunBatch, _ installation: Installation) throws -> RunPage {
        let facts = try installation.read(rows: .none) { try self.facts(batch.premises, $0) }
        return RunPage(of: facts, runID: run.id, batch: batch.number, rules: rules)
    }

    /// A batch as it is stored: its page, the bytes of it, and what it comes to.
    func made(_ batch: RunBatch, _ installation: Installation) throws -> MadeBatch {
        let (facts, places) = try installation.read(rows: .none) {
            try $0.runs.batchFacts(scope(batch.premises))
        }
        let page = RunPage(of: facts, runID: run.id, batch: batch.number, rules: rules)
        return MadeBatch(page: page, figures: try PageFigures(of: page, places))
    }
}

/// What calculating a batch gives.
struct MadeBatch: Sendable {
    let page: RunPage
    let content: [UInt8]
    let figures: PageFigures

    init(page: RunPage, figures: PageFigures) {
        (self.page, self.figures) = (page, figures)
        content = page.bytes
    }
}

extension RunPage {
    /// The page that facts, in order of premises and point, and rules come to.
    package init(of facts: [PointFacts], runID: Int64, batch: Int, rules: RunRules) {
        var page = PageBuilder(runID: runID, batch: batch, rules: rules)
        for point in facts { page.add(point) }
        self = page.finished()
    }
}
