package import Billing
import Measures

extension RunStore {
    /// Compares the stored rows of a run page with the page and counts them; throws `RowAltered` at
    /// the first difference.
    package func checkRows(of page: RunPage) throws -> RowCounts {
        var counts = RowCounts()
        try compare(.outcome, of: page, counting: &counts) { try page.outcomes(into: &$0) }
        try compare(.bill, of: page, counting: &counts) { try page.bills(into: &$0) }
        try compare(.segment, of: page, counting: &counts) { try page.segments(into: &$0) }
        try compare(.line, of: page, counting: &counts) { try page.lines(into: &$0) }
        try compare(.tax, of: page, counting: &counts) { try page.taxes(into: &$0) }
        try compare(.reading, of: page, counting: &counts) { try page.readings(into: &$0) }
        guard let run = try run(page.runID) else { throw RunDamaged(runID: page.runID) }
        try refuse(page, unlessThrough: run.through)
        let assigner = try assigner(of: run, batch: page.batch)
        try compare(.raised, of: page, counting: &counts) { rows in
            try page.findings(into: &rows) { row, code, point in
                row.add(assigner(code, point), raisedOn: run.plannedOn)
            }
        }
        return counts
    }

    private func refuse(_ page: RunPage, unlessThrough day: Day) throws {
        guard page.through != day else { return }
        throw RowAltered(
            table: "bill_run", row: "id \(page.runID)", column: "through_day", stored: "\(day)",
            expected: "\(page.through)")
    }

    /// Owners and due days of the findings of a run's batch.
    func assigner(of run: RunRecord, batch number: Int) throws -> FindingAssigner {
        let premises = try books.work.batch(number, ofRun: run.id)?.premises ?? 0...0
        return try findingAssignment(of: run, atPremises: premises).assigner
    }

    /// Compares a page's stored figures with the page. Pages of earlier programs have none.
    package func checkFigures(of page: RunPage) throws -> RowCounts {
        var counts = RowCounts()
        guard let isRight = try isNotedAsItIs(page) else {
            guard let run = try run(page.runID), run.ruleVersion < RuleVersion.four.rawValue else {
                throw FiguresAltered()
            }
            return counts
        }
        guard isRight else { throw FiguresAltered() }
        counts.add(1, to: "page_figures")
        return counts
    }

    /// Compares the rows of a release page and of its entries.
    package func checkRows(
        of page: ReleasePage, entries: [BillEntry], sequence: Int64
    ) throws -> RowCounts {
        var counts = RowCounts()
        let ids = BillID.all(run: page.runID, batch: page.batch)
        var issues = try RowComparer(
            db, Projection.issue, at: ["first": ids.lowerBound, "last": ids.upperBound])
        try page.issues(into: &issues)
        try issues.finish()
        counts.add(issues.count, to: Projection.issue.table)
        var postings = try RowComparer(db, Projection.posting, at: ["sequence": sequence])
        try entries.postings(sequence: sequence, into: &postings)
        try postings.finish()
        counts.add(postings.count, to: Projection.posting.table)
        return counts
    }

    /// Compares the number ranges of a release page.
    package func checkSpans(of page: ReleasePage, sequence: Int64) throws -> RowCounts {
        var counts = RowCounts()
        var spans = try RowComparer(db, Projection.span, at: ["sequence": sequence])
        try page.spans(sequence: sequence, into: &spans)
        try spans.finish()
        counts.add(spans.count, to: Projection.span.table)
        return counts
    }

    private func compare(
        _ projection: Projection, of page: RunPage, counting counts: inout RowCounts,
        _ give: (inout RowComparer) throws -> Void
    ) throws {
        var rows = try comparer(projection, page)
        try give(&rows)
        try rows.finish()
        counts.add(rows.count, to: projection.table)
    }

    private func comparer(_ projection: Projection, _ page: RunPage) throws -> RowComparer {
        let ids = BillID.all(run: page.runID, batch: page.batch)
        let place: [String: Int64] =
            projection.filter.contains(":run")
            ? ["run": page.runID, "batch": Int64(page.batch)]
            : ["first": ids.lowerBound, "last": ids.upperBound]
        return try RowComparer(db, projection, at: place)
    }
}

extension RowComparer {
    init(_ database: Database, _ projection: Projection, at place: [String: Int64]) throws {
        try self.init(
            database, projection.table, columns: projection.columns, keys: projection.keys,
            filter: projection.filter, with: StatementArguments(place))
    }
}

/// The stored figures of a page are not those of the page.
package struct FiguresAltered: Error, Hashable, Sendable {}

extension RowSink where Self: ~Copyable {
    /// Adds the columns of a finding that follow from the catalogue and the day of the run.
    mutating func add(_ assigner: (owner: String, due: Day), raisedOn: Day) {
        add(assigner.owner)
        add(raisedOn)
        add(assigner.due)
    }
}
