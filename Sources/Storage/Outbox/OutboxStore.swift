package import Measures
package import Outbox

/// What goes out, and what became of it.
package struct OutboxStore: RoomStore {
    let books: Books
}

extension Books {
    package var outbox: OutboxStore { OutboxStore(books: self) }
}

/// A message as it stands.
package struct MessageRecord: Sendable, Hashable {
    package let id: Int64
    package let kind: MessageKind
    package let key: String
    package let subject: String
    package let digest: Digest
    /// The act that caused it.
    package let event: Int64
    package let standing: MessageStanding
    /// Seconds until it may be sent; below zero since when.
    package let dueIn: Int64
    /// Seconds for which it may still be sent; nil for any time.
    package let goodFor: Int64?
    /// Counts its leases.
    package let token: Int64
    /// The process that has it in hand, or had it last.
    package let sender: String?
    /// The account whose customer it is for.
    package let account: Int64?
}

extension OutboxStore {
    static let columns = """
        SELECT message.id, message.kind, message.message_key, message.subject, message.digest,
          message.event_id, standing.state, standing.tries, standing.handed_over,
          (standing.due_at - {instant}) / 1000, (standing.good_until - {instant}) / 1000,
          standing.token, standing.sender, message.account_id
        FROM outbox AS message JOIN outbox_standing AS standing
          ON standing.message_id = message.id
        """

    func records(
        _ rest: String, _ arguments: StatementArguments = []
    ) throws -> [MessageRecord] {
        try Row.fetchAll(db, sql: OutboxStore.columns + " " + rest, arguments: arguments)
            .map(OutboxStore.record)
    }

    private static func record(_ row: Row) throws -> MessageRecord {
        let (id, kind, state): (Int64, String, String) = (row[0], row[1], row[6])
        guard let kind = MessageKind(rawValue: kind), let state = MessageState(rawValue: state),
            let digest = Digest(row[4] as [UInt8])
        else { throw BrokenRow(what: "message \(id): kind, state or digest") }
        return MessageRecord(
            id: id, kind: kind, key: row[2], subject: row[3], digest: digest, event: row[5],
            standing: MessageStanding(state, tries: row[7], isHandedOver: row[8]),
            dueIn: row[9], goodFor: row[10], token: row[11], sender: row[12], account: row[13])
    }

    /// A message by its number or its key.
    package func message(_ reference: String) throws -> MessageRecord? {
        if let id = Int64(reference), let found = try records("WHERE message.id = ?", [id]).first {
            return found
        }
        return try records("WHERE message.message_key = ?", [reference]).first
    }

    /// The last messages in a state, or in any; newest first.
    package func messages(in state: MessageState?, last count: Int) throws -> [MessageRecord] {
        guard let state else { return try records("ORDER BY message.id DESC LIMIT ?", [count]) }
        return try records(
            "WHERE standing.state = ? ORDER BY message.id DESC LIMIT ?", [state.rawValue, count])
    }

    /// How many messages are in each state.
    package func counts() throws -> [MessageState: Int] {
        let rows = try Row.fetchAll(
            db, sql: "SELECT state, count(*) FROM outbox_standing GROUP BY state")
        return Dictionary(
            rows.compactMap { row in MessageState(rawValue: row[0]).map { ($0, row[1]) } },
            uniquingKeysWith: +)
    }
}
