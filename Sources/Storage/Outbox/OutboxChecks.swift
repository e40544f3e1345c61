import Outbox

extension Check {
    /// Messages hold what was queued, stand where their last step says, and are in somebody's hands
    /// only while they are sent.
    package static let outbox = Check("messages that go out") { books in
        try books.outbox.problemsOfStates() + books.outbox.problemsOfContents()
    }
}

extension OutboxStore {
    private static let states = [
        (
            "it stands elsewhere than its last step says",
            """
            SELECT message_id FROM outbox_standing AS standing
            WHERE state <> 'sending' AND state <> COALESCE((
              SELECT step.state FROM outbox_step AS step
              WHERE step.message_id = standing.message_id ORDER BY step.step_no DESC LIMIT 1), '')
            """
        ),
        (
            "nobody has it in hand, and it is being sent",
            """
            SELECT message_id FROM outbox_standing
            WHERE state = 'sending' AND (token < 1 OR leased_until IS NULL)
            """
        ),
        (
            "it is in somebody's hands, and not being sent",
            """
            SELECT message_id FROM outbox_standing
            WHERE state <> 'sending' AND leased_until IS NOT NULL
            """
        ),
        (
            "it lacks what it holds, or where it stands",
            """
            SELECT id FROM outbox WHERE NOT EXISTS (
              SELECT 1 FROM outbox_content AS content WHERE content.message_id = outbox.id)
            OR NOT EXISTS (
              SELECT 1 FROM outbox_standing AS standing
              WHERE standing.message_id = outbox.id AND standing.kind = outbox.kind)
            """
        ),
    ]

    fileprivate func problemsOfStates() throws -> [String] {
        try OutboxStore.states.flatMap { said, sql in
            try Int64.fetchAll(db, sql: sql + " ORDER BY 1").map { "message \($0): \(said)" }
        }
    }

    fileprivate func problemsOfContents() throws -> [String] {
        let sql = "SELECT message_id FROM outbox_content WHERE salt IS NOT NULL ORDER BY 1"
        return try Int64.fetchAll(db, sql: sql).compactMap { id in
            guard let record = try records("WHERE message.id = ?", [id]).first else { return nil }
            let holds = try content(of: record) != nil
            return holds ? nil : "message \(id): what it holds is not what was queued"
        }
    }
}
