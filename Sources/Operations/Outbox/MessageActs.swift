package import Outbox
package import Storage

// What a person does with a message: each an act with its reason, on record.

/// Why nothing was done with a message.
package enum MessageActRefused: Error, Hashable, Sendable {
    case noReason
    case noSuchMessage(String)
    case notNow(key: String, MessageMove, MessageStanding)
    /// It may still be sent: what it holds is needed.
    case stillNeeded(key: String, MessageState)
}

/// Where a message came to stand.
package struct MovedMessage: Sendable, Hashable {
    package let id: Int64
    package let key: String
    package let state: MessageState
}

/// Stops a message until it is let go.
package struct HoldMessage: Sendable {
    private let act: MessageAct

    package init(_ installation: Installation, by actor: String) {
        act = MessageAct(installation: installation, actor: actor)
    }

    package func callAsFunction(
        _ message: String, because reason: String, isDryRun: Bool = false
    ) throws -> MovedMessage { try act("message-hold", message, .hold, reason, isDryRun) }
}

/// Lets a message go that was held.
package struct LetMessageGo: Sendable {
    private let act: MessageAct

    package init(_ installation: Installation, by actor: String) {
        act = MessageAct(installation: installation, actor: actor)
    }

    package func callAsFunction(
        _ message: String, because reason: String, isDryRun: Bool = false
    ) throws -> MovedMessage { try act("message-let-go", message, .letGo, reason, isDryRun) }
}

/// Takes a message back for good, before it was handed over.
package struct WithdrawMessage: Sendable {
    private let act: MessageAct

    package init(_ installation: Installation, by actor: String) {
        act = MessageAct(installation: installation, actor: actor)
    }

    package func callAsFunction(
        _ message: String, because reason: String, isDryRun: Bool = false
    ) throws -> MovedMessage { try act("message-withdraw", message, .withdraw, reason, isDryRun) }
}

/// Has a message sent again that failed; its receiver sees the same key.
package struct SendMessageAgain: Sendable {
    private let act: MessageAct

    package init(_ installation: Installation, by actor: String) {
        act = MessageAct(installation: installation, actor: actor)
    }

    package func callAsFunction(
        _ message: String, because reason: String, isDryRun: Bool = false
    ) throws -> MovedMessage {
        try act("message-send-again", message, .sendAgain, reason, isDryRun)
    }
}

/// Decides on a message of which nobody knows whether it was taken.
package struct DecideMessage: Sendable {
    private let act: MessageAct

    package init(_ installation: Installation, by actor: String) {
        act = MessageAct(installation: installation, actor: actor)
    }

    package func callAsFunction(
        _ message: String, _ decision: UnknownDecision, because reason: String,
        isDryRun: Bool = false
    ) throws -> MovedMessage {
        let verb = "message-decide-" + decision.rawValue
        return try act(verb, message, .decide(decision), reason, isDryRun)
    }
}

/// Takes in what came back behind a message: delivered, returned, complained about.
package struct ReportDelivery: Sendable {
    private let act: MessageAct

    package init(_ installation: Installation, by actor: String) {
        act = MessageAct(installation: installation, actor: actor)
    }

    package func callAsFunction(
        _ message: String, _ report: DeliveryReport, because detail: String,
        isDryRun: Bool = false
    ) throws -> MovedMessage {
        try act("message-" + report.rawValue, message, .report(report), detail, isDryRun)
    }
}

/// Erases what a message holds, and what was said of it. That there was one stays on record.
package struct EraseMessage: Sendable {
    private let act: MessageAct

    package init(_ installation: Installation, by actor: String) {
        act = MessageAct(installation: installation, actor: actor)
    }

    package func callAsFunction(
        _ message: String, because reason: String, isDryRun: Bool = false
    ) throws -> MovedMessage {
        try act.done("message-erase", message, reason, isDryRun) { record, event, books in
            guard [.sent, .failed, .withdrawn].contains(record.standing.state) else {
                throw MessageActRefused.stillNeeded(key: record.key, record.standing.state)
            }
            try books.outbox.erase(record.id, event: event)
            return record.standing.state
        }
    }
}

/// What the acts have in common: a reason, a message that is there, one event.
private struct MessageAct: Sendable {
    let installation: Installation
    let actor: String

    func callAsFunction(
        _ verb: String, _ message: String, _ move: MessageMove, _ reason: String, _ isDryRun: Bool
    ) throws -> MovedMessage {
        try done(verb, message, reason, isDryRun) { record, event, books in
            do {
                return try books.outbox.move(record.id, move, because: reason, event: event).state
            } catch let refused as MoveRefused {
                throw MessageActRefused.notNow(key: record.key, move, refused.standing)
            }
        }
    }

    func done(
        _ verb: String, _ message: String, _ reason: String, _ isDryRun: Bool,
        _ body: (MessageRecord, Int64, Books) throws -> MessageState
    ) throws -> MovedMessage {
        guard !reason.isEmpty else { throw MessageActRefused.noReason }
        return try installation.change(isDryRun: isDryRun, rows: .none) { books in
            guard let record = try books.outbox.message(message) else {
                throw MessageActRefused.noSuchMessage(message)
            }
            let event = try books.events.record(
                Act(verb, of: "message \(record.id)", by: actor, because: reason))
            let state = try body(record, event, books)
            return MovedMessage(id: record.id, key: record.key, state: state)
        }
    }
}
