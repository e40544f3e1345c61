import Access
import Measures
import Storage

/// An act on its way through the door, decided and allowed.
struct Passage<A: Act> {
    let act: A
    let request: Request
    let door: Door
    let terms: Terms
    let books: Books
    let authority: Authority
    let decision: Decision<A.Answer>
    /// The proposal that a second person approves with it.
    var proposal: ProposalOnRecord?

    /// Throws the first refusal.
    init(
        _ act: A, as request: Request, by door: Door, with authority: Authority, on terms: Terms,
        in books: Books, approving proposal: ProposalOnRecord? = nil
    ) throws {
        (self.act, self.request, self.door) = (act, request, door)
        (self.terms, self.books, self.proposal) = (terms, books, proposal)
        self.authority = authority
        // Asked before anything is looked at, and again for its scheme once that is known.
        if authority.scope(of: A.permission) == nil {
            throw AccessRefused.notAllowed(who: door.caller.name, A.permission)
        }
        if A.needsReason, terms.reason.isEmpty { throw DoorRefused.needsReason }
        if let concurrent = act as? any ConcurrentAct {
            try books.lock(try concurrent.object(in: books))
        }
        decision = try act.decide(books, by: door.caller)
        if let refused = authority.refusal(to: A.permission, in: decision.scheme) { throw refused }
        try refuseStale()
    }

    /// Saves it with its event, or keeps it as a proposal.
    func finish() throws -> Performed<A.Answer> {
        if decision.isUnchanged { return .unchanged(try decision.save(books, 0)) }
        let asked = try amountAsked(of: door.caller)
        if try proposal == nil && !isEnough(asked) { return .waits(proposal: try propose()) }
        let event = try books.events.record(draft(decision.event, day: decision.day))
        let answer = try decision.save(books, event)
        try keep(event, answer: answer)
        try noteUse(event)
        return terms.isDryRun ? .dryRun(answer) : .done(answer, event: event)
    }

    private func refuseStale() throws {
        guard let expected = terms.version else { return }
        let version = try books.acts.version(of: decision.subject)
        guard version != expected else { return }
        throw DoorRefused.changedMeanwhile(
            decision.subject, expected: expected, event: version,
            by: try books.events.event(version)?.actor ?? "")
    }

    private func draft(_ action: String, day: Day? = nil) -> EventDraft {
        EventDraft(
            action, of: decision.subject.text, by: door.caller.name,
            because: decision.reason ?? terms.reason, key: terms.key, on: day)
    }

    private func keep(_ event: Int64, answer: A.Answer?) throws {
        var values: [ActRecord.Part: String] = [.request: request.text]
        values[.machineUser] = door.machineUser
        values[.before] = decision.before?.line
        values[.after] = decision.after?.line
        values[.answer] = try answer.map { try Coding.text($0) }
        try books.acts.keep(
            ActRecord(
                event: event, caller: door.caller.identity, subject: decision.subject,
                permission: A.permission, proposal: proposal?.proposal.id, values: values))
    }
}

// A second person, and limits of authority.
extension Passage {
    /// What would change, as it is shown to a second person.
    var effect: Digest {
        let shown = JSONValue.object([
            .init("request", .string(request.text)), .init("before", decision.before ?? .null),
            .init("after", decision.after ?? .null),
        ])
        return SHA256.digest(of: Array(shown.line.utf8))
    }

    /// People are managed by two as soon as there are two who can.
    private func isEnough(_ asked: AmountAsked?) throws -> Bool {
        let limits = try books.access.limits()
        if authority.isEnough(for: A.permission, asked, within: limits) { return true }
        return try A.permission == .managePeople && isOnlyAdministrator()
    }

    private func isOnlyAdministrator() throws -> Bool {
        let (people, grants) = (try books.access.people(), try books.access.grants())
        let here = Administrators.here(people, grants, on: authority.day)
        return here.allSatisfy { $0 == door.caller.person }
    }

    /// What the caller proposed already, with the same effect, is one proposal.
    private func propose() throws -> Int64 {
        let before = try books.acts.waitingProposals().first {
            $0.proposal.act == A.name && $0.proposal.effect == effect
                && $0.proposal.maker.identity == door.caller.identity
        }
        if let before { return before.proposal.id }
        let event = try books.events.record(draft("proposed-\(A.name)"))
        try keep(event, answer: nil)
        try books.acts.keep(
            proposal: event, act: A.name, scheme: decision.scheme, effect: effect)
        return event
    }

    func amountAsked(of caller: Caller) throws -> AmountAsked? {
        guard let moved = decision.amount, let person = caller.person else { return nil }
        // What the same person moves for the account at the same time counts as well.
        try books.lock(Subject(.account, moved.account))
        let earlier = try books.acts.used(
            A.permission, by: person, account: moved.account, on: authority.day,
            in: moved.amount.currency)
        return AmountAsked(moved.amount, earlierToday: earlier)
    }

    /// Counted for whoever decided it: alone, or as the second person.
    private func noteUse(_ event: Int64) throws {
        guard let moved = decision.amount, let person = door.caller.person else { return }
        try books.acts.noteUse(
            of: A.permission, by: person, moved.amount, account: moved.account,
            on: authority.day, event: event)
    }
}
