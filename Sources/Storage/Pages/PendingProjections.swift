package import Billing
import Measures

// A page is committed first and holds everything; rows derived from it follow. Table `rows_due`
// lists pages whose rows are missing, and a query first writes the rows it needs.
extension RunStore {
    /// Appends a run page with its figures; its rows are due. Its estimates are facts at once.
    package func commit(
        _ page: RunPage, content: [UInt8], figures: PageFigures, event: Int64
    ) throws {
        let link = try appendPage(
            kind: .run, runID: page.runID, batch: page.batch, content: content)
        try insertEstimates(of: page, event: event)
        try insert(figures)
        try setDue(link.sequence)
    }

    /// Appends a release page, whose rows are due. Its bill numbers are known at once.
    package func commit(_ page: ReleasePage) throws {
        let link = try appendPage(
            kind: .release, runID: page.runID, batch: page.batch, content: page.bytes)
        try insertSpans(of: page, sequence: link.sequence)
        try setDue(link.sequence)
    }

    private func setDue(_ sequence: Int64) throws {
        try db.execute(sql: "INSERT INTO rows_due (sequence) VALUES (?)", arguments: [sequence])
    }

    /// Whether the rows of a page are due.
    package func isDue(_ sequence: Int64) throws -> Bool {
        let sql = "SELECT sequence FROM rows_due WHERE sequence = ?"
        return try Int64.fetchOne(db, sql: sql, arguments: [sequence]) != nil
    }

    /// Writes further rows of a page for as long as the slice lasts, and takes the page off the list
    /// of due pages with its last row. Returns whether all its rows are written.
    func write(_ rows: PageRows, ofPage sequence: Int64, within slice: WriteSlice) throws -> Bool {
        let sql = "SELECT written FROM rows_due WHERE sequence = ? {locked}"
        guard let written = try Int.fetchOne(db, sql: sql, arguments: [sequence]) else {
            return true
        }
        let standing = try insert(rows, after: written, within: slice)
        guard standing < rows.count else {
            try db.execute(sql: "DELETE FROM rows_due WHERE sequence = ?", arguments: [sequence])
            return true
        }
        try db.execute(
            sql: "UPDATE rows_due SET written = ? WHERE sequence = ?",
            arguments: [standing, sequence])
        return false
    }

    /// The run pages among due pages; rows of other pages reference theirs.
    func runPagesDue() throws -> Set<Int64> {
        let sql = """
            SELECT rows_due.sequence FROM rows_due
            JOIN page ON page.sequence = rows_due.sequence WHERE page.kind = 'run'
            """
        return try Int64.fetchSet(db, sql: sql)
    }

    /// The due pages whose rows are asked for, in the order of the chain.
    func rowsDue(_ asked: ProjectionScope) throws -> [Int64] {
        guard asked != .none,
            try Int64.fetchOne(db, sql: "SELECT sequence FROM rows_due LIMIT 1") != nil
        else { return [] }
        switch asked {
        case .none: return []
        case .all:
            return try Int64.fetchAll(db, sql: "SELECT sequence FROM rows_due ORDER BY sequence")
        case .before(let run): return try due("page.run_id < ?", run)
        case .account(let code):
            return try books.customers.account(code: code).map { try due(ofAccount: $0.id) } ?? []
        case .bill(let text):
            guard let bill = try books.bills.billID(text).flatMap({ try books.bills.bill($0) })
            else { return [] }
            let premises = try due(ofPremises: "?", bill.premisesID)
            return Set(premises + (try due(ofAccount: bill.accountID))).sorted()
        }
    }

    private func due(ofAccount id: Int64) throws -> [Int64] {
        try due(
            ofPremises: """
                (SELECT supply_point.premises_id FROM agreement
                 JOIN supply_point ON supply_point.id = agreement.supply_point_id
                 WHERE agreement.account_id = ?)
                """, id)
    }

    private func due(ofPremises premises: String, _ id: Int64) throws -> [Int64] {
        try due(
            """
            EXISTS (SELECT 1 FROM bill_run_batch AS batch JOIN premises
              ON premises.id BETWEEN batch.first_premises AND batch.last_premises
              WHERE batch.run_id = page.run_id AND batch.batch_no = page.batch_no
                AND premises.id IN (\(premises)))
            """, id)
    }

    private func due(_ condition: String, _ id: Int64) throws -> [Int64] {
        try Int64.fetchAll(
            db,
            sql: """
                SELECT rows_due.sequence FROM rows_due
                JOIN page ON page.sequence = rows_due.sequence
                WHERE \(condition) ORDER BY rows_due.sequence
                """, arguments: [id])
    }

    /// The rows derived from a page.
    func rows(ofPage sequence: Int64) throws -> () throws -> PageRows {
        guard let stored = try page(sequence), let run = try run(stored.runID) else {
            throw JournalDamaged(sequence: sequence, what: "page")
        }
        switch stored.kind {
        case .run:
            let assigner = try assigner(of: run, batch: stored.batch)
            return {
                try PageRows(
                    of: try RunPage(bytes: stored.content), raisedOn: run.plannedOn,
                    assigner: assigner)
            }
        case .release:
            let bills = try runPage(of: stored)
            return {
                let page = try ReleasePage(bytes: stored.content)
                let entries = try page.entries(of: try RunPage(bytes: bills.content))
                return try PageRows(of: page, entries: entries, sequence: sequence)
            }
        case .entry: throw JournalDamaged(sequence: sequence, what: "kind")
        }
    }

    /// The run page that a release page of format 1 needs; later formats do not.
    private func runPage(of release: StoredPage) throws -> StoredPage {
        guard try ReleasePage.format(of: release.content) == .one else { return release }
        let page = try page(kind: .run, runID: release.runID, batch: release.batch)
        guard let page else {
            throw JournalDamaged(sequence: release.link.sequence, what: "run page")
        }
        return page
    }
}
