package import Ledger
import Measures

/// A stored page of the journal.
package struct StoredPage: Sendable {
    package enum Kind: String, Sendable { case run, release, entry }

    package let kind: Kind
    package let runID: Int64
    package let batch: Int
    package let link: Link
    package let content: [UInt8]
}

/// The journal: a chain of immutable pages. Rows derived from them may be due
/// (`PendingProjections`).
extension RunStore {
    /// The last link; the origin of an empty journal.
    package func lastLink() throws -> Link {
        let row = try Row.fetchOne(
            db, sql: "SELECT sequence, previous, digest FROM page ORDER BY sequence DESC LIMIT 1")
        guard let row else { return .origin }
        return try link(row[0], previous: row[1], digest: row[2])
    }

    /// Appends a page and returns its link. The database refuses a second page for the same kind,
    /// run and batch.
    package func appendPage(
        kind: StoredPage.Kind, runID: Int64, batch: Int, content: [UInt8]
    ) throws -> Link {
        try waitForTurn()
        let known = try books.proofs.lastSealed()
        let next = try lastLink().next(
            holding: content, naming: known == .origin ? nil : known)
        var row = try RowWriter(
            db, into: "page",
            [
                "sequence", "kind", "run_id", "batch_no", "previous", "digest", "content",
                "event_id", "event_digest",
            ])
        row.add(next.sequence)
        row.add(kind.rawValue)
        row.add(runID)
        row.add(batch)
        row.add(next.previous.bytes)
        row.add(next.digest.bytes)
        row.add(content)
        row.add(next.event?.number)
        row.add(next.event?.digest)
        try row.insert()
        return next
    }

    /// The page of a batch, or nil before it is written.
    package func page(
        kind: StoredPage.Kind, runID: Int64, batch: Int
    ) throws -> StoredPage? {
        try Row.fetchOne(
            db,
            sql: """
                SELECT \(RunStore.ofPage) FROM page
                WHERE kind = ? AND run_id = ? AND batch_no = ?
                """, arguments: [kind.rawValue, runID, batch]
        ).map(stored)
    }

    /// The page with a sequence number.
    func page(_ sequence: Int64) throws -> StoredPage? {
        try Row.fetchOne(
            db, sql: "SELECT \(RunStore.ofPage) FROM page WHERE sequence = ?",
            arguments: [sequence]
        ).map(stored)
    }

    /// Whether a batch has its page.
    package func hasPage(kind: StoredPage.Kind, runID: Int64, batch: Int) throws -> Bool {
        let sql = "SELECT COUNT(*) FROM page WHERE kind = ? AND run_id = ? AND batch_no = ?"
        return try Int.fetchOne(db, sql: sql, arguments: [kind.rawValue, runID, batch]) == 1
    }

    /// Batches of a run that have their page.
    package func batchesWritten(
        kind: StoredPage.Kind, runID: Int64
    ) throws -> Set<Int> {
        try Int.fetchSet(
            db, sql: "SELECT batch_no FROM page WHERE kind = ? AND run_id = ?",
            arguments: [kind.rawValue, runID])
    }

    /// All pages, or those of a kind, in order, one at a time.
    package func forEachPage(
        _ kind: StoredPage.Kind? = nil, _ body: (StoredPage) throws -> Void
    ) throws {
        let asked = kind.map { "WHERE kind = '\($0.rawValue)'" } ?? ""
        try db.withFewPages {
            let rows = try Row.fetchCursor(
                db, sql: "SELECT \(RunStore.ofPage) FROM page \(asked) ORDER BY sequence",
                pieces: 16)
            while let row = try rows.next() { try body(try stored(row)) }
        }
    }

    private static let ofPage = """
        sequence, kind, run_id, batch_no, previous, digest, content, event_id, event_digest
        """

    private func stored(_ row: Row) throws -> StoredPage {
        guard let kind = StoredPage.Kind(rawValue: row[1]) else {
            throw JournalDamaged(sequence: row[0], what: "kind")
        }
        return StoredPage(
            kind: kind, runID: row[2], batch: row[3],
            link: try link(row[0], previous: row[4], digest: row[5], naming: try event(of: row)),
            content: row[6])
    }

    private func event(of row: Row) throws -> EventMark? {
        guard let number = row[7] as Int64? else { return nil }
        guard let digest = (row[8] as [UInt8]?).flatMap({ Digest($0) }) else {
            throw JournalDamaged(sequence: row[0], what: "event")
        }
        return EventMark(number: number, digest: digest)
    }

    private func link(
        _ sequence: Int64, previous: [UInt8], digest: [UInt8], naming event: EventMark? = nil
    ) throws -> Link {
        guard let previous = Digest(previous), let digest = Digest(digest) else {
            throw JournalDamaged(sequence: sequence, what: "digest")
        }
        return Link(sequence: sequence, previous: previous, digest: digest, event: event)
    }
}

extension RunStore {
    package func pageCount() throws -> Int {
        try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM page") ?? 0
    }
}
