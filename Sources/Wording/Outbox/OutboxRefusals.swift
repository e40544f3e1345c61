import Delivery
import Measures
import Operations
import Outbox

// Refusals about messages as sentences. What is personal is not repeated.

extension MessageRefused: CustomStringConvertible {
    package var description: String {
        switch self {
        case .key(let key):
            "\"\(key.prefix(140).description.shown)\" is no key of a message: letters, digits, points, "
                + "hyphens and underscores, at most 120. Choose another series of bill numbers."
        case .subject(let text):
            "A message is about something of one line, at most 200 bytes; this is "
                + "\"\(text.prefix(220).description.shown)\"."
        case .receiver(let kind, let key):
            "Message \(key): its receiver is no \(kind.receiver). Correct it where it comes from, "
                + "then queue the message again."
        case .sender(let kind, let key):
            "Message \(key): its sender is no \(kind.receiver). Give one with --from."
        case .size(let kind, let key, let bytes):
            "Message \(key) has \(bytes) bytes; \(kind.noun) has from 1 to \(kind.largest)."
        case .lines(let key):
            "Message \(key) has a line that mail servers would change: over 998 bytes, with a line "
                + "break that is not CR LF, or not ASCII. Encode it."
        case .keyTaken(let key):
            "Another message has the key \(key). Look at it with: plumbline outbox show \(key)"
        }
    }
}

extension MessageKind {
    /// With its article.
    package var noun: String {
        switch self {
        case .mail: "an e-mail"
        case .letter: "a letter"
        case .sms: "an SMS"
        case .webhook: "a webhook"
        case .bankFile: "a bank file"
        case .fieldOrder: "a field order"
        case .valveCommand: "a valve command"
        }
    }

    fileprivate var receiver: String {
        switch self {
        case .mail: "e-mail address that can be written to"
        case .letter, .bankFile: "plain name of a file"
        case .webhook: "address that begins with https://"
        case .sms, .fieldOrder, .valveCommand: "address of one line of ASCII"
        }
    }
}

extension MessageActRefused: CustomStringConvertible {
    package var description: String {
        switch self {
        case .noSuchMessage(let reference):
            "There is no message \(reference.shown). See: plumbline outbox list"
        case .notNow(let key, let move, let standing):
            "Message \(key) \(standing.told): it cannot be \(move.participle). \(standing.advice(key))"
        case .stillNeeded(let key, let state):
            "Message \(key) is \(state.rawValue): what it holds is still needed. Withdraw it or "
                + "decide on it first."
        }
    }
}

extension MessageStanding {
    fileprivate var told: String {
        switch state {
        case .sending where isHandedOver: "is being handed over at this moment"
        case .sending: "is in the hands of a sender"
        case .unknown: "may have been taken or not"
        default: "is \(state.rawValue)"
        }
    }

    fileprivate func advice(_ key: String) -> String {
        switch state {
        case .unknown:
            "Ask the receiver, then: plumbline outbox decide \(key) was-sent, send-again or "
                + "give-up, with --reason"
        case .sending: "Look again in a moment: plumbline outbox show \(key)"
        case .failed: "Send it again (outbox again) or withdraw it."
        case .held: "Let it go (outbox let-go) or withdraw it."
        case .waiting: "It is sent when it is due; hold or withdraw it."
        case .sent, .withdrawn:
            "What is done with it is done; queue a new message where one is due."
        }
    }
}

extension MessageMove {
    fileprivate var participle: String {
        switch self {
        case .hold: "held"
        case .letGo: "let go"
        case .withdraw: "withdrawn"
        case .sendAgain: "sent again"
        case .decide: "decided on"
        case .report(let report): "reported as \(report.rawValue)"
        case .take, .handOver, .settle, .lapse, .expire: "moved so"
        }
    }
}

extension OutboxSettings.Refused: CustomStringConvertible {
    package var description: String { "\(place.shown): \(name) \(reason)." }
}
