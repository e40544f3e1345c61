import Billing
import GRDB
import Measures

// The checks of `doctor --quick`: headers of pages and their order, not their content, and no full
// scan of a large table. Seconds for a million accounts.

extension Check {
    /// The checks that need neither content of pages nor full scans.
    package static let quick = [
        smallTables, schemaVersion, importCounts, importEvents, links, pagesOfRuns, strays,
        lastRows, numberSpans, notedTotals,
    ]

    /// The file has the length its header says, and the small tables and their indexes are sound.
    package static let smallTables = Check("file and small tables") { books in
        switch books.db {
        case .sqlite(let db): try db.problemsOfSmallTables()
        case .postgres(let connection): try connection.integrityProblems()
        }
    }

    /// Each page holds the digest of the one before.
    package static let links = Check("chain of pages") { books in
        let rows = try books.db.rows(
            "SELECT sequence, previous, digest FROM page ORDER BY sequence", pieces: 4096)
        var (last, before) = (Int64(0), Digest.none.bytes)
        while let row = try rows.next() {
            let (sequence, previous): (Int64, [UInt8]) = (row[0], row[1])
            guard sequence == last &+ 1 else { return ["page \(last &+ 1) is missing"] }
            guard previous == before else {
                return ["page \(sequence) does not follow the page before it"]
            }
            (last, before) = (sequence, row[2])
        }
        return []
    }

    /// Each run has the pages its state demands, and each page has its run.
    package static let pagesOfRuns = Check("pages of runs") { books in
        let orphans = try Int64.fetchAll(
            books.db,
            sql: """
                SELECT DISTINCT run_id FROM page WHERE NOT EXISTS (
                  SELECT 1 FROM bill_run_batch AS batch
                  WHERE batch.run_id = page.run_id AND batch.batch_no = page.batch_no)
                """)
        return orphans.map { "run \($0): a page of a batch that was never planned" }
            + (try books.runs.all().flatMap { try books.maintenance.missingPages(of: $0) })
    }

    /// No derived row is outside the ranges of all pages.
    package static let strays = Check("rows of no page") { books in
        try books.runs.strayRows().map { "table \($0.table), \($0.row): no page has this row" }
    }

    /// The rows from which a run reads earlier bills.
    package static let billedBefore = Check("rows of no page") { books in
        let tables = ["bill", "segment", "bill_reading", "issued_bill", "number_span"]
        return try books.runs.strayRows(in: ProjectedTable.all.filter { tables.contains($0.name) })
            .map { "table \($0.table), \($0.row): no page has this row" }
    }

    /// The last two runs have as many rows as their pages' figures say.
    package static let lastRows = Check("rows of the last runs") { books in
        try books.runs.all().suffix(2).flatMap { try books.maintenance.rowsMissing(of: $0) }
    }

    /// Bill numbers of each series are consecutive from 1.
    package static let numberSpans = Check("spans of numbers") { books in
        let rows = try books.db.rows(
            "SELECT series, first_number, last_number FROM number_span "
                + "ORDER BY series, first_number")
        var (series, last, problems) = ("", Int64(0), [String]())
        while let row = try rows.next() {
            let (name, first): (String, Int64) = (row[0], row[1])
            if name != series { (series, last) = (name, 0) }
            if first != last &+ 1 { problems.append("\(name): \(first) follows \(last)") }
            last = row[2]
        }
        return problems
    }

    /// The stored figures of each page match their digest.
    package static let notedTotals = Check("noted figures") { books in
        try books.runs.all().flatMap { run in
            let noted =
                try Int.fetchOne(
                    books.db, sql: "SELECT COUNT(*) FROM page_figures WHERE run_id = ?",
                    arguments: [run.id]) ?? 0
            let whole = try books.runs.figures(ofRun: run.id).count
            return noted == whole ? [] : ["run \(run.id): \(noted - whole) are not as noted"]
        }
    }
}

extension MaintenanceStore {
    /// Batches of a run without a page that its state demands.
    func missingPages(of run: RunRecord) throws -> [String] {
        try run.state.pagesDue.compactMap { kind in
            let pages = try books.runs.batchesWritten(kind: kind, runID: run.id).count
            guard pages != run.batches else { return nil }
            return
                "run \(run.id): \(run.batches) batches, \(pages) with their \(kind.rawValue) page"
        }
    }

    /// Row counts of a run; only where every page has figures and none is due.
    fileprivate func rowsMissing(of run: RunRecord) throws -> [String] {
        let noted = try books.runs.figures(ofRun: run.id)
        let sql = """
            SELECT COUNT(*) FROM rows_due JOIN page ON page.sequence = rows_due.sequence
            WHERE page.run_id = ?
            """
        guard noted.count == run.batches, run.state.pagesDue.contains(.run),
            try Int.fetchOne(db, sql: sql, arguments: [run.id]) == 0
        else { return [] }
        let totals = noted.values.map(\.totals)
        let bills = totals.reduce(0) { $0 + $1.bills }
        let findings = totals.reduce(0) { $0 + $1.findings.values.reduce(0) { $0 + $1.count } }
        var asked = [
            ("outcome WHERE run_id", "outcomes", totals.reduce(0) { $0 + $1.supplyPoints }),
            ("bill WHERE id", "bills", bills), ("finding WHERE id", "findings", findings),
        ]
        if run.state == .released { asked.append(("issued_bill WHERE bill_id", "numbers", bills)) }
        return try asked.compactMap { table, name, said in
            let rows = try rowsInPlace(table, of: run.id)
            return rows == said ? nil : "run \(run.id): \(rows) \(name), its pages say \(said)"
        }
    }

    private func rowsInPlace(_ table: String, of run: Int64) throws -> Int {
        let ids = table.contains("run_id") ? run...run : BillID.all(run: run)
        return try Int.fetchOne(
            db, sql: "SELECT COUNT(*) FROM \(table) BETWEEN ? AND ?",
            arguments: [ids.lowerBound, ids.upperBound]) ?? 0
    }
}

extension RunState {
    /// The kinds of page that every batch has in this state.
    package var pagesDue: [StoredPage.Kind] {
        switch self {
        case .planned, .calculating, .aborted: []
        case .review, .approved, .releasing: [.run]
        case .released: [.run, .release]
        }
    }
}

extension GRDB.Database {
    /// Tables that stay small however large the utility is.
    private static let smallTables = [
        "installation", "bill_run", "bill_run_step", "bill_run_batch", "import_file", "scheme",
        "tariff_version", "number_span", "page_figures", "rows_due", "run_work",
        "number_sequence",
    ]

    func problemsOfSmallTables() throws -> [String] {
        let db = Database.sqlite(self)
        let schema = try String.fetchAll(
            db, sql: "SELECT name FROM sqlite_schema WHERE type = 'table'")
        return try Self.smallTables.filter(schema.contains).flatMap { table in
            try String.fetchAll(db, sql: "PRAGMA quick_check('\(table)')").filter { $0 != "ok" }
        }
    }
}
