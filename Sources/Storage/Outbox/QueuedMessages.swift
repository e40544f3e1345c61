import Measures
package import Outbox

extension OutboxStore {
    /// Puts a message into the outbox in the transaction of the act that causes it. One whose key
    /// and subject are there already stays as it is, and nil is given; another with the key is
    /// refused.
    package func add(_ message: OutgoingMessage, event: Int64) throws -> Int64? {
        if let known = try records("WHERE message.message_key = ?", [message.key]).first {
            guard known.kind == message.kind, known.subject == message.subject else {
                throw MessageRefused.keyTaken(message.key)
            }
            return nil
        }
        let id = try Int64.fetchOne(db, sql: "SELECT COALESCE(MAX(id), 0) + 1 FROM outbox") ?? 1
        let salt = salts.next()
        let digest = OutboxStore.digest(of: message, salt: salt)
        try insert(id, message, digest: digest, event: event)
        try db.execute(
            sql: """
                INSERT INTO outbox_content (message_id, receiver, sender, salt, content)
                VALUES (?, ?, ?, ?, ?)
                """, arguments: [id, message.receiver, message.sender, salt, message.content])
        try note("queued", of: id, .waiting, event: event)
        return id
    }

    private func insert(
        _ id: Int64, _ message: OutgoingMessage, digest: Digest, event: Int64
    ) throws {
        try db.execute(
            sql: """
                INSERT INTO outbox (id, kind, message_key, subject, account_id, digest, event_id)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                id, message.kind.rawValue, message.key, message.subject, message.account,
                digest.bytes, event,
            ])
        let goodFor = message.goodFor.map { Int64($0) * 1000 }
        try db.execute(
            sql: """
                INSERT INTO outbox_standing (message_id, kind, state, due_at, good_until)
                VALUES (?, ?, 'waiting', {instant}, {instant} + CAST(? AS {integer}))
                """, arguments: [id, message.kind.rawValue, goodFor])
    }

    static func digest(of message: OutgoingMessage, salt: [UInt8]) -> Digest {
        let head = "\(message.receiver)\n\(message.sender)\n"
        return SHA256.digest(of: salt + Array(head.utf8) + message.content)
    }

    /// What a message holds: nil where it is erased, or is not what was queued.
    func content(of record: MessageRecord) throws -> OutgoingMessage? {
        let sql = "SELECT receiver, sender, salt, content FROM outbox_content WHERE message_id = ?"
        let row = try Row.fetchOne(db, sql: sql, arguments: [record.id])
        guard let row, let salt = row[2] as [UInt8]?, let content = row[3] as [UInt8]? else {
            return nil
        }
        let message = try? OutgoingMessage(
            record.kind, key: record.key, about: record.subject, account: record.account,
            to: row[0], from: row[1],
            content: content)
        guard let message, OutboxStore.digest(of: message, salt: salt) == record.digest else {
            return nil
        }
        return message
    }

    /// Who it is for; nil where that is erased.
    package func receiver(of id: Int64) throws -> String? {
        let sql = "SELECT receiver FROM outbox_content WHERE message_id = ?"
        let receiver = try String.fetchOne(db, sql: sql, arguments: [id]) ?? ""
        return receiver.isEmpty ? nil : receiver
    }

    /// Erases what a message holds and what was said of it: who it was for and what it told are
    /// gone, and that there was one stays proven. Itself an act, by its event.
    package func erase(_ id: Int64, event: Int64) throws {
        try db.execute(
            sql: """
                UPDATE outbox_content SET receiver = '', sender = '', salt = NULL, content = NULL
                WHERE message_id = ?
                """, arguments: [id])
        try db.execute(
            sql: "UPDATE outbox_step SET said = '' WHERE message_id = ?", arguments: [id])
        guard let record = try records("WHERE message.id = ?", [id]).first else { return }
        try note("erased", of: id, record.standing.state, event: event)
    }
}
