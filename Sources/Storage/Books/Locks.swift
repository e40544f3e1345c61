package import Access
import Postgres

// What an act keeps to itself, where several run at the same time. A thing is locked by its name
// and not by its row: rows of facts are replaced, and what is not there yet can be locked too.
// SQLite writes one act after another and locks nothing.
extension Books {
    /// Keeps a thing to this act until it ends: who else asks for it waits, and then finds what
    /// became of it. To be asked before what the act decides about is loaded.
    package func lock(_ subject: Subject) throws {
        try lock(subject.kind, by: "pg_advisory_xact_lock_shared", and: subject.id)
    }

    /// Keeps all things of a kind, such as where their numbers are given in turn.
    package func lock(all kind: Subject.Kind) throws { try lock(kind, by: "pg_advisory_xact_lock") }

    private func lock(_ kind: Subject.Kind, by how: String, and id: String? = nil) throws {
        precondition(pins.events.isEmpty, "things are locked before the event is recorded")
        guard case .postgres(let connection) = db else { return }
        var sql = "SELECT \(how)(\(Connection.thing("$1")))"
        var names = [Value.text(kind.rawValue)]
        if let id {
            sql += ", pg_advisory_xact_lock(\(Connection.thing("$2")))"
            names.append(.text("\(kind.rawValue) \(id)"))
        }
        try connection.query(sql, names)
    }
}
