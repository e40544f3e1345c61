package import Billing
package import Measures

/// All rows that a page is projected into, made but not written: tables that are referred to
/// before those that refer to them.
struct PageRows: Sendable {
    private(set) var tables: [RowBuffer] = []

    /// Outcomes, bills and findings of a run page.
    init(of page: RunPage, raisedOn: Day, steward: Stewardship) throws {
        try add(.outcome) { try page.outcomes(into: &$0) }
        try add(.bill) { try page.bills(into: &$0) }
        try add(.segment) { try page.segments(into: &$0) }
        try add(.line) { try page.lines(into: &$0) }
        try add(.tax) { try page.taxes(into: &$0) }
        try add(.reading) { try page.readings(into: &$0) }
        var findings = RowBuffer(
            "finding", Projection.finding.columns + ["owner", "raised_on", "due_on"])
        try page.findings(into: &findings) { row, code in
            let (owner, due) = steward(code)
            row.add(owner)
            row.add(raisedOn)
            row.add(due)
        }
        tables.append(findings)
    }

    /// Numbers and postings of a release page.
    init(of page: ReleasePage, entries: [BillEntry], sequence: Int64) throws {
        try add(.issue) { try page.issues(into: &$0) }
        try add(.posting) { try entries.postings(sequence: sequence, into: &$0) }
    }

    private mutating func add(
        _ projection: Projection, _ fill: (inout RowBuffer) throws -> Void
    ) rethrows {
        var buffer = RowBuffer(projection)
        try fill(&buffer)
        tables.append(buffer)
    }
}

extension Books {
    func insert(_ rows: PageRows) throws {
        for table in rows.tables { try db.insert(table) }
    }

    /// Writes the rows of a run page at once, which nobody else writes. `commit` lets them follow.
    package func insertOwnRows(
        of page: RunPage, raisedOn: Day, steward: Stewardship
    ) throws {
        try insert(try PageRows(of: page, raisedOn: raisedOn, steward: steward))
    }

    /// Makes the readings that a run estimated known, as from the event at which its calculation
    /// began. Others write readings too: only in `Installation.write`, or after `takeTurn`.
    package func insertEstimates(of page: RunPage, event: Int64) throws {
        for estimate in page.estimates { _ = try put(estimate.reading, event: event) }
    }
}
