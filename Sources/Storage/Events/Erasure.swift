import Measures

/// A part of an event that may hold what somebody has a right to have erased.
package enum ErasedPart: String, Sendable, CaseIterable { case actor, subject, reason }

extension EventStore {
    static let erasing = "event-erase"

    /// What an erasing event says it is about.
    static func erasure(of part: String, _ event: Int64) -> String { "event \(event) \(part)" }

    /// Erases a part of an event with its salt: what is left in the chain tells nothing of it, and
    /// the chain still verifies. Itself an event.
    package func erase(
        _ part: ErasedPart, ofEvent id: Int64, by actor: String, because reason: String
    ) throws -> Int64 {
        let event = try record(
            EventDraft(
                EventStore.erasing, of: EventStore.erasure(of: part.rawValue, id), by: actor,
                because: reason))
        let name = part.rawValue
        try db.execute(sql: "UPDATE event SET \(name) = '' WHERE id = ?", arguments: [id])
        try db.execute(
            sql: "UPDATE event_proof SET \(name)_salt = NULL WHERE event_id = ?",
            arguments: [id])
        return event
    }
}
