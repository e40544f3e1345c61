/// What goes out, by the way it takes; what is urgent first.
package enum MessageKind: String, Sendable, CaseIterable {
    case valveCommand = "valve-command"
    case fieldOrder = "field-order"
    case sms, webhook
    case bankFile = "bank-file"
    case mail, letter

    /// Whether it is tried again by itself after a receiver said no for now. A bank file moves
    /// money and a valve command acts on a home: each further try of them is a person's decision.
    package var isTriedAgain: Bool { self != .bankFile && self != .valveCommand }

    /// Bytes that one message may have: what usual receivers take.
    package var largest: Int {
        switch self {
        case .mail: 25 << 20
        case .letter, .bankFile: 64 << 20
        case .webhook: 1 << 20
        case .sms, .fieldOrder, .valveCommand: 64 << 10
        }
    }
}
