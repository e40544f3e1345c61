package import Ledger
package import Measures

/// Where both chains end: what is kept outside the books, so that nobody can make them anew.
package struct LedgerHead: Sendable, Hashable {
    /// The last page of the journal.
    package let page: EventMark
    /// The last event.
    package let event: EventMark
    /// Bills that had their numbers by then.
    package let bills: Int

    package init(page: EventMark, event: EventMark, bills: Int) {
        (self.page, self.event, self.bills) = (page, event, bills)
    }

    /// One digest for both: SHA-256 over both numbers, both digests and the count of bills.
    package var digest: Digest {
        var bytes = CanonicalWriter(room: 128)
        bytes.write("plumbline head 1")
        for mark in [page, event] {
            bytes.write(mark.number)
            bytes.write(mark.digest)
        }
        bytes.write(bills)
        return bytes.withBytes(SHA256.digest)
    }
}

/// Why books do not hold a head that was kept.
package enum HeadLost: Error, Hashable, Sendable {
    /// The page of that number has another digest, or is not there.
    case page(Int64)
    case event(Int64)
    /// Both are there, but not with so many bills before.
    case bills(kept: Int, found: Int)
    /// No place of the chains has that digest.
    case nowhere(Digest)
}

extension LedgerStore {
    /// The head as it is now.
    package func ledgerHead() throws -> LedgerHead {
        let (page, event) = (try lastPage(), try books.proofs.lastSealed())
        return LedgerHead(page: page, event: event, bills: try billsOnPages(through: page.number))
    }

    /// The last page as a mark.
    private func lastPage() throws -> EventMark {
        let link = try books.runs.lastLink()
        return EventMark(number: link.sequence, digest: link.digest)
    }

    /// Bills that release pages up to one gave their numbers.
    private func billsOnPages(through sequence: Int64) throws -> Int {
        let sql = """
            SELECT CAST(COALESCE(SUM(last_number - first_number + 1), 0) AS {integer})
            FROM number_span WHERE sequence <= ?
            """
        return try Int.fetchOne(db, sql: sql, arguments: [sequence]) ?? 0
    }

    /// Throws `HeadLost` where a head that was kept is no beginning of what is here.
    package func verify(_ head: LedgerHead) throws {
        if head.page.number > 0, try pageDigest(head.page.number) != head.page.digest {
            throw HeadLost.page(head.page.number)
        }
        if head.event.number > 0, try eventDigest(head.event.number) != head.event.digest {
            throw HeadLost.event(head.event.number)
        }
        let bills = try billsOnPages(through: head.page.number)
        guard bills == head.bills else {
            throw HeadLost.bills(kept: head.bills, found: bills)
        }
    }

    /// The head that gives a digest, where the chains have had one. Throws `HeadLost`.
    package func head(withDigest digest: Digest) throws -> LedgerHead {
        var head = LedgerHead(page: .origin, event: .origin, bills: 0)
        var walk = try HeadWalk(books)
        while head.digest != digest {
            guard let next = try walk.next(after: head) else { throw HeadLost.nowhere(digest) }
            head = next
        }
        return head
    }

    private func pageDigest(_ sequence: Int64) throws -> Digest? {
        let sql = "SELECT digest FROM page WHERE sequence = ?"
        return try [UInt8].fetchOne(db, sql: sql, arguments: [sequence]).flatMap { Digest($0) }
    }

    private func eventDigest(_ id: Int64) throws -> Digest? {
        let sql = "SELECT digest FROM event_proof WHERE event_id = ?"
        return try [UInt8].fetchOne(db, sql: sql, arguments: [id]).flatMap { Digest($0) }
    }
}
