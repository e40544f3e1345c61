package import Access
import Measures
package import Storage

extension Door {
    /// Does what was proposed, as its second person: decides it again, and refuses where the effect
    /// is another than the one that was shown, or the caller is the maker or has no such authority.
    /// Gives the event.
    @discardableResult
    package func approve(
        proposal id: Int64, because reason: String = "", isDryRun: Bool = false,
        among catalogue: ActCatalogue = .all
    ) throws -> Int64 {
        let (event, act) = try installation.change(isDryRun: isDryRun) { books in
            guard let found = try books.acts.proposal(id) else {
                throw AccessRefused.noSuchProposal(id)
            }
            let event = try approve(
                found, as: catalogue.act(found.proposal.act), because: reason, in: books)
            return (event, found.proposal.act)
        }
        let isErasure = [ErasePersonalData.name, RepeatErasures.name].contains(act)
        if isErasure, !isDryRun { try ListErasures(self).settle() }
        return event
    }

    private func approve<A: Act>(
        _ found: ProposalOnRecord, as type: A.Type, because reason: String, in books: Books
    ) throws -> Int64 {
        guard let text = found.record.values[.request] else {
            throw DoorRefused.answerErased(key: found.proposal.act, event: found.proposal.id)
        }
        let act = try Request.act(A.self, from: text)
        let terms = Terms(because: reason.isEmpty ? found.reason : reason)
        let passage = try Passage(
            act, as: try Request(act), by: self, with: try books.authority(of: caller), on: terms,
            in: books, approving: found)
        try refuse(passage, found, books: books)
        guard case .done(_, let event) = try passage.finish() else {
            throw DoorRefused.waits(proposal: found.proposal.id)
        }
        try books.acts.decide(found.proposal.id, as: .approved, event: event)
        return event
    }

    private func refuse<A: Act>(
        _ passage: Passage<A>, _ found: ProposalOnRecord, books: Books
    ) throws {
        if let refused = found.proposal.refusal(of: passage.effect) { throw refused }
        let refused = passage.authority.refusalToCheck(
            A.permission, by: found.proposal.maker, try passage.amountAsked(of: caller),
            within: try books.access.limits(), in: passage.decision.scheme)
        if let refused { throw refused }
    }
}

/// The maker takes a proposal back.
package struct WithdrawProposal: ConcurrentAct {
    package static let name = "withdraw-proposal"
    package static let permission = Permission.readBooks
    package let proposal: Int64

    package init(_ proposal: Int64) { self.proposal = proposal }

    package func object(in books: Books) -> Subject { Subject(.proposal, proposal) }

    package func decide(_ books: Books, by caller: Caller) throws -> Decision<Int64> {
        let found = try books.waitingProposal(proposal)
        guard found.proposal.maker.identity == caller.identity else {
            throw AccessRefused.notAllowed(who: caller.name, found.proposal.permission)
        }
        return books.decision(proposal, as: .withdrawn, "proposal-withdrawn")
    }
}

/// A second person refuses a proposal.
package struct RefuseProposal: ConcurrentAct {
    package static let name = "refuse-proposal"
    package static let permission = Permission.readBooks
    package static let needsReason = true
    package let proposal: Int64

    package init(_ proposal: Int64) { self.proposal = proposal }

    package func object(in books: Books) -> Subject { Subject(.proposal, proposal) }

    package func decide(_ books: Books, by caller: Caller) throws -> Decision<Int64> {
        let found = try books.waitingProposal(proposal)
        let refused = try books.authority(of: caller).refusalToCheck(
            found.proposal.permission, by: found.proposal.maker, nil, within: [],
            in: found.scheme)
        if let refused { throw refused }
        return books.decision(proposal, as: .refused, "proposal-refused")
    }
}

extension Books {
    fileprivate func waitingProposal(_ id: Int64) throws -> ProposalOnRecord {
        guard let found = try acts.proposal(id) else { throw AccessRefused.noSuchProposal(id) }
        guard found.proposal.state == .waiting else {
            throw AccessRefused.decidedAlready(proposal: id, found.proposal.state)
        }
        return found
    }

    fileprivate func decision(
        _ id: Int64, as state: ProposalState, _ event: String
    ) -> Decision<Int64> {
        Decision(event: event, of: Subject(.proposal, id)) { books, event in
            try books.acts.decide(id, as: state, event: event)
            return id
        }
    }
}
