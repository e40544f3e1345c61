/// What a try came to. `said` is the receiver's answer, or what stood in the way.
package enum SendingOutcome: Sendable, Hashable {
    case taken(said: String)
    /// Nothing was handed over, or the receiver said that it does not take it.
    case notTaken(Hope, said: String)
    /// It was handed over, and no answer came.
    case inDoubt(said: String)

    package enum Hope: Sendable, Hashable {
        /// The same may well be taken later: after so many seconds, where the receiver said.
        case later(Int?)
        /// The receiver takes this message at no time.
        case never
        /// Nothing can be sent this way now, whatever it is: the server is away, or refuses us.
        case wayClosed
    }

    package var said: String {
        switch self {
        case .taken(let said), .notTaken(_, let said), .inDoubt(let said): said
        }
    }
}

/// What a person decides on a message of which nobody knows whether it was taken.
package enum UnknownDecision: String, Sendable, CaseIterable {
    case wasSent = "was-sent"
    case sendAgain = "send-again"
    case giveUp = "give-up"
}

/// What came back behind a message that was taken.
package enum DeliveryReport: String, Sendable, CaseIterable {
    case delivered, bounced, complained
}

/// What a guard says of a message at the moment of sending.
package enum SendingVerdict: Sendable, Hashable {
    case send
    case hold(String)
    case withdraw(String)
}
