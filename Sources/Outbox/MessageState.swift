/// Where a message stands.
package enum MessageState: String, Sendable, CaseIterable {
    /// To be sent when it is due.
    case waiting
    /// In the hands of a sender.
    case sending
    /// The receiver said that it took it.
    case sent
    /// It was not taken, and is not tried again by itself.
    case failed
    /// It may have been taken or not: a person decides.
    case unknown
    /// Stopped by a person or a guard, until it is let go.
    case held
    /// It is not sent any more.
    case withdrawn
}

/// All that the moves of a message depend on.
package struct MessageStanding: Sendable, Hashable {
    package let state: MessageState
    /// Tries that failed since it was queued, or since a person last had it sent again.
    package let tries: Int
    /// The last try came so far that the receiver may have it.
    package let isHandedOver: Bool

    package init(_ state: MessageState, tries: Int = 0, isHandedOver: Bool = false) {
        self.state = state
        self.tries = tries
        self.isHandedOver = isHandedOver
    }

    package static let queued = MessageStanding(.waiting)
}
