package import Outbox

/// A message in the hands of a sender, until it is settled or the lease runs out.
package struct MessageLease: Sendable, Hashable {
    package let id: Int64
    /// Counts the leases of the message: whoever holds an older one hands nothing over.
    package let token: Int64
}

/// What a sender finds.
package enum NextMessage: Sendable {
    /// Nothing is due.
    case none
    /// Messages were stopped by the guard or came too late: there may be more behind them.
    case passed
    case taken(MessageLease, OutgoingMessage)
}

// Taken, handed over and settled in `Installation.share`, each in a transaction of its own, by the
// clock of the server alone.
extension OutboxStore {
    /// Messages that one transaction passes over at most.
    private static let mostPassed = 50

    /// Takes a message that is due, of these kinds, the oldest of the most urgent kind first, once
    /// the guard lets it go.
    package func take(
        _ kinds: Set<MessageKind>, by sender: String, for milliseconds: Int64,
        asking verdict: (MessageRecord, OutgoingMessage) throws -> SendingVerdict
    ) throws -> NextMessage {
        for passed in 0..<OutboxStore.mostPassed {
            guard let record = try nextDue(kinds) else { return passed == 0 ? .none : .passed }
            if let goodFor = record.goodFor, goodFor < 0 {
                try move(record, .expire, said: "it was to be sent earlier")
                continue
            }
            guard let message = try content(of: record) else {
                try move(record, .hold, said: "what it holds is erased, or not what was queued")
                continue
            }
            switch try verdict(record, message) {
            case .hold(let reason): try move(record, .hold, said: reason)
            case .withdraw(let reason): try move(record, .withdraw, said: reason)
            case .send:
                return .taken(try lease(record, to: sender, for: milliseconds), message)
            }
        }
        return .passed
    }

    /// One kind after the other, urgent ones first: each is a look into an index, however many wait.
    private func nextDue(_ kinds: Set<MessageKind>) throws -> MessageRecord? {
        for kind in MessageKind.allCases where kinds.contains(kind) {
            let due = try records(
                """
                WHERE standing.state = 'waiting' AND standing.kind = ?
                  AND standing.due_at <= {instant}
                ORDER BY standing.due_at, standing.message_id LIMIT 1 {skip locked}
                """, [kind.rawValue])
            if let first = due.first { return first }
        }
        return nil
    }

    private func lease(
        _ record: MessageRecord, to sender: String, for milliseconds: Int64
    ) throws -> MessageLease {
        let taken = try record.standing.after(.take, of: record.kind)
        try db.execute(
            sql: """
                UPDATE outbox_standing SET state = ?, handed_over = 0, token = token + 1, sender = ?,
                  leased_until = {instant} + CAST(? AS {integer})
                WHERE message_id = ?
                """,
            arguments: [taken.state.rawValue, sender, milliseconds, record.id])
        return MessageLease(id: record.id, token: record.token + 1)
    }

    /// The sender hands the message over now, for as long as the lease then has. False where
    /// somebody stopped it, or gave it to another: nothing may be handed over.
    package func handOver(_ lease: MessageLease, for milliseconds: Int64) throws -> Bool {
        let changed = try db.execute(
            sql: """
                UPDATE outbox_standing SET handed_over = 1,
                  leased_until = {instant} + CAST(? AS {integer})
                WHERE message_id = ? AND token = ? AND state = 'sending' AND handed_over = 0
                """, arguments: [milliseconds, lease.id, lease.token])
        return changed == 1
    }

    /// What the try came to. Nil where somebody decided meanwhile: it is written down only.
    package func settle(
        _ lease: MessageLease, _ outcome: SendingOutcome, plan: RetryPlan = .usual
    ) throws -> MessageStanding? {
        let sql = "WHERE message.id = ? AND standing.token = ? {locked}"
        if let record = try records(sql, [lease.id, lease.token]).first,
            (try? record.standing.after(.settle(outcome), of: record.kind, plan: plan)) != nil
        {
            return try move(record, .settle(outcome), said: outcome.said, plan: plan)
        }
        guard let record = try records("WHERE message.id = ? {locked}", [lease.id]).first else {
            throw BrokenRow(what: "message \(lease.id), which was being sent")
        }
        let word = "late: " + MessageMove.settle(outcome).word
        try note(word, of: lease.id, record.standing.state, said: outcome.said)
        return nil
    }

    /// Holds all that would still be sent, as books put back from a backup do not know what was
    /// sent since. Gives how many there were.
    func holdAll(because reason: String) throws -> Int {
        let open = try records(
            "WHERE standing.state IN ('waiting', 'sending') ORDER BY message.id {locked}")
        for record in open {
            try move(record, record.standing.isHandedOver ? .lapse : .hold, said: reason)
        }
        return open.count
    }

    /// Judges messages whose sender fell silent; gives how many there were.
    package func lapse(plan: RetryPlan = .usual) throws -> Int {
        let silent = try records(
            """
            WHERE standing.state = 'sending' AND standing.leased_until < {instant}
            ORDER BY message.id LIMIT 100 {skip locked}
            """)
        for record in silent {
            let sender = record.sender ?? "unknown"
            try move(
                record, .lapse, said: "the sender, process \(sender), fell silent", plan: plan)
        }
        return silent.count
    }
}

extension OutboxStore {
    /// Moves a message whose row is locked, and writes it down.
    @discardableResult
    func move(
        _ record: MessageRecord, _ move: MessageMove, said: String, event: Int64? = nil,
        plan: RetryPlan = .usual
    ) throws -> MessageStanding {
        let next = try record.standing.after(move, of: record.kind, plan: plan)
        let wait = OutboxStore.wait(move, next, plan: plan)
        try db.execute(
            sql: """
                UPDATE outbox_standing SET state = ?, tries = ?, handed_over = ?, sender = NULL,
                  leased_until = NULL, due_at = {instant} + CAST(? AS {integer})
                WHERE message_id = ?
                """,
            arguments: [
                next.state.rawValue, next.tries, next.isHandedOver, wait * 1000, record.id,
            ])
        try note(move.word, of: record.id, next.state, said: said, event: event)
        return next
    }

    /// Seconds until it may be taken again.
    private static func wait(
        _ move: MessageMove, _ next: MessageStanding, plan: RetryPlan
    ) -> Int {
        switch move {
        case .settle(let outcome): plan.wait(after: outcome, tries: next.tries)
        case .lapse: plan.wait(afterTries: next.tries)
        default: 0
        }
    }

    /// A person's move, with the event of the act. Throws `MoveRefused` where it cannot be.
    package func move(
        _ id: Int64, _ move: MessageMove, because reason: String, event: Int64
    ) throws -> MessageStanding {
        guard let record = try records("WHERE message.id = ? {locked}", [id]).first else {
            throw BrokenRow(what: "message \(id)")
        }
        return try self.move(record, move, said: reason, event: event)
    }
}
