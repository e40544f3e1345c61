package import Billing
package import Measures
import Metering

/// All rows derived from a page, computed but not written; referenced tables come first.
struct PageRows: Sendable {
    private(set) var tables: [RowBuffer] = []

    var count: Int { tables.reduce(0) { $0 + $1.count } }

    /// Outcomes, bills and findings of a run page.
    init(of page: RunPage, raisedOn: Day, assigner: FindingAssigner) throws {
        let bills = page.bills.count
        try add(.outcome, count: page.outcomes.count) { try page.outcomes(into: &$0) }
        try add(.bill, count: bills) { try page.bills(into: &$0) }
        try add(.segment, count: bills) { try page.segments(into: &$0) }
        try add(.line, count: bills) { try page.lines(into: &$0) }
        try add(.tax, count: bills) { try page.taxes(into: &$0) }
        try add(.reading, count: bills) { try page.readings(into: &$0) }
        var findings = RowBuffer(.raised)
        try page.findings(into: &findings) { row, code, point in
            row.add(assigner(code, point), raisedOn: raisedOn)
        }
        tables.append(findings)
    }

    /// Numbers and postings of a release page.
    init(of page: ReleasePage, entries: [BillEntry], sequence: Int64) throws {
        try add(.issue, count: entries.count) { try page.issues(into: &$0) }
        try add(.posting, count: entries.count) {
            try entries.postings(sequence: sequence, into: &$0)
        }
    }

    /// Adds the rows of a table that `fill` gives, with room for `count` at first.
    private mutating func add(
        _ projection: Projection, count: Int, _ fill: (inout RowBuffer) throws -> Void
    ) rethrows {
        var buffer = RowBuffer(projection, rows: count)
        try fill(&buffer)
        tables.append(buffer)
    }
}

extension RunStore {
    func insert(_ rows: PageRows) throws {
        for table in rows.tables { try db.insert(table) }
    }

    /// Writes the rows of a page after the first `written`, for as long as the slice lasts. Returns
    /// how many are written then.
    func insert(_ rows: PageRows, after written: Int, within slice: WriteSlice) throws -> Int {
        var (standing, before) = (written, 0)
        for table in rows.tables {
            let end = before + table.count
            while standing < end {
                let from = standing - before
                let part = slice.isEndless ? table.count - from : RunStore.rowsAtOnce
                try db.insert(table, from..<min(from + part, table.count))
                standing = before + min(from + part, table.count)
                if slice.isOver() { return standing }
            }
            before = end
        }
        return standing
    }

    /// Rows between two looks at the slice: about a millisecond.
    private static let rowsAtOnce = 512

    /// Writes the rows of a run page at once, for a page that no other writer handles. `commit`
    /// leaves them due.
    package func insertOwnRows(
        of page: RunPage, raisedOn: Day, assigner: FindingAssigner
    ) throws {
        try insert(try PageRows(of: page, raisedOn: raisedOn, assigner: assigner))
    }

    /// Records a run's estimated readings, known from the event that began its calculation. Call it
    /// in `Installation.write` or after `takeTurn` only, as others write readings too. Estimates
    /// for days without a reading, nearly all, are inserted in bulk.
    package func insertEstimates(of page: RunPage, event: Int64) throws {
        try waitForTurn()
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

    /// The days from `first` on with a reading, by register.
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
