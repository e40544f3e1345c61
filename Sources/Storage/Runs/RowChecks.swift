package import Billing
import Measures

extension Books {
    /// Compares the rows of a run page with the page; throws `RowAltered` at the first that differs.
    package func checkRows(of page: RunPage) throws {
        var outcomes = try comparer(.outcome, page)
        try page.outcomes(into: &outcomes)
        try outcomes.finish()
        var bills = try comparer(.bill, page)
        try page.bills(into: &bills)
        try bills.finish()
        var segments = try comparer(.segment, page)
        try page.segments(into: &segments)
        try segments.finish()
        var lines = try comparer(.line, page)
        try page.lines(into: &lines)
        try lines.finish()
        var taxes = try comparer(.tax, page)
        try page.taxes(into: &taxes)
        try taxes.finish()
        var readings = try comparer(.reading, page)
        try page.readings(into: &readings)
        try readings.finish()
        var findings = try comparer(.finding, page)
        try page.findings(into: &findings)
        try findings.finish()
    }

    /// The same for a release page and the entries that its bills make.
    package func checkRows(
        of page: ReleasePage, entries: [BillEntry], sequence: Int64
    ) throws {
        let ids = BillID.all(run: page.runID, batch: page.batch)
        var issues = try RowComparer(
            db, Projection.issue, ["first": ids.lowerBound, "last": ids.upperBound])
        try page.issues(into: &issues)
        try issues.finish()
        var postings = try RowComparer(db, Projection.posting, ["sequence": sequence])
        try entries.postings(sequence: sequence, into: &postings)
        try postings.finish()
        var spans = try RowComparer(db, Projection.span, ["sequence": sequence])
        try page.spans(sequence: sequence, into: &spans)
        try spans.finish()
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
