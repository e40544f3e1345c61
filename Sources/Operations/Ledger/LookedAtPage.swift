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
        digest = before.next(holding: stored.content, naming: link.event).digest
        found = Result { try look(stored) }
    }
}

extension Books {
    /// Takes the pages in the order of the chain, while the next few are looked at on another core
    /// and those after them are read.
    func lookedAt<Found: Sendable>(
        _ look: @escaping @Sendable (StoredPage) throws -> Found,
        take: (LookedAtPage<Found>) throws -> Void
    ) throws {
        var pages = Prefetch<[LookedAtPage<Found>]>()
        var (read, isRefused) = ([StoredPage](), false)
        func taken(_ looked: [LookedAtPage<Found>]) throws {
            isRefused = true
            for page in looked { try take(page) }
            isRefused = false
        }
        let result = Result {
            try runs.forEachPage { page in
                read.append(page)
                guard read.count == pagesAtOnce else { return }
                try pages.look(at: &read, look, take: taken)
            }
        }
        // What was read before a page that cannot be read comes first.
        if !isRefused {
            try pages.look(at: &read, look, take: taken)
            try pages.finish(take: taken)
        }
        try result.get()
    }
}

extension Prefetch {
    /// Starts to look at pages that were read, and takes those that were looked at before.
    fileprivate mutating func look<Found: Sendable>(
        at read: inout [StoredPage], _ look: @escaping @Sendable (StoredPage) throws -> Found,
        take: (Value) throws -> Void
    ) throws where Value == [LookedAtPage<Found>] {
        let few = read
        read.removeAll()
        try make({ few.map { LookedAtPage($0, look) } }, take: take)
    }
}

/// So many that handing them over weighs little, and few enough to stay near the processor.
private let pagesAtOnce = 4

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
