package import Outbox
package import Storage

/// Messages as they stand, and what became of each.
package struct ShowOutbox: Sendable {
    package struct Listed: Sendable {
        package let counts: [MessageState: Int]
        package let messages: [MessageRecord]
    }

    package struct Shown: Sendable {
        package let message: MessageRecord
        /// Nil once it is erased.
        package let receiver: String?
        package let history: [MessageStep]
    }

    let door: Door

    package init(_ door: Door) { self.door = door }

    /// The last messages in a state, or in any.
    package func list(in state: MessageState?, last count: Int) throws -> Listed {
        try door.read(.readAccounts, rows: .none) { books in
            Listed(
                counts: try books.outbox.counts(),
                messages: try books.outbox.messages(in: state, last: count))
        }
    }

    /// One message by its number or key.
    package func show(_ reference: String) throws -> Shown {
        try door.read(.readAccounts, rows: .none) { books in
            guard let message = try books.outbox.message(reference) else {
                throw MessageActRefused.noSuchMessage(reference)
            }
            return Shown(
                message: message, receiver: try books.outbox.receiver(of: message.id),
                history: try books.outbox.history(of: message.id))
        }
    }
}
