import Billing
import Ledger
import Measures
import Storage

/// A page with what it says by itself, whatever stands before it.
struct LookedAtPage<Found: Sendable>: Sendable {
    let stored: StoredPage
    /// Of its bytes, its number and the digest it names as the one before.
    let digest: Digest
    let found: Result<Found, any Error>

    fileprivate init(_ stored: StoredPage, _ look: (StoredPage) throws -> Found) {
        let link = stored.link
        let before = Link(
            sequence: link.sequence - 1, previous: .none, digest: link.previous)
        self.stored = stored
        digest = before.next(holding: stored.content, hash: SHA256.function).digest
        found = Result { try look(stored) }
    }
}

extension Books {
    /// Takes the pages in the order of the chain, while the next is looked at on another core and
    /// the one after it is read.
    func lookedAt<Found: Sendable>(
        _ look: @escaping @Sendable (StoredPage) throws -> Found,
        take: (LookedAtPage<Found>) throws -> Void
    ) throws {
        var pages = Ahead<LookedAtPage<Found>>()
        var isRefused = false
        func taken(_ page: LookedAtPage<Found>) throws {
            isRefused = true
            try take(page)
            isRefused = false
        }
        do {
            try forEachPage { page in
                try pages.make({ LookedAtPage(page, look) }, take: taken)
            }
        } catch {
            // What was read before a page that cannot be read comes first.
            if !isRefused { try pages.finish(take: taken) }
            throw error
        }
        try pages.finish(take: taken)
    }
}

extension JournalSums {
    /// What a release page posts; nil for other pages, and where its bills' page says it.
    static func posted(on page: StoredPage) throws -> JournalSums? {
        guard page.kind == .release else { return nil }
        var sums = JournalSums()
        do { return try sums.add(releasePage: page.content) ? sums : nil } catch JournalSums.Refused
            .malformed(let offset)
        { throw MalformedBytes(offset: offset) }
    }
}
