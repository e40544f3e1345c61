import Ledger
import Measures

/// Everything that the link of an event covers.
struct SealedEvent: Sendable {
    let event: Event
    let actor: Commitment
    let subject: Commitment
    let reason: Commitment
    /// The last page of the journal when the event was sealed.
    let page: EventMark
    /// Its pins, by table.
    let pins: [StoredPin]
    /// The record of its act; nil for an event that has none.
    let act: SealedAct?

    /// The link after `previous`: SHA-256 over the canonical bytes of that digest, the number, the
    /// open values (times, action, key), the commitments, the page, the pins and, where there is
    /// one, the record of the act.
    func digest(after previous: Digest) -> Digest {
        var bytes = CanonicalWriter(room: 512)
        bytes.write("plumbline event 1")
        bytes.write(previous)
        bytes.write(event.id)
        bytes.write(event.recordedAt)
        bytes.write("\(event.businessDay)")
        bytes.write(event.action)
        bytes.write(event.key != nil)
        bytes.write(event.key ?? "")
        for part in [actor, subject, reason] { bytes.write(part.digest) }
        bytes.write(page.number)
        bytes.write(page.digest)
        bytes.write(pins.count)
        for pin in pins { pin.write(to: &bytes) }
        if let act { bytes.write(act.digest) }
        return bytes.withBytes(SHA256.digest)
    }
}

/// The stored pin of an event and a table: numbers and digests of rows added and of facts ended.
struct StoredPin: Sendable, Hashable {
    let table: String
    let brought: Int
    let broughtDigest: Digest
    let ended: Int
    let endedDigest: Digest

    init(
        table: String, brought: Int, broughtDigest: Digest, ended: Int, endedDigest: Digest
    ) {
        self.table = table
        (self.brought, self.broughtDigest) = (brought, broughtDigest)
        (self.ended, self.endedDigest) = (ended, endedDigest)
    }

    init(_ table: String, _ pin: Pin) {
        self.table = table
        (brought, broughtDigest) = (pin.brought.count, pin.brought.digest)
        (ended, endedDigest) = (pin.ended.count, pin.ended.digest)
    }

    fileprivate func write(to bytes: inout CanonicalWriter) {
        bytes.write(table)
        bytes.write(brought)
        bytes.write(broughtDigest)
        bytes.write(ended)
        bytes.write(endedDigest)
    }
}
