package import Billing
package import Measures

/// All rows that a page is projected into, made but not written: tables that are referred to
/// before those that refer to them.
struct PageRows: Sendable {
    private(set) var tables: [RowBuffer] = []

    /// Outcomes, bills and findings of a run page.
    init(of page: RunPage, raisedOn: Day, steward: Stewardship) throws {
        let bills = page.bills.count
        try add(.outcome, page.outcomes.count) { try page.outcomes(into: &$0) }
        try add(.bill, bills) { try page.bills(into: &$0) }
        try add(.segment, bills) { try page.segments(into: &$0) }
        try add(.line, bills) { try page.lines(into: &$0) }
        try add(.tax, bills) { try page.taxes(into: &$0) }
        try add(.reading, bills) { try page.readings(into: &$0) }
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
        try add(.issue, entries.count) { try page.issues(into: &$0) }
        try add(.posting, entries.count) { try entries.postings(sequence: sequence, into: &$0) }
    }

    /// Rows of a table, with room for so many at first.
    private mutating func add(
        _ projection: Projection, _ rows: Int, _ fill: (inout RowBuffer) throws -> Void
    ) rethrows {
        var buffer = RowBuffer(projection, rows: rows)
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
