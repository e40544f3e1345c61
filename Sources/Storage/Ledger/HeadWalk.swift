import Ledger
import Measures

/// Walks the chains of pages and events together, in the order in which they were written: an event
/// names the last page before it.
struct HeadWalk {
    private let pages: RowCursor
    private let events: RowCursor
    private var page: (mark: EventMark, bills: Int)?
    private var event: (mark: EventMark, after: Int64)?

    init(_ books: Books) throws {
        pages = try books.db.rows(
            """
            SELECT page.sequence, page.digest,
              (SELECT CAST(COALESCE(SUM(last_number - first_number + 1), 0) AS {integer})
               FROM number_span AS span WHERE span.sequence = page.sequence)
            FROM page ORDER BY page.sequence
            """, pieces: 4096)
        events = try books.db.rows(
            "SELECT event_id, digest, page_sequence FROM event_proof ORDER BY event_id",
            pieces: 4096)
        page = try nextPage()
        event = try nextEvent()
    }

    /// The head after the next page or event; nil at the end.
    mutating func next(after head: LedgerHead) throws -> LedgerHead? {
        if let page, page.mark.number <= event?.after ?? .max {
            self.page = try nextPage()
            return LedgerHead(
                page: page.mark, event: head.event, bills: head.bills + page.bills)
        }
        guard let event else { return nil }
        self.event = try nextEvent()
        return LedgerHead(page: head.page, event: event.mark, bills: head.bills)
    }

    private func nextPage() throws -> (mark: EventMark, bills: Int)? {
        guard let row = try pages.next(), let mark = EventMark(row) else { return nil }
        return (mark, row[2])
    }

    private func nextEvent() throws -> (mark: EventMark, after: Int64)? {
        guard let row = try events.next(), let mark = EventMark(row) else { return nil }
        return (mark, row[2])
    }
}

extension EventMark {
    /// A mark from a row that begins with number and digest.
    fileprivate init?(_ row: Row) {
        guard let digest = Digest(row[1] as [UInt8]) else { return nil }
        self.init(number: row[0], digest: digest)
    }
}
