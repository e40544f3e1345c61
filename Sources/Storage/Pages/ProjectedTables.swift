import Billing
import Measures

// Derived tables are compared with their pages as sets: each page's rows one by one (`RowChecks`),
// and the number of rows in the table with that of all pages. A row that belongs to no page is then
// one too many.

/// A table whose rows all derive from pages.
struct ProjectedTable: Sendable {
    /// How a row's page is found.
    enum Place: Sendable {
        /// By a `BillID`, in the column of that name.
        case id(String)
        /// By `run_id` and `batch_no`.
        case batch
        /// By the sequence of the page, in the column of that name.
        case sequence(String)
    }

    let name: String
    let place: Place
    let kind: StoredPage.Kind
    /// Whether it is written with its page and so never due.
    var isAtOnce = false

    static let all = [
        ProjectedTable(name: "outcome", place: .batch, kind: .run),
        ProjectedTable(name: "bill", place: .id("id"), kind: .run),
        ProjectedTable(name: "segment", place: .id("bill_id"), kind: .run),
        ProjectedTable(name: "bill_line", place: .id("bill_id"), kind: .run),
        ProjectedTable(name: "bill_tax", place: .id("bill_id"), kind: .run),
        ProjectedTable(name: "bill_reading", place: .id("bill_id"), kind: .run),
        ProjectedTable(name: "finding", place: .id("id"), kind: .run),
        ProjectedTable(name: "page_figures", place: .batch, kind: .run, isAtOnce: true),
        ProjectedTable(name: "issued_bill", place: .id("bill_id"), kind: .release),
        ProjectedTable(
            name: "number_span", place: .sequence("sequence"), kind: .release, isAtOnce: true),
        ProjectedTable(name: "posting", place: .sequence("page_sequence"), kind: .release),
    ]
}

extension ProjectedTable {
    /// The column that names a row in messages.
    var key: String {
        switch place {
        case .id(let column), .sequence(let column): column
        case .batch: "run_id"
        }
    }

    /// Pages with rows in this table, or some of them, including pages that workers delivered before
    /// their turn.
    private func pages(_ columns: String, _ condition: String = "TRUE") -> String {
        let due =
            isAtOnce
            ? ""
            : " AND NOT EXISTS (SELECT 1 FROM rows_due WHERE rows_due.sequence = page.sequence"
                + " AND rows_due.written = 0)"
        let stored =
            "SELECT \(columns) FROM page WHERE kind = '\(kind.rawValue)'\(due) "
            + "AND \(condition)"
        guard kind == .run else { return stored }
        return stored + " UNION ALL SELECT \(columns) FROM batch_work AS page "
            + "WHERE content IS NOT NULL AND \(condition)"
    }

    /// The first row that belongs to no page; scans all rows.
    var strays: String {
        let own =
            switch place {
            case .id(let column):
                "page.run_id = \(name).\(column) / 10000000000 "
                    + "AND page.batch_no = \(name).\(column) / 100000 % 100000"
            case .batch: "page.run_id = \(name).run_id AND page.batch_no = \(name).batch_no"
            case .sequence(let column): "page.sequence = \(name).\(column)"
            }
        return "SELECT \(key) FROM \(name) WHERE NOT EXISTS (\(pages("1", own))) "
            + "ORDER BY \(key) LIMIT 1"
    }

    /// The first row between the ranges of pages: one look-up for each page.
    var between: String {
        let (first, last): (String, String) =
            switch place {
            case .id:
                (
                    "run_id * 10000000000 + batch_no * 100000 + 1 AS first",
                    "run_id * 10000000000 + batch_no * 100000 + 99999 AS last"
                )
            case .batch: ("run_id AS first", "run_id AS last")
            case .sequence: ("sequence AS first", "sequence AS last")
            }
        let (minimum, maximum) = ("(-9223372036854775807 - 1)", "9223372036854775807")
        return """
            WITH span AS (\(pages("\(first), \(last)"))),
            gap AS (
              SELECT COALESCE(lag(last) OVER (ORDER BY first), \(minimum)) AS after, first AS before
              FROM span
              UNION ALL SELECT COALESCE(MAX(last), \(minimum)), \(maximum) FROM span)
            SELECT found FROM (
              SELECT (SELECT MIN(\(key)) FROM \(name)
                WHERE \(name).\(key) > gap.after AND \(name).\(key) < gap.before) AS found
              FROM gap) AS looked
            WHERE found IS NOT NULL ORDER BY found LIMIT 1
            """
    }

