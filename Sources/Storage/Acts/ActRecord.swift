package import Access
import Measures

/// The record of an act beside its event: the identity behind it, the typed object, the permission,
/// and commitments to values that are stored apart.
package struct ActRecord: Sendable, Hashable {
    /// A value of an act that may be personal.
    package enum Part: String, Sendable, CaseIterable {
        case request
        case machineUser = "machine_user"
        case before, after, answer

        /// As people read it.
        package var name: String { self == .machineUser ? "machine user" : rawValue }
    }

    package let event: Int64
    package let caller: Caller.Identity
    package let subject: Subject
    package let permission: Permission
    /// The event that proposed it, where a second person approved it.
    package let proposal: Int64?
    /// Nil for what was erased.
    package let values: [Part: String]

    package init(
        event: Int64, caller: Caller.Identity, subject: Subject, permission: Permission,
        proposal: Int64? = nil, values: [Part: String]
    ) {
        self.event = event
        self.caller = caller
        self.subject = subject
        self.permission = permission
        self.proposal = proposal
        self.values = values
    }
}

extension Caller.Identity {
    fileprivate var word: String {
        switch self {
        case .person: "person"
        case .job: "job"
        case .system: "system"
        case .singleUser: "user"
        }
    }

    fileprivate var personID: Int64? {
        if case .person(let id) = self { id.rawValue } else { nil }
    }

    /// The job by its name as the event has it.
    fileprivate init?(_ word: String, person: Int64?, actor: String) {
        switch (word, person) {
        case ("person", let id?): self = .person(.init(rawValue: id))
        case ("job", nil): self = .job(String(actor.dropFirst("job ".count)))
        case ("system", nil): self = .system
        case ("user", nil): self = .singleUser
        default: return nil
        }
    }
}

extension ActStore {
    /// Stores the record of an event of this transaction: commitments in the record, values in
    /// `act_value`.
    package func keep(_ record: ActRecord) throws {
        let hidden = try ActRecord.Part.allCases.map { part -> DatabaseValue in
            guard let value = record.values[part] else { return .null }
            let commitment = Commitment(value, salt: salts.next())
            try db.execute(
                sql: "INSERT INTO act_value (event_id, part, salt, value) VALUES (?, ?, ?, ?)",
                arguments: [record.event, part.rawValue, commitment.salt, value])
            return commitment.digest.bytes.databaseValue
        }
        let open: [DatabaseValue] = [
            record.event.databaseValue, record.caller.word.databaseValue,
            record.caller.personID.databaseValue, record.subject.kind.rawValue.databaseValue,
            record.subject.id.databaseValue, record.permission.rawValue.databaseValue,
            record.proposal.databaseValue,
        ]
        try db.execute(
            sql: """
                INSERT INTO act_record (event_id, caller, person_id, subject_kind, subject_id,
                  permission, proposal_id, request, machine_user, before, after, answer)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """, arguments: StatementArguments(open + hidden))
    }

    /// The record of an event; nil where the event has none or does not exist.
    package func record(of event: Int64) throws -> ActRecord? {
        let sql = """
            SELECT act.event_id, act.caller, act.person_id, act.subject_kind, act.subject_id,
              act.permission, act.proposal_id, event.actor, event.subject
            FROM act_record AS act JOIN event ON event.id = act.event_id WHERE act.event_id = ?
            """
        guard let row = try Row.fetchOne(db, sql: sql, arguments: [event]) else { return nil }
        let (word, kind, permission): (String, String, String) = (row[1], row[3], row[5])
        guard let caller = Caller.Identity(word, person: row[2], actor: row[7]),
            let kind = Subject.Kind(rawValue: kind),
            let permission = Permission(rawValue: permission)
        else { throw BrokenRow(what: "the act of event \(event)") }
        return ActRecord(
            event: event, caller: caller,
            subject: Subject(kind, row[4] as String, described: row[8]),
            permission: permission, proposal: row[6], values: try values(of: event))
    }

    /// Who did what an event records; for one from before acts were, the user of that name.
    package func caller(ofEvent event: Int64) throws -> Caller {
        let actor = try books.events.event(event)?.actor ?? ""
        guard let record = try record(of: event) else { return .singleUser(actor) }
        return Caller(record.caller, name: actor)
    }

    private func values(of event: Int64) throws -> [ActRecord.Part: String] {
        let sql = "SELECT part, value FROM act_value WHERE event_id = ?"
        var values: [ActRecord.Part: String] = [:]
        for row in try Row.fetchAll(db, sql: sql, arguments: [event]) {
            guard let part = ActRecord.Part(rawValue: row[0]) else { continue }
            values[part] = row[1]
        }
        return values
    }

    /// The version of an object: the last event that changed it; nil where none did.
    package func version(of subject: Subject) throws -> Int64 {
        let sql = """
            SELECT max(event_id) FROM act_record WHERE subject_kind = ? AND subject_id = ?
            """
        return try Int64.fetchOne(
            db, sql: sql, arguments: [subject.kind.rawValue, subject.id]) ?? 0
    }

    /// The events of an object, newest first.
    package func events(of subject: Subject) throws -> [Int64] {
        let sql = """
            SELECT event_id FROM act_record WHERE subject_kind = ? AND subject_id = ?
            ORDER BY event_id DESC
            """
        return try Int64.fetchAll(db, sql: sql, arguments: [subject.kind.rawValue, subject.id])
    }

    /// Erases a value with its salt; the commitment that stays reveals nothing. Recorded as an
    /// event of its own.
    package func erase(
        _ part: ActRecord.Part, ofEvent id: Int64, by actor: String, because reason: String
    ) throws -> Int64 {
        let event = try books.events.record(
            EventDraft(
                EventStore.erasing, of: EventStore.erasure(of: part.name, id), by: actor,
                because: reason))
        try db.execute(
            sql: "DELETE FROM act_value WHERE event_id = ? AND part = ?",
            arguments: [id, part.rawValue])
        return event
    }
}
