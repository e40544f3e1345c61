import Delivery
import Foundation
package import Outbox
import Storage

/// Sends what waits, one message at a time; any number of senders may do so side by side.
///
/// Three short transactions each: taken (with the guard's word), handed over (before the first byte
/// leaves), settled. A sender that dies in between leaves a lease that runs out: before the
/// hand-over the message waits again, after it nobody knows, and a person decides.
package struct SendOutbox {
    /// What came of it.
    package struct Tally: Sendable, Hashable {
        package internal(set) var sent = 0
        /// Not taken; they are tried again later by themselves.
        package internal(set) var later = 0
        package internal(set) var failed = 0
        package internal(set) var unknown = 0
        /// Stopped by a person while they were in hand.
        package internal(set) var stopped = 0
        /// Of other senders that fell silent.
        package internal(set) var lapsed = 0
        /// Ways that were closed, and why.
        package internal(set) var closed: [MessageKind: String] = [:]

        package init() {}

        package var isClean: Bool { failed + unknown == 0 && closed.isEmpty }
    }

    /// A message is settled.
    package enum News: Sendable {
        case settled(OutgoingMessage, SendingOutcome, MessageState)
        case closed(MessageKind, String)
    }

    let installation: Installation
    let settings: OutboxSettings
    let rule: any SendingGuard
    let plan: RetryPlan
    /// Milliseconds without a sign of life after which others judge what it has in hand.
    let lease: Int64
    /// By which others know the sender.
    let name = String(UInt32.random(in: 1 << 28...UInt32.max), radix: 16)

    package init(
        _ door: Door, _ settings: OutboxSettings,
        asking rule: any SendingGuard = CustomerGuard(), plan: RetryPlan = .usual,
        leaseSeconds: Int? = nil
    ) throws {
        installation = try door.reading(.sendMessages)
        self.settings = settings
        self.rule = rule
        self.plan = plan
        lease = Int64(max(leaseSeconds ?? settings.limit + 30, settings.limit + 1)) * 1000
    }

    /// Sends until nothing is due, or, `watching`, until it is told to leave: it finishes the
    /// message in hand.
    package func callAsFunction(
        watching: Bool = false, until cancellation: Cancellation = Cancellation(),
        report: (News) -> Void = { _ in }
    ) throws -> Tally {
        var tally = Tally()
        repeat {
            var carriers = try settings.carriers()
            tally.lapsed += try installation.share { try $0.outbox.lapse(plan: plan) }
            while !cancellation.isRequested,
                try sendNext(through: &carriers, &tally, report)
            {}
            guard watching else { break }
            pause(cancellation)
        } while !cancellation.isRequested
        return tally
    }

    /// Between two looks for what is due, and before a closed way is tried again.
    private func pause(_ cancellation: Cancellation) {
        for _ in 0..<25 where !cancellation.isRequested { usleep(200_000) }
    }

    /// False where nothing is due on an open way.
    private func sendNext(
        through carriers: inout [MessageKind: any Carrier], _ tally: inout Tally,
        _ report: (News) -> Void
    ) throws -> Bool {
        let next = try installation.share { books in
            try books.outbox.take(Set(carriers.keys), by: name, for: lease) { record, message in
                try rule.verdict(on: record, holding: message, in: books)
            }
        }
        switch next {
        case .none: return false
        case .passed: return true
        case .taken(let lease, let message):
            guard let carrier = carriers[message.kind] else { return true }
            let outcome = try send(message, under: lease, through: carrier)
            guard let outcome else {
                tally.stopped += 1
                return true
            }
            let state = try settle(lease, outcome)
            tally.count(outcome, state)
            report(.settled(message, outcome, state))
            if case .notTaken(.wayClosed, let said) = outcome {
                carriers[message.kind] = nil
                tally.closed[message.kind] = said
                report(.closed(message.kind, said))
            }
            return true
        }
    }

    /// Somebody stopped the message, or gave it to another, before it was handed over.
    private struct Stopped: Error {}

    /// Nil where it was stopped before anything left.
    private func send(
        _ message: OutgoingMessage, under lease: MessageLease, through carrier: any Carrier
    ) throws -> SendingOutcome? {
        do {
            return try carrier.carry(message) {
                let mayGo = try installation.share {
                    try $0.outbox.handOver(lease, for: self.lease)
                }
                guard mayGo else { throw Stopped() }
            }
        } catch is Stopped { return nil }
    }

    /// Writes down what is known now and by nobody else: a database that is away for a moment is
    /// waited for, as the message would be unknown otherwise.
    private func settle(
        _ lease: MessageLease, _ outcome: SendingOutcome
    ) throws -> MessageState {
        var triesLeft = 5
        while true {
            do {
                return try installation.share { books in
                    try books.outbox.settle(lease, outcome, plan: plan)?.state
                        ?? books.outbox.message("\(lease.id)")?.standing.state ?? .unknown
                }
            } catch  where error.mayPassLater && triesLeft > 0 {
                triesLeft -= 1
                usleep(1_000_000)
            }
        }
    }
}

extension SendOutbox.Tally {
    fileprivate mutating func count(_ outcome: SendingOutcome, _ state: MessageState) {
        switch (outcome, state) {
        case (.taken, _): sent += 1
        case (.inDoubt, _): unknown += 1
        case (.notTaken, .failed): failed += 1
        case (.notTaken, _): later += 1
        }
    }
}
