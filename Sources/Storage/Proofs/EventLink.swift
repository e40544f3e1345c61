import Ledger
import Measures

/// What is known of who, to what and why: a value that a salt hides, or what is left once both
/// were erased.
struct Commitment: Sendable, Hashable {
    let digest: Digest
    /// Nil once it was erased.
    let salt: [UInt8]?

    /// SHA-256 over salt and value.
    init(_ value: String, salt: [UInt8]) {
        digest = SHA256.digest(of: salt + Array(value.utf8))
        self.salt = salt
    }

    init(stored digest: Digest, salt: [UInt8]?) {
        self.digest = digest
        self.salt = salt
    }

    /// Whether it holds a value, or is erased with nothing left of it.
    func holds(_ value: String) -> Bool {
        guard let salt else { return value.isEmpty }
        return Commitment(value, salt: salt).digest == digest
    }
}

/// What the link of an event covers.
struct SealedEvent: Sendable {
    let event: Event
    let actor: Commitment
    let subject: Commitment
    let reason: Commitment
    /// The last page of the journal when the event was sealed.
    let page: EventMark
    /// What it brought and ended, by table.
    let pins: [StoredPin]
    /// The record of its act; nil for an event that has none.
    let act: SealedAct?

    /// The digest of the event behind `previous`: SHA-256 over canonical bytes of that digest, the
    /// number, what is open (times, action, key), the commitments, the page, the pins
    /// and, where there is one, the record of the act.
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

/// What an event brought to a table and ended there, as stored.
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
