import Ledger
import Measures

extension Check {
    /// Each event continues the chain and matches its seal; pages and events name each other
    /// correctly.
    package static let events = Check("events chained") { books in
        var chain = EventChain(books)
        return try chain.problems()
    }
}

/// One pass over all events.
private struct EventChain {
    private let books: Books
    private var last = EventMark.origin
    private var page = EventMark.origin
    private var digests: [Int64: Digest] = [:]
    private var found: [String] = []

    init(_ books: Books) { self.books = books }

    mutating func problems() throws -> [String] {
        let pins = try books.proofs.storedPins()
        let rows = try books.db.rows(EventChain.events, pieces: 4096)
        var erased: [String] = []
        while let row = try rows.next() { try look(at: row.copy, pins, &erased) }
        try lookAtErased(erased)
        try lookForStrays(pins)
        try lookAtPages()
        return found
    }

    private static let events = """
        SELECT event.id, recorded_at, business_day, actor, action, subject, reason,
          idempotency_key, digest, page_sequence, page_digest, actor_commitment,
          subject_commitment, reason_commitment, actor_salt, subject_salt, reason_salt
        FROM event LEFT JOIN event_proof AS proof ON proof.event_id = event.id ORDER BY event.id
        """

    private mutating func look(
        at row: Row, _ pins: [Int64: [StoredPin]], _ erased: inout [String]
    ) throws {
        let (id, action): (Int64, String) = (row[0], row[4])
        if id != last.number + 1 { found.append("event \(last.number + 1) is not there") }
        last = EventMark(number: id, digest: last.digest)
        guard let digest = (row[8] as [UInt8]?).flatMap({ Digest($0) }) else {
            return found.append("event \(id), \(action): it is not sealed, so nobody recorded it")
        }
        let act = try books.acts.sealed(id)
        guard let sealed = SealedEvent(row, pins: pins[id] ?? [], act) else {
            return found.append("event \(id), \(action): its seal cannot be read")
        }
        lookAtValues(of: sealed, &erased)
        if let act { try lookAtValues(of: act, sealed.event, &erased) }
        if sealed.digest(after: last.digest) != digest {
            found.append("event \(id), \(action): it is not what was sealed")
        }
        try lookAtPage(of: sealed)
        digests[id] = digest
        last = EventMark(number: id, digest: digest)
    }

    private mutating func lookAtValues(of sealed: SealedEvent, _ erased: inout [String]) {
        let event = sealed.event
        for (name, value, hidden) in sealed.parts {
            if !hidden.holds(value) {
                found.append(
                    "event \(event.id), \(event.action): its \(name) is not what was sealed")
            }
            if hidden.salt == nil { erased.append(EventStore.erasure(of: name, event.id)) }
        }
    }

    /// Values of acts, which are stored apart, match their commitments or were erased by an event.
    private mutating func lookAtValues(
        of act: SealedAct, _ event: Event, _ erased: inout [String]
    ) throws {
        let compared = act.compared(with: try books.acts.storedValues(of: event.id))
        for part in compared.altered {
            found.append(
                "event \(event.id), \(event.action): its \(part.name) is not what was sealed")
        }
        erased += compared.erased.map { EventStore.erasure(of: $0.name, event.id) }
    }

    /// Each event names the last page before it.
    private mutating func lookAtPage(of sealed: SealedEvent) throws {
        let (mark, event) = (sealed.page, sealed.event)
        guard mark != page else { return }
        let isForward = mark.number >= page.number
        page = mark
        guard mark != .origin else { return }
        let row = try [UInt8].fetchOne(
            books.db, sql: "SELECT digest FROM page WHERE sequence = ?", arguments: [mark.number])
        if !isForward || row != mark.digest.bytes {
            found.append(
                "event \(event.id), \(event.action): page \(mark.number), which it names, is not "
                    + "the page it was")
        }
    }

    /// Each erasure has its event, and nothing that an event erased is there again.
    private mutating func lookAtErased(_ erased: [String]) throws {
        let described = try books.erasures.partsOfEvents()
        for subject in erased where !described.contains(subject) {
            found.append("\(subject) is erased, and no event says so")
        }
        for subject in described.subtracting(erased).sorted() {
            found.append("\(subject) was erased, and is there again")
        }
    }

