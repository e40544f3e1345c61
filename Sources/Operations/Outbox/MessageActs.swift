package import Access
package import Outbox
package import Storage

// What a person does with a message: each an act with its reason, on record.

/// Why nothing was done with a message.
package enum MessageActRefused: Error, Hashable, Sendable {
    case noSuchMessage(String)
    case notNow(key: String, MessageMove, MessageStanding)
    /// It may still be sent: what it holds is needed.
    case stillNeeded(key: String, MessageState)
}

/// Where a message came to stand.
package struct MovedMessage: Codable, Sendable, Hashable {
    package let id: Int64
    package let key: String
    package let state: MessageState
}

/// Stops a message until it is let go.
package struct HoldMessage: MessageAct {
    package static let name = "hold-message"
    package let message: String

    package init(_ message: String) {
        self.message = message
    }

    var event: String { "message-hold" }
    var move: MessageMove { .hold }
}

/// Lets a message go that was held.
package struct LetMessageGo: MessageAct {
    package static let name = "let-message-go"
    package let message: String

    package init(_ message: String) {
        self.message = message
    }

    var event: String { "message-let-go" }
    var move: MessageMove { .letGo }
}

/// Takes a message back for good, before it was handed over.
package struct WithdrawMessage: MessageAct {
    package static let name = "withdraw-message"
    package let message: String

    package init(_ message: String) {
        self.message = message
    }

    var event: String { "message-withdraw" }
    var move: MessageMove { .withdraw }
}

/// Has a message sent again that failed; its receiver sees the same key.
package struct SendMessageAgain: MessageAct {
    package static let name = "send-message-again"
    package let message: String

    package init(_ message: String) {
        self.message = message
    }

    var event: String { "message-send-again" }
    var move: MessageMove { .sendAgain }
}

/// Decides on a message of which nobody knows whether it was taken.
package struct DecideMessage: MessageAct {
    package static let name = "decide-message"
    package let message: String
    package let decision: UnknownDecision

    package init(_ message: String, _ decision: UnknownDecision) {
        self.message = message
        self.decision = decision
    }

    var event: String { "message-decide-" + decision.rawValue }
    var move: MessageMove { .decide(decision) }
}

/// Takes in what came back behind a message: delivered, returned, complained about.
package struct ReportDelivery: MessageAct {
    package static let name = "report-delivery"
    package let message: String
    package let report: DeliveryReport

    package init(_ message: String, _ report: DeliveryReport) {
        self.message = message
        self.report = report
    }

    var event: String { "message-" + report.rawValue }
    var move: MessageMove { .report(report) }
}

/// Erases what a message holds, and what was said of it. That there was one stays on record.
package struct EraseMessage: Act {
    package static let name = "erase-message"
    package static let permission = Permission.erasePersonalData
    package static let needsReason = true
    package let message: String

    package init(_ message: String) { self.message = message }

    package var rows: ProjectionScope { .none }

    package func decide(_ books: Books, by caller: Caller) throws -> Decision<MovedMessage> {
        let record = try books.messageOnRecord(message)
        guard [.sent, .failed, .withdrawn].contains(record.standing.state) else {
            throw MessageActRefused.stillNeeded(key: record.key, record.standing.state)
        }
        return Decision(event: "message-erase", of: Subject(.message, record.id)) { books, event in
            try books.outbox.erase(record.id, event: event)
            return MovedMessage(
                id: record.id, key: record.key, state: record.standing.state)
        }
    }
}

/// What the acts have in common: a reason, a message that is there, one move.
protocol MessageAct: ConcurrentAct where Answer == MovedMessage {
    /// Its number or key.
    var message: String { get }
    var event: String { get }
    var move: MessageMove { get }
}

extension MessageAct {
    package static var permission: Permission { .sendMessages }
    package static var needsReason: Bool { true }
    package var rows: ProjectionScope { .none }

    package func object(in books: Books) throws -> Subject {
        Subject(.message, try books.messageOnRecord(message).id)
    }

    package func decide(_ books: Books, by caller: Caller) throws -> Decision<MovedMessage> {
        let (record, move) = (try books.messageOnRecord(message), move)
        var decision = Decision<MovedMessage>(event: event, of: Subject(.message, record.id)) {
            books, event in
            let reason = try books.events.event(event)?.reason ?? ""
            do {
                let standing = try books.outbox.move(
                    record.id, move, because: reason, event: event)
                return MovedMessage(id: record.id, key: record.key, state: standing.state)
            } catch let refused as MoveRefused {
                throw MessageActRefused.notNow(key: record.key, move, refused.standing)
            }
        }
        decision.before = ["state": .string(record.standing.state.rawValue)]
        return decision
    }
}

extension Books {
    fileprivate func messageOnRecord(_ message: String) throws -> MessageRecord {
        guard let record = try outbox.message(message) else {
            throw MessageActRefused.noSuchMessage(message)
        }
        return record
    }
}

extension UnknownDecision: Codable {}
extension DeliveryReport: Codable {}
extension MessageState: Codable {}
