package import Billing
package import Measures
import Metering

/// All rows that a page is projected into, made but not written: tables that are referred to
/// before those that refer to them.
struct PageRows: Sendable {
    private(set) var tables: [RowBuffer] = []

    /// Outcomes, bills and findings of a run page.
    init(of page: RunPage, raisedOn: Day, assigner: FindingAssigner) throws {
        let bills = page.bills.count
        try add(.outcome, page.outcomes.count) { try page.outcomes(into: &$0) }
        try add(.bill, bills) { try page.bills(into: &$0) }
        try add(.segment, bills) { try page.segments(into: &$0) }
        try add(.line, bills) { try page.lines(into: &$0) }
        try add(.tax, bills) { try page.taxes(into: &$0) }
        try add(.reading, bills) { try page.readings(into: &$0) }
        var findings = RowBuffer(.raised)
        try page.findings(into: &findings) { row, code, point in
            row.add(assigner(code, point), raisedOn: raisedOn)
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

extension RunStore {
    func insert(_ rows: PageRows) throws {
        for table in rows.tables { try db.insert(table) }
    }

    /// Writes the rows of a run page at once, which nobody else writes. `commit` lets them follow.
    package func insertOwnRows(
        of page: RunPage, raisedOn: Day, assigner: FindingAssigner
    ) throws {
        try insert(try PageRows(of: page, raisedOn: raisedOn, assigner: assigner))
    }

    /// Makes the readings that a run estimated known, as from the event at which its calculation
    /// began. Others write readings too: only in `Installation.write`, or after `takeTurn`. Those of
    /// days for which no reading stands, which is nearly all, go in together.
    package func insertEstimates(of page: RunPage, event: Int64) throws {
        let readings = page.estimates.map(\.reading)
        guard let first = readings.map(\.day).min() else { return }
        var standing = try daysWithReading(of: Set(readings.map(\.registerID)), from: first)
        let writer = try books.meters.readingWriter(event: event)
        var others: [Reading] = []
        for reading in readings {
            let isNew = standing[reading.registerID, default: []].insert("\(reading.day)").inserted
            if isNew { try writer.add(reading) } else { others.append(reading) }
        }
        for reading in others { _ = try books.meters.put(reading, event: event) }
    }

    /// The days from `first` on for which a reading of a register stands.
    private func daysWithReading(
        of registers: Set<Int64>, from first: Day
    ) throws -> [Int64: Set<String>] {
        let rows = try db.rows(
            """
            SELECT fact.register_id, fact.day
            FROM {registers} AS register CROSS JOIN reading AS fact
            WHERE fact.register_id = register.id AND fact.day >= :first AND fact.known_to = {now}
            """, ["registers": "\(registers.sorted())", "first": first.description])
        var days: [Int64: Set<String>] = [:]
        while let row = try rows.next() { days[row[0], default: []].insert(row[1]) }
        return days
    }
}
