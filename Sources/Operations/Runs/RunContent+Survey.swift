import Billing
import Documents
import Measures
import Rulebook
package import Storage
import Supply

extension RunContent {
    /// Throws where the law misses something on the bills of the run.
    func refuseMissing() throws {
        guard missing.isEmpty else { throw RunProblem.contentMissing(missing) }
    }
}

extension Books {
    /// Checks the bills as they would be issued today: one of each shape is printed and asked.
    package func content(of run: RunRecord) throws -> RunContent { try survey(run).content }

    /// What the pages of a run come to, and what the law makes its bills show.
    func survey(_ run: RunRecord) throws -> (totals: ControlTotals, content: RunContent) {
        var (totals, kinds) = (ControlTotals(), BillKinds())
        try forEachFigures(run.id, in: try runs.batches(runID: run.id).map(\.number)) { page in
            totals.add(page.totals)
            kinds.add(page.kinds)
        }
        let survey = ContentSurvey(
            run: run, policy: try printingPolicy(of: run), issuedOn: try issueDay(of: run),
            kinds: kinds)
        return (totals, try survey.content(self))
    }

    /// Bills of a run, by id. Their pages are read once, one at a time.
    func bills(_ ids: Set<Int64>, ofRun id: Int64) throws -> [Int64: Bill] {
        var bills: [Int64: Bill] = [:]
        try forEachRunPage(id, in: Set(ids.map { BillID.batch(of: $0) }).sorted()) { page in
            for bill in page.bills where ids.contains(bill.id) { bills[bill.id] = bill }
        }
        return bills
    }

    private func issueDay(of run: RunRecord) throws -> Day {
        try runs.steps(runID: run.id).last { $0.state == .releasing }?.day ?? businessDay()
    }
}

/// The shapes of a run's bills, with how many there are of each.
private struct ContentSurvey {
    let run: RunRecord
    let policy: BillingPolicy
    let issuedOn: Day
    let kinds: BillKinds

    func content(_ books: Books) throws -> RunContent {
        var rows: [String: RunContent.Row] = [:]
        let schemes = Dictionary(
            try books.supply.schemes().map { ($0.code, $0) },
            uniquingKeysWith: { first, _ in first })
        let sources = BillSources(books)
        let firsts = try books.bills(Set(kinds.all.values.map(\.first)), ofRun: run.id)
        for (kind, found) in kinds.all {
            guard let first = firsts[found.first], let scheme = schemes[kind.place.scheme] else {
                throw RunProblem.controlTotals(
                    "bill \(found.first) or its scheme \(kind.place.scheme) is not there")
            }
            let law = BillLaw(scheme, kind.place)
            let demands = try law.demands(on: first, issuedOn, sources)
            guard !demands.isEmpty else { continue }
            let document = try issued(first, scheme, sources: sources)
            for checked in document.checked(demands) {
                let key = "\(scheme.code) \(law.jurisdiction) \(checked.rule.code)"
                rows[key, default: law.row(checked.rule)].add(checked.state, found)
            }
        }
        return RunContent(
            run: run, issuedOn: issuedOn, bills: kinds.bills,
            rows: rows.sorted { $0.key < $1.key }.map(\.value))
    }

    /// The bill as it would be issued: with a number, a day of issue and a day to pay by.
    private func issued(
        _ bill: Bill, _ scheme: Scheme, sources: BillSources
    ) throws -> BillDocument {
        let issue =
            try sources.issues[bill.id] ?? sources.books.expectedIssue(of: bill, scheme, policy)
        let explained = try ExplainedBill(bill, issue: issue, sources)
        return try BillDocument(explained, sources, texts: policy.texts, compares: false)
    }
}

extension RunContent.Row {
    fileprivate mutating func add(_ state: CheckedRule.State, _ found: BillKinds.Alike) {
        bills[state, default: 0] += found.count
        if state == .missing { firstMissing = min(firstMissing ?? found.first, found.first) }
    }
}