    /// For small tables keyed by run and batch: scans all rows.
    var outside: String {
        if case .batch = place, isAtOnce { return strays }
        return between
    }

    /// The first row after the last id of a page, for pages whose last ids are known.
    var behind: String {
        """
        SELECT found FROM (
          SELECT (SELECT MIN(\(key)) FROM \(name) WHERE \(name).\(key) > register.id
            AND \(name).\(key) < (register.id / 100000 + 1) * 100000) AS found
          FROM {registers} AS register) AS looked
        WHERE found IS NOT NULL ORDER BY found LIMIT 1
        """
    }

    func stray(_ key: Int64) -> RowAltered {
        RowAltered(
            table: name, row: "\(self.key) \(key)", column: self.key, stored: "a row",
            expected: "no row")
    }
}

/// The number of rows of each table by the pages.
package struct RowCounts: Sendable, Hashable {
    private(set) var tables: [String: Int] = [:]

    package init() {}

    mutating func add(_ rows: Int, to table: String) { tables[table, default: 0] += rows }

    package mutating func add(_ other: RowCounts) {
        tables.merge(other.tables, uniquingKeysWith: +)
    }
}

extension RunStore {
    /// Compares the rows already written for pages delivered before their turn.
    package func checkDelivered() throws -> RowCounts {
        var counts = RowCounts()
        let sql = "SELECT content FROM batch_work WHERE content IS NOT NULL"
        for content in try [UInt8].fetchAll(db, sql: sql) {
            let page = try RunPage(bytes: content)
            counts.add(try checkRows(of: page))
            counts.add(try checkFigures(of: page))
        }
        return counts
    }

    /// A table with more or fewer rows than its pages say, though each page's rows are right.
    package func strayRow(_ expected: RowCounts) throws -> RowAltered? {
        for table in ProjectedTable.all {
            let rows = try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM \(table.name)") ?? 0
            let said = expected.tables[table.name] ?? 0
            guard rows != said else { continue }
            if let key = try Int64.fetchOne(db, sql: table.strays) { return table.stray(key) }
            return RowAltered(
                table: table.name, row: "rows", column: "count", stored: "\(rows)",
                expected: "\(said)")
        }
        return try strayEstimate(expected)
    }

    /// Rows outside the ranges of all pages. Quick, as rows inside are not read.
    func strayRows(in tables: [ProjectedTable] = ProjectedTable.all) throws -> [RowAltered] {
        let ends = try lastPlaces()
        return try tables.compactMap { table in
            if let key = try Int64.fetchOne(db, sql: table.outside) { return table.stray(key) }
            guard case .id = table.place else { return nil }
            let listed = table.name == "finding" ? ends.findings : ends.bills
            return try Int64.fetchOne(
                db, sql: table.behind, arguments: ["registers": "\(listed)"]
            ).map(table.stray)
        }
    }

    /// The last bill and finding id of each page with figures.
    private func lastPlaces() throws -> (bills: [Int64], findings: [Int64]) {
        let rows = try db.rows("SELECT run_id, batch_no, content FROM page_figures", pieces: 256)
        var (bills, findings): ([Int64], [Int64]) = ([], [])
        while let row = try rows.next() {
            guard let noted = try? PageFigures(bytes: row[2]), noted.runID == row[0],
                noted.batch == row[1], let last = BillID.last(noted.totals.bills, of: noted),
                let finding = BillID.last(
                    noted.totals.findings.values.reduce(0) { $0 + $1.count }, of: noted)
            else { continue }
            bills.append(last)
            findings.append(finding)
        }
        return (bills, findings)
    }
}

extension BillID {
    /// Nil where a page cannot have so many.
    fileprivate static func last(_ count: Int, of page: PageFigures) -> Int64? {
        guard (0..<100_000).contains(count), (0..<100_000).contains(page.batch),
            (0..<900_000_000).contains(page.runID)
        else { return nil }
        return make(run: page.runID, batch: page.batch, index: count)
    }
}
