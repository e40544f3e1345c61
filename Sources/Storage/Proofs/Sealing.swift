package import Ledger
import Measures

// The chain of events: each is sealed at the end of the transaction that recorded it.
extension ProofStore {
    /// Seals the events of this transaction. Called at its commit only.
    func seal() throws {
        guard !pins.events.isEmpty else { return }
        pins.collect()
        try pinSettings()
        var last = try lastSealed()
        let page = try pageMark()
        for event in pins.events.sorted() {
            try pinControl(of: event)
            let pinned = (pins.pins[event] ?? [:]).map { StoredPin($0, $1) }
            last = try seal(event, with: pinned, page, after: last)
        }
        pins.sealed()
    }

    /// Runs `body` and seals the events it recorded.
    func sealed<T>(_ body: (Books) throws -> T) throws -> T {
        let result = try body(books)
        try seal()
        return result
    }

    /// Seals all events of books from before the chain, as they are found.
    func sealAsFound() throws {
        let found = try PinsFound(books)
        let page = try pageMark()
        var (last, first) = (
            EventMark.origin, [StoredPin(ProofStore.settings.table, try ofSettings())]
        )
        for event in try Int64.fetchAll(db, sql: "SELECT id FROM event ORDER BY id") {
            last = try seal(event, with: found.pins(of: event) + first, page, after: last)
            first = []
        }
    }

    private func seal(
        _ id: Int64, with pins: [StoredPin], _ page: EventMark, after last: EventMark
    ) throws -> EventMark {
        guard let event = try books.events.event(id) else { throw BrokenRow(what: "event \(id)") }
        let sealed = SealedEvent(
            event: event, actor: hidden(event.actor), subject: hidden(event.subject),
            reason: hidden(event.reason), page: page,
            pins: pins.sorted { $0.table.utf8.lexicographicallyPrecedes($1.table.utf8) },
            act: try books.acts.sealed(id))
        let digest = sealed.digest(after: last.digest)
        try insert(sealed, digest)
        for pin in sealed.pins { try insert(pin, of: id) }
        return EventMark(number: id, digest: digest)
    }

    private func hidden(_ value: String) -> Commitment { Commitment(value, salt: salts.next()) }

    private func insert(_ sealed: SealedEvent, _ digest: Digest) throws {
        let parts = [sealed.actor, sealed.subject, sealed.reason]
        let values: [DatabaseValue] =
            [
                sealed.event.id.databaseValue, digest.bytes.databaseValue,
                sealed.page.number.databaseValue, sealed.page.digest.bytes.databaseValue,
            ] + parts.map(\.digest.bytes.databaseValue) + parts.map(\.salt.databaseValue)
        try db.execute(
            sql: """
                INSERT INTO event_proof (event_id, digest, page_sequence, page_digest,
                  actor_commitment, subject_commitment, reason_commitment,
                  actor_salt, subject_salt, reason_salt) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """, arguments: StatementArguments(values))
    }

    private func insert(_ pin: StoredPin, of event: Int64) throws {
        try db.execute(
            sql: """
                INSERT INTO event_pin (event_id, table_name, brought, brought_digest, ended,
                  ended_digest) VALUES (?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                event, pin.table, pin.brought, pin.broughtDigest.bytes, pin.ended,
                pin.endedDigest.bytes,
            ])
    }

    /// Pins rows of control by reading them, as they are few and never change.
    private func pinControl(of event: Int64) throws {
        for table in PinnedTable.control {
            let rows = try db.rows(table.queryOfEvent, [event])
            while let row = try rows.next() {
                let values = table.columns.indices.map { row.value($0) }
                pins.brought(table.shape, values, by: event)
            }
        }
    }

    /// The first sealed event also pins the installation's name.
    private func pinSettings() throws {
        guard let event = pins.events.min(),
            try Int64.fetchOne(db, sql: "SELECT event_id FROM event_proof LIMIT 1") == nil
        else { return }
        let name: [DatabaseValue] = [try db.setting("name").databaseValue]
        pins.brought(ProofStore.settings, name, by: event)
    }

    static let settings = RowShape("installation", ["name"])

    /// The setting that the first event pins, as it is now.
    func ofSettings() throws -> Pin {
        var pin = Pin()
        var writer = CanonicalWriter()
        let name: [DatabaseValue] = [try db.setting("name").databaseValue]
        pin.brought.add(ProofStore.settings.digest(name, with: &writer), with: Stretcher())
        return pin
    }
}

extension EventMark {
    /// The origin of the chain.
    package static let origin = EventMark(number: 0, digest: .none)
}

extension ProofStore {
    /// The last sealed event; the origin where there is none.
    package func lastSealed() throws -> EventMark {
        let sql = "SELECT event_id, digest FROM event_proof ORDER BY event_id DESC LIMIT 1"
        guard let row = try Row.fetchOne(db, sql: sql) else { return .origin }
        guard let digest = Digest(row[1] as [UInt8]) else {
            throw BrokenRow(what: "the digest of event \(row[0] as Int64)")
        }
        return EventMark(number: row[0], digest: digest)
    }

    private func pageMark() throws -> EventMark {
        let link = try books.runs.lastLink()
        return EventMark(number: link.sequence, digest: link.digest)
    }
}
