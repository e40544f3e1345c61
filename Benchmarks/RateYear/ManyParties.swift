import Access
import Customers
import Storage

/// The parties that clients change, made where they are not there.
struct ManyParties {
    let installation: Installation
    /// Above the numbers of all real parties.
    private static let first: Int64 = 1 << 40

    init(_ installation: Installation) { self.installation = installation }

    func callAsFunction(_ count: Int) throws -> [Int64] {
        let ids = (0..<Int64(count)).map { ManyParties.first + $0 }
        guard count > 0 else { return [] }
        try installation.change(isDryRun: false, rows: .none) { books in
            guard try books.customers.parties(ids).count < count else { return }
            let event = try books.events.record(EventDraft("test", of: "parties", by: "bench"))
            for id in ids {
                _ = try books.customers.put(ManyParties.party(id, phone: "none"), event: event)
            }
        }
        return ids
    }

    /// One act: locked, looked up, recorded, changed.
    static func change(_ id: Int64, _ key: String, _ books: Books) throws {
        try books.lock(Subject(.party, id))
        guard try books.customers.party(id) != nil else { throw Missing() }
        let event = try books.events.record(
            EventDraft("party-changed", of: "party \(id)", by: "bench", key: key))
        _ = try books.customers.put(party(id, phone: key), event: event)
    }

    struct Missing: Error {}

    private static func party(_ id: Int64, phone: String) -> Party {
        Party(
            id: id, code: "BENCH-\(id)", name: "Client", email: nil, language: "en-GB",
            phone: phone)
    }
}
