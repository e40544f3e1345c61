package import Access
package import Measures
package import Storage

/// One thing that somebody does, named as people say it: `DecideFinding`, `VoidReading`.
///
/// The only way to change the books. An act is a value: who asks, why and with which key come with
/// it through `Door.perform`. Its coded form is the request: what a repeated key is compared with
/// and what a second person approves.
package protocol Act: Codable, Sendable {
    /// What came of it, as page, command and API show it. Kept with the event for a repeated key.
    associatedtype Answer: Codable & Sendable

    /// Its name in the list of acts, such as `decide-finding`.
    static var name: String { get }
    /// What allows it.
    static var permission: Permission { get }
    /// Whether it is refused without a reason.
    static var needsReason: Bool { get }
    /// The rows that it must find written.
    var rows: ProjectionScope { get }

    /// Loads what the rule needs and decides. Changes nothing; throws the refusal.
    func decide(_ books: Books, by caller: Caller) throws -> Decision<Answer>
}

/// An act about one thing, which runs beside acts about others. Every other act has the books to
/// itself while it runs.
package protocol ConcurrentAct: Act {
    /// What it keeps to itself until it ends (`Books.lock`), asked before it decides. What it loads
    /// of other things may change while it runs, and what it names must be one thing however it is
    /// written.
    func object(in books: Books) throws -> Subject
}

extension Act {
    package static var needsReason: Bool { false }
    package var rows: ProjectionScope { .all }
}

/// What an act comes to: what it changes and how that is saved.
package struct Decision<Answer: Sendable> {
    package typealias Save = (_ books: Books, _ event: Int64) throws -> Answer

    /// What the event says was done, such as `finding-accepted`.
    package let event: String
    package let subject: Subject
    /// The scheme that it is for, by its code; nil for all of them.
    package var scheme: String?
    /// The reason on record, where the act has a better one than the caller gave.
    package var reason: String?
    /// What is so before and afterwards, as the event keeps it and a second person is shown it.
    package var before: JSONValue?
    package var after: JSONValue?
    /// The amount that it moves for an account: what limits of authority are asked about.
    package var amount: AmountMoved?
    /// The business day of the event, where the act sets it.
    package var day: Day?
    package let save: Save
    /// Nothing changes: no event is recorded.
    package var isUnchanged = false

    package init(event: String, of subject: Subject, save: @escaping Save) {
        self.event = event
        self.subject = subject
        self.save = save
    }

    /// It is so already.
    package static func unchanged(_ subject: Subject, _ answer: Answer) -> Decision {
        var decision = Decision(event: "", of: subject) { _, _ in answer }
        decision.isUnchanged = true
        return decision
    }
}

/// Money that an act moves for an account.
package struct AmountMoved: Sendable, Hashable {
    package let amount: Money
    package let account: Int64

    package init(_ amount: Money, account: Int64) {
        self.amount = amount
        self.account = account
    }
}

/// Why, with which key, and expecting what.
package struct Terms: Sendable, Hashable {
    package var reason: String
    /// The same key twice is one act: the second time gives the first one's answer.
    package var key: String?
    /// The last event of the object that the caller has seen; nil where any will do.
    package var version: Int64?
    /// Decide and show, and change nothing.
    package var isDryRun: Bool

    package init(
        because reason: String = "", key: String? = nil, expecting version: Int64? = nil,
        isDryRun: Bool = false
    ) {
        self.reason = reason
        self.key = key
        self.version = version
        self.isDryRun = isDryRun
    }
}

/// How an act ended that was not refused.
package enum Performed<Answer: Sendable>: Sendable {
    case done(Answer, event: Int64)
    /// The key was used for the same request: this was the answer, and nothing was done again.
    case doneBefore(Answer, event: Int64)
    /// It was so already.
    case unchanged(Answer)
    /// What it would come to.
    case dryRun(Answer)
    /// It waits for a second person, as a proposal of this number.
    case waits(proposal: Int64)
}

/// Why the door did not let an act through, beside what the act's own room refuses.
package enum DoorRefused: Error, Hashable, Sendable {
    /// This is done for a reason, which goes on record.
    case needsReason
    /// The key belongs to another request.
    case otherRequest(key: String, event: Int64)
    /// The answer of that key was erased.
    case answerErased(key: String, event: Int64)
    /// Somebody changed the object meanwhile.
    case changedMeanwhile(Subject, expected: Int64, event: Int64, by: String)
    /// The act of a proposal is none that this program knows.
    case unknownAct(String)
    /// It would wait for a second person, and the caller needs it done.
    case waits(proposal: Int64)
}
