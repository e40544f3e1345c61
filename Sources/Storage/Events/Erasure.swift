import Measures

/// A part of an event that may hold what somebody has a right to have erased.
package enum ErasedPart: String, Sendable, CaseIterable { case actor, subject, reason }

extension EventStore {
    static let erasing = "event-erase"

    /// The subject of the erasing event.
    static func erasure(of part: String, _ event: Int64) -> String { "event \(event) \(part)" }

    /// Erases a part of an event with its salt. The commitment left in the chain reveals nothing,
    /// and the chain still verifies. Recorded as an event of its own.
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
