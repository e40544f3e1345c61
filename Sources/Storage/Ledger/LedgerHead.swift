package import Ledger
package import Measures

/// The ends of both chains. Kept outside the books, it proves later that nobody rewrote them.
package struct LedgerHead: Sendable, Hashable {
    /// The last page of the journal.
    package let page: EventMark
    /// The last event.
    package let event: EventMark
    /// How many bills had numbers by then.
    package let bills: Int

    package init(page: EventMark, event: EventMark, bills: Int) {
        (self.page, self.event, self.bills) = (page, event, bills)
    }

    /// One digest: SHA-256 over both numbers, both digests and the number of bills.
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

/// Why a kept head does not match the books.
package enum HeadLost: Error, Hashable, Sendable {
    /// The page with that number is missing or has another digest.
    case page(Int64)
    case event(Int64)
    /// Page and event match, the number of bills before them does not.
    case bills(kept: Int, found: Int)
    /// The chains never had this digest.
    case nowhere(Digest)
}

extension LedgerStore {
    /// The present head.
    package func ledgerHead() throws -> LedgerHead {
        let (page, event) = (try lastPage(), try books.proofs.lastSealed())
        return LedgerHead(page: page, event: event, bills: try billsOnPages(through: page.number))
    }

    /// The last page as a mark.
    private func lastPage() throws -> EventMark {
        let link = try books.runs.lastLink()
        return EventMark(number: link.sequence, digest: link.digest)
    }

    /// How many bills the release pages up to one numbered.
    private func billsOnPages(through sequence: Int64) throws -> Int {
        let sql = """
            SELECT CAST(COALESCE(SUM(last_number - first_number + 1), 0) AS {integer})
            FROM number_span WHERE sequence <= ?
            """
        return try Int.fetchOne(db, sql: sql, arguments: [sequence]) ?? 0
    }

    /// Throws `HeadLost` where the books do not continue from a kept head.
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
