import Documents
import Measures
package import Operations
import Outbox

/// What came of sending, and of queueing letters.
package enum SendingText {
    package static func done(_ tally: SendOutbox.Tally) -> Answer {
        let parts = [
            (tally.sent, "sent"), (tally.later, "not taken now and tried again later"),
            (tally.failed, "failed"), (tally.unknown, "unknown"),
            (tally.stopped, "stopped while in hand"),
            (tally.lapsed, "left by senders that fell silent"),
        ].filter { $0.0 > 0 }.map { "\(grouped($0.0)) \($0.1)" }
        var lines = [parts.isEmpty ? "Nothing was due." : parts.joined(separator: ", ") + "."]
        lines += tally.closed.sorted { $0.key.rawValue < $1.key.rawValue }.map { kind, said in
            "No \(kind.plural) can be sent now: \(said.shown). What waits keeps waiting."
        }
        if tally.unknown > 0 {
            lines.append(
                "Of what is unknown nobody can tell whether it was taken; a person decides: "
                    + "plumbline outbox list --state unknown")
        }
        return Answer(lines.joined(separator: "\n"), json(tally))
    }

    private static func json(_ tally: SendOutbox.Tally) -> JSONValue {
        [
            "sent": .count(tally.sent), "later": .count(tally.later),
            "failed": .count(tally.failed), "unknown": .count(tally.unknown),
            "stopped": .count(tally.stopped), "lapsed": .count(tally.lapsed),
            "closed": .object(
                tally.closed.sorted { $0.key.rawValue < $1.key.rawValue }.map {
                    .init($0.key.rawValue, .string($0.value))
                }),
        ]
    }

    /// A line for the log: keys and answers, never who it was for.
    package static func text(_ news: SendOutbox.News) -> String {
        switch news {
        case .settled(let message, let outcome, let state):
            "\(message.key) is \(state.rawValue): \(masked(outcome.said, message).shown)"
        case .closed(let kind, let said): "no \(kind.plural) can be sent now: \(said.shown)"
        }
    }

    /// Servers repeat the address that they refuse. A file's name is nobody's.
    private static func masked(_ said: String, _ message: OutgoingMessage) -> String {
        switch message.kind {
        case .letter, .bankFile: said
        default: said.replacing(message.receiver, with: "(the receiver)")
        }
    }

    package static let noWay =
        "No way is configured by which anything could be sent. Write outbox.conf in the data folder, or "
        + "a file that PLUMBLINE_OUTBOX_SETTINGS names, with mail_server, letter_folder or others "
        + "(Docs/outbox.md)."

    package static func queued(_ queued: QueueLetters.Queued, isDryRun: Bool) -> Answer {
        let refused = queued.refused.map { "\($0.bill): \($0.reason)" }
        let head =
            "\(counted(queued.mails, "e-mail")) and \(counted(queued.letters, "letter")) queued, "
            + "\(grouped(queued.known)) queued before, \(grouped(refused.count)) not made."
        return Answer(
            ([head] + refused.map { "  " + $0 }).joined(separator: "\n"),
            [
                "mails": .count(queued.mails), "letters": .count(queued.letters),
                "known": .count(queued.known), "not_made": .array(refused.map { .string($0) }),
                "dry_run": .bool(isDryRun),
            ]
        ).onDryRun(isDryRun)
    }
}

extension MessageKind {
    fileprivate var plural: String {
        switch self {
        case .mail: "e-mails"
        case .letter: "letters"
        case .sms: "SMS"
        case .webhook: "webhooks"
        case .bankFile: "bank files"
        case .fieldOrder: "field orders"
        case .valveCommand: "valve commands"
        }
    }
}
