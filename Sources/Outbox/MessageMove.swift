/// What can happen to a message.
package enum MessageMove: Sendable, Hashable {
    /// A sender takes it in hand.
    case take
    /// The sender hands it over now: from here on the receiver may have it.
    case handOver
    /// The sender knows what its try came to.
    case settle(SendingOutcome)
    /// The sender fell silent: its lease ran out.
    case lapse
    /// The time by which it was to be sent is over.
    case expire
    case hold, letGo, withdraw
    /// On a message that failed.
    case sendAgain
    case decide(UnknownDecision)
    case report(DeliveryReport)
}

/// The message stands where this cannot be done.
package struct MoveRefused: Error, Hashable, Sendable {
    package let move: MessageMove
    package let standing: MessageStanding
}

extension MessageStanding {
    /// Where a message stands after a move. Nothing that may have been handed over comes to
    /// `waiting` but by a person, or by an answer that it was not taken.
    package func after(
        _ move: MessageMove, of kind: MessageKind, plan: RetryPlan = .usual
    ) throws(MoveRefused) -> MessageStanding {
        switch (move, state) {
        case (.take, .waiting): return MessageStanding(.sending, tries: tries)
        case (.handOver, .sending) where !isHandedOver: return to(.sending, isHandedOver: true)
        case (.settle(let outcome), .sending), (.settle(let outcome), .unknown):
            if let settled = settled(outcome, kind, plan: plan) { return settled }
        case (.lapse, .sending): return isHandedOver ? to(.unknown) : lapsed(plan)
        case (.expire, .waiting): return to(.failed)
        case (.report(let report), .sent), (.report(let report), .unknown):
            return to(report == .bounced ? .failed : .sent)
        default:
            if let decided = decided(move) { return decided }
        }
        throw MoveRefused(move: move, standing: self)
    }

    /// Moves of persons. What a sender has in hand can be stopped until it is handed over.
    private func decided(_ move: MessageMove) -> MessageStanding? {
        switch (move, state) {
        case (.hold, .sending), (.withdraw, .sending):
            isHandedOver ? nil : to(move == .hold ? .held : .withdrawn)
        case (.hold, .waiting): to(.held)
        case (.letGo, .held): to(.waiting)
        case (.withdraw, .waiting), (.withdraw, .held), (.withdraw, .failed): to(.withdrawn)
        case (.sendAgain, .failed), (.decide(.sendAgain), .unknown): .queued
        case (.decide(.wasSent), .unknown): to(.sent)
        case (.decide(.giveUp), .unknown): to(.withdrawn)
        default: nil
        }
    }

    /// Nil where a try cannot come to this: nothing is taken that was not handed over.
    private func settled(
        _ outcome: SendingOutcome, _ kind: MessageKind, plan: RetryPlan
    ) -> MessageStanding? {
        switch outcome {
        case .taken: isHandedOver ? to(.sent) : nil
        case .inDoubt: isHandedOver ? to(.unknown) : nil
        case .notTaken(.never, _): failed
        case .notTaken(.wayClosed, _):
            isHandedOver ? failed : MessageStanding(.waiting, tries: tries)
        case .notTaken(.later, _): kind.isTriedAgain ? lapsed(plan) : failed
        }
    }

    /// One more try failed: it waits for the next, unless that was the last.
    private func lapsed(_ plan: RetryPlan) -> MessageStanding {
        MessageStanding(tries + 1 < plan.tries ? .waiting : .failed, tries: tries + 1)
    }

    private var failed: MessageStanding { MessageStanding(.failed, tries: tries + 1) }

    private func to(_ state: MessageState, isHandedOver: Bool? = nil) -> MessageStanding {
        MessageStanding(state, tries: tries, isHandedOver: isHandedOver ?? self.isHandedOver)
    }
}
