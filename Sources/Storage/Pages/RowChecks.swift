package import Billing
import Measures

extension RunStore {
    /// Compares the rows of a run page with the page, and gives how many there are; throws
    /// `RowAltered` at the first that differs.
    package func checkRows(of page: RunPage) throws -> RowCounts {
        var counts = RowCounts()
        try compare(.outcome, page, &counts) { try page.outcomes(into: &$0) }
        try compare(.bill, page, &counts) { try page.bills(into: &$0) }
        try compare(.segment, page, &counts) { try page.segments(into: &$0) }
        try compare(.line, page, &counts) { try page.lines(into: &$0) }
        try compare(.tax, page, &counts) { try page.taxes(into: &$0) }
        try compare(.reading, page, &counts) { try page.readings(into: &$0) }
        guard let run = try run(page.runID) else { throw RunDamaged(runID: page.runID) }
        try refuse(page, unlessThrough: run.through)
        let assigner = try assigner(of: run, batch: page.batch)
        try compare(.raised, page, &counts) { rows in
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

    /// Who looks after the findings of a run's batch, and by when.
    func assigner(of run: RunRecord, batch number: Int) throws -> FindingAssigner {
        let premises = try books.work.batch(number, ofRun: run.id)?.premises ?? 0...0
        return try findingAssignment(of: run, atPremises: premises).assigner
    }

    /// Compares what is noted of a page with what it comes to. Of pages that earlier programs wrote
    /// nothing is noted.
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

    /// The same for a release page and the entries that its bills make.
    package func checkRows(
        of page: ReleasePage, entries: [BillEntry], sequence: Int64
    ) throws -> RowCounts {
        var counts = RowCounts()
        let ids = BillID.all(run: page.runID, batch: page.batch)
        var issues = try RowComparer(
            db, Projection.issue, ["first": ids.lowerBound, "last": ids.upperBound])
        try page.issues(into: &issues)
        try issues.finish()
        counts.add(issues.count, to: Projection.issue.table)
        var postings = try RowComparer(db, Projection.posting, ["sequence": sequence])
        try entries.postings(sequence: sequence, into: &postings)
        try postings.finish()
        counts.add(postings.count, to: Projection.posting.table)
        return counts
    }

    /// The numbers of a release page, which are written with it.
    package func checkSpans(of page: ReleasePage, sequence: Int64) throws -> RowCounts {
        var counts = RowCounts()
        var spans = try RowComparer(db, Projection.span, ["sequence": sequence])
        try page.spans(sequence: sequence, into: &spans)
        try spans.finish()
        counts.add(spans.count, to: Projection.span.table)
        return counts
    }

    private func compare(
        _ projection: Projection, _ page: RunPage, _ counts: inout RowCounts,
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
        return try RowComparer(db, projection, place)
    }
}

extension RowComparer {
    init(_ database: Database, _ projection: Projection, _ place: [String: Int64]) throws {
        try self.init(
            database, projection.table, projection.columns, keys: projection.keys,
            filter: projection.filter, StatementArguments(place))
    }
}

/// What was noted of a page is not what it comes to.
package struct FiguresAltered: Error, Hashable, Sendable {}

extension RowSink where Self: ~Copyable {
    /// The columns of a finding that follow from the catalogue and the day of its run.
    mutating func add(_ assigner: (owner: String, due: Day), raisedOn: Day) {
        add(assigner.owner)
        add(raisedOn)
        add(assigner.due)
    }
}
