import Measures
package import Outbox

/// A step in the life of a message.
package struct MessageStep: Sendable, Hashable {
    package let number: Int
    package let what: String
    package let state: MessageState
    package let said: String
    /// ISO 8601 in UTC.
    package let recordedAt: String
    /// Who did it, of a person's act.
    package let actor: String?
    package let event: Int64?
}

extension OutboxStore {
    /// Characters that are kept of what a receiver says.
    private static let longestSaid = 500

    /// Writes a step down. What a receiver says is cut, and kept to one harmless line.
    func note(
        _ what: String, of id: Int64, _ state: MessageState, said: String = "",
        event: Int64? = nil
    ) throws {
        let said = String(said.prefix(OutboxStore.longestSaid)).shown
        let last = try Int64.fetchOne(
            db, sql: "SELECT COALESCE(MAX(step_no), 0) FROM outbox_step WHERE message_id = ?",
            arguments: [id])
        try db.execute(
            sql: """
                INSERT INTO outbox_step (message_id, step_no, what, state, said, recorded_at,
                  event_id) VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                id, (last ?? 0) + 1, what, state.rawValue, said, clock.now().stamp, event,
            ])
    }

    /// Everything that became of a message, in order.
    package func history(of id: Int64) throws -> [MessageStep] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT step.step_no, step.what, step.state, step.said, step.recorded_at,
                  event.actor, step.event_id
                FROM outbox_step AS step LEFT JOIN event ON event.id = step.event_id
                WHERE step.message_id = ? ORDER BY step.step_no
                """, arguments: [id])
        return try rows.map { row in
            guard let state = MessageState(rawValue: row[2]) else {
                throw BrokenRow(what: "message \(id), step \(row[0] as Int64): its state")
            }
            return MessageStep(
                number: row[0], what: row[1], state: state, said: row[3], recordedAt: row[4],
                actor: row[5], event: row[6])
        }
    }
}

extension MessageMove {
    /// By which the history knows it.
    var word: String {
        switch self {
        case .take: "taken"
        case .handOver: "handed-over"
        case .settle(.taken): "sent"
        case .settle(.notTaken): "not-taken"
        case .settle(.inDoubt): "in-doubt"
        case .lapse: "lapsed"
        case .expire: "too-late"
        case .hold: "held"
        case .letGo: "let-go"
        case .withdraw: "withdrawn"
        case .sendAgain: "send-again"
        case .decide(let decision): "decided-" + decision.rawValue
        case .report(let report): report.rawValue
        }
    }
}
