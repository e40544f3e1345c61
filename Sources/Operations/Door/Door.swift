package import Access
import Foundation
import Measures
package import Storage

/// The one way to change the books: an installation, and who asks.
package struct Door: Sendable {
    let installation: Installation
    package let caller: Caller
    /// The name by which the machine knows who is at it; beside the identity, not instead of it.
    let machineUser: String?

    package init(
        _ installation: Installation, _ caller: Caller, machineUser: String? = NSUserName()
    ) {
        self.installation = installation
        self.caller = caller
        self.machineUser = machineUser
    }

    /// Does an act in one transaction, or says what it would come to, or what it waits for.
    ///
    /// In this order: who the caller is by now; what became of a key they used; whether they may; whether the object
    /// is still what the caller saw; the rule's decision; whether a second person is needed; saving;
    /// the event. Throws the first refusal, with nothing changed.
    package func perform<A: Act>(_ act: A, _ terms: Terms = Terms()) throws -> Performed<A.Answer> {
        let request = try Request(act)
        do { return try once(act, request, on: terms) } catch EventRefused.alreadyDone(let key, _)
            where key == terms.key
        {
            // The same key came at the same time and was first: its answer is there by now.
            return try once(act, request, on: terms)
        }
    }

    private func once<A: Act>(
        _ act: A, _ request: Request, on terms: Terms
    ) throws -> Performed<A.Answer> {
        let (rows, isDryRun) = (act.rows, terms.isDryRun)
        return act is any ConcurrentAct
            ? try installation.act(isDryRun: isDryRun, rows: rows) {
                try pass(act, request, on: terms, in: $0)
            }
            : try installation.change(isDryRun: isDryRun, rows: rows) {
                try pass(act, request, on: terms, in: $0)
            }
    }

    private func pass<A: Act>(
        _ act: A, _ request: Request, on terms: Terms, in books: Books
    ) throws -> Performed<A.Answer> {
        let authority = try books.authority(of: caller)
        if let key = terms.key,
            let before: Performed<A.Answer> = try request.performed(under: key, by: caller, books)
        {
            return before
        }
        let passage = try Passage(
            act, as: request, by: self, with: authority, on: terms, in: books)
        return try passage.finish()
    }

    /// The answer of an act that nobody else needs to approve.
    @discardableResult
    package func perform<A: Act>(_ act: A, now terms: Terms) throws -> A.Answer {
        switch try perform(act, terms) {
        case .done(let answer, _), .doneBefore(let answer, _), .dryRun(let answer),
            .unchanged(let answer):
            answer
        case .waits(let proposal): throw DoorRefused.waits(proposal: proposal)
        }
    }
}

extension Books {
    /// What a caller may do today, as the books have it now: who has left may nothing from that
    /// moment on, whatever they hold open.
    package func authority(of caller: Caller) throws -> Authority {
        let day = try businessDay()
        guard let id = caller.person else {
            if caller.identity == .singleUser, try access.hasPeople() {
                throw AccessRefused.noCredential(name: caller.name)
            }
            return Authority(caller, on: day)
        }
        guard let person = try access.person(id), person.isHere(on: day) else {
            throw AccessRefused.unknownPerson(name: caller.name)
        }
        return Authority(caller, on: day, grants: try access.grants(of: id))
    }
}