    private mutating func lookForStrays(_ pins: [Int64: [StoredPin]]) throws {
        for id in pins.keys.sorted() where digests[id] == nil {
            found.append("event \(id) is said to have brought facts, and is not sealed")
        }
        let strays = """
            SELECT event_id FROM event_proof WHERE NOT EXISTS (
              SELECT 1 FROM event WHERE event.id = event_proof.event_id) ORDER BY event_id
            """
        for id in try Int64.fetchAll(books.db, sql: strays) {
            found.append("event \(id) is sealed, and is not there")
        }
        for (event, part) in try books.acts.unknownValues() {
            found.append("event \(event): act_value has a part '\(part)', which no act has")
        }
        for table in ["act_record", "act_value"] {
            let parent = table == "act_record" ? "event.id" : "act_record.event_id"
            let named = parent.prefix { $0 != "." }
            let sql = """
                SELECT DISTINCT event_id FROM \(table) WHERE NOT EXISTS (
                  SELECT 1 FROM \(named) WHERE \(parent) = \(table).event_id) ORDER BY event_id
                """
            for id in try Int64.fetchAll(books.db, sql: sql) {
                found.append("event \(id): \(table) has a row of an act that it does not record")
            }
        }
    }

    /// From the first page that names an event on, every page names an event of the chain, none
    /// earlier than the page before it.
    private mutating func lookAtPages() throws {
        let sql = "SELECT sequence, event_id, event_digest FROM page ORDER BY sequence"
        let rows = try books.db.rows(sql, pieces: 4096)
        var before: Int64 = 0
        while let row = try rows.next() {
            let (sequence, event, digest): (Int64, Int64?, [UInt8]?) = (row[0], row[1], row[2])
            guard let event else {
                if before > 0 { found.append("page \(sequence) names no event") }
                continue
            }
            if event < before || digests[event]?.bytes != digest {
                found.append("page \(sequence): event \(event), which it names, is not what it was")
            }
            before = event
        }
    }
}

extension SealedEvent {
    /// Actor, subject and reason, with their commitments.
    var parts: [(name: String, value: String, hidden: Commitment)] {
        [
            ("actor", event.actor, actor), ("subject", event.subject, subject),
            ("reason", event.reason, reason),
        ]
    }

    /// Decodes a row of an event and its seal; nil where that fails.
    fileprivate init?(_ row: Row, pins: [StoredPin], _ act: SealedAct?) {
        func digest(_ column: Int) -> Digest? {
            (row[column] as [UInt8]?).flatMap { Digest($0) }
        }
        guard let day = Day(row[2] as String), let page = digest(10), let actor = digest(11),
            let subject = digest(12), let reason = digest(13)
        else { return nil }
        event = Event(
            id: row[0], recordedAt: row[1], businessDay: day, actor: row[3], action: row[4],
            subject: row[5], reason: row[6], key: row[7])
        self.actor = Commitment(stored: actor, salt: row[14])
        self.subject = Commitment(stored: subject, salt: row[15])
        self.reason = Commitment(stored: reason, salt: row[16])
        self.page = EventMark(number: row[9], digest: page)
        self.pins = pins
        self.act = act
    }
}

extension ProofStore {
    /// The stored pins of events, by event, in the order of the tables.
    func storedPins() throws -> [Int64: [StoredPin]] {
        let rows = try db.rows(
            """
            SELECT event_id, table_name, brought, brought_digest, ended, ended_digest
            FROM event_pin ORDER BY event_id, table_name
            """, pieces: 4096)
        var pins: [Int64: [StoredPin]] = [:]
        while let row = try rows.next() {
            let (brought, ended): ([UInt8], [UInt8]) = (row[3], row[5])
            pins[row[0], default: []].append(
                StoredPin(
                    table: row[1], brought: row[2], broughtDigest: Digest(brought) ?? .none,
                    ended: row[4], endedDigest: Digest(ended) ?? .none))
        }
        return pins
    }
}
