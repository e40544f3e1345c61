import Documents
import Measures
package import Operations
import Outbox
import Storage

/// What goes out, as text and JSON.
package enum OutboxText {
    package static func listed(_ listed: ShowOutbox.Listed) -> Answer {
        let counts = MessageState.allCases.filter { listed.counts[$0] != nil }
        let json: JSONValue = [
            "counts": .object(
                counts.map { .init($0.rawValue, .count(listed.counts[$0] ?? 0)) }),
            "messages": .array(listed.messages.map(json)),
        ]
        guard !counts.isEmpty else { return Answer("The outbox is empty.", json) }
        let head = counts.map { "\(grouped(listed.counts[$0] ?? 0)) \($0.rawValue)" }
            .joined(separator: ", ")
        return Answer("\(head)\n\n" + table(listed.messages), json)
    }

    private static func table(_ messages: [MessageRecord]) -> String {
        var table = Table([
            .number("Message"), .text("Kind"), .text("Key"), .text("About"), .text("State"),
            .number("Tries"), .text("Due"),
        ])
        for message in messages {
            table.add([
                "\(message.id)", message.kind.rawValue, message.key, message.subject,
                message.standing.state.rawValue, "\(message.standing.tries)", due(message),
            ])
        }
        return table.text(width: 110)
    }

    private static func due(_ message: MessageRecord) -> String {
        guard message.standing.state == .waiting else { return "" }
        return message.dueIn <= 0 ? "now" : "in \(duration(message.dueIn))"
    }

    private static func duration(_ seconds: Int64) -> String {
        seconds < 120
            ? "\(seconds) s" : seconds < 7200 ? "\(seconds / 60) min" : "\(seconds / 3600) h"
    }

    package static func shown(_ shown: ShowOutbox.Shown) -> Answer {
        let message = shown.message
        let head = [
            "Message \(message.id), \(message.kind.noun), key \(message.key)",
            "About: \(message.subject)",
            "To: \(shown.receiver?.shown ?? "erased")",
            "State: \(message.standing.state.rawValue)"
                + (due(message).isEmpty ? "" : ", due \(due(message))"),
            "Content: SHA-256 with its salt \(message.digest.short)…, queued by event \(message.event)",
        ]
        let steps = shown.history.map { step in
            "  \(step.number). \(step.recordedAt) \(step.what)"
                + (step.actor.map { " by \($0.shown)" } ?? "")
                + (step.said.isEmpty ? "" : ": \(step.said.shown)")
        }
        return Answer((head + steps).joined(separator: "\n"), json(shown))
    }

    private static func json(_ shown: ShowOutbox.Shown) -> JSONValue {
        guard case .object(let members) = json(shown.message) else { return .null }
        let steps = shown.history.map { step -> JSONValue in
            [
                "step": .count(step.number), "what": .string(step.what),
                "state": .string(step.state.rawValue), "said": .string(step.said),
                "recorded_at": .string(step.recordedAt), "by": .optional(step.actor),
            ]
        }
        return .object(
            members + [
                .init("receiver", .optional(shown.receiver)), .init("history", .array(steps)),
            ])
    }

    private static func json(_ message: MessageRecord) -> JSONValue {
        [
            "message": .int(message.id), "kind": .string(message.kind.rawValue),
            "key": .string(message.key), "about": .string(message.subject),
            "state": .string(message.standing.state.rawValue),
            "tries": .count(message.standing.tries), "due_in_seconds": .int(message.dueIn),
            "digest": .string("\(message.digest)"), "event": .int(message.event),
        ]
    }

    package static func moved(_ moved: MovedMessage, isDryRun: Bool) -> Answer {
        Answer(
            "Message \(moved.id), \(moved.key), is \(moved.state.rawValue).",
            [
                "message": .int(moved.id), "key": .string(moved.key),
                "state": .string(moved.state.rawValue), "dry_run": .bool(isDryRun),
            ]
        ).onDryRun(isDryRun)
    }

    package static func erased(_ moved: MovedMessage, isDryRun: Bool) -> Answer {
        let answer = OutboxText.moved(moved, isDryRun: false)
        return Answer(
            "What message \(moved.id), \(moved.key), held is erased; that it is "
                + "\(moved.state.rawValue) stays on record.", answer.json
        ).onDryRun(isDryRun)
    }
}
