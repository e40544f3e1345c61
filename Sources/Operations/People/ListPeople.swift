package import Access
import Measures
package import Storage

/// Who works with the books, and what they may do.
package struct ListPeople: Sendable {
    package struct Entry: Sendable {
        package let person: Person
        package let grants: [RoleGrant]
        package let credentials: [Credential]
    }

    let door: Door

    package init(_ door: Door) { self.door = door }

    package func callAsFunction() throws -> [Entry] {
        try door.read(.readEvents, rows: .none) { books in
            try books.access.people().map { person in
                Entry(
                    person: person, grants: try books.access.grants(of: person.id),
                    credentials: try books.access.credentials(of: person.id))
            }
        }
    }

    package func limits() throws -> [AuthorityLimit] {
        try door.read(.readEvents, rows: .none) { try $0.access.limits() }
    }

    /// What waits for a second person, as far as the caller may see it.
    package func proposals() throws -> [ProposalOnRecord] {
        try door.read(.readBooks, rows: .none) { books in
            let authority = try books.authority(of: door.caller)
            return try books.acts.waitingProposals().filter { authority.maySee($0) }
        }
    }

    /// A proposal, decided or not.
    package func proposal(_ id: Int64) throws -> ProposalOnRecord {
        try door.read(.readBooks, rows: .none) { books in
            guard let found = try books.acts.proposal(id) else {
                throw AccessRefused.noSuchProposal(id)
            }
            guard try books.authority(of: door.caller).maySee(found) else {
                throw AccessRefused.notAllowed(who: door.caller.name, found.proposal.permission)
            }
            return found
        }
    }
}

extension Authority {
    /// What would change may be personal: the maker sees it, whoever might do the same, and those
    /// who read events.
    fileprivate func maySee(_ found: ProposalOnRecord) -> Bool {
        found.proposal.maker.identity == caller.identity || refusal(to: .readEvents) == nil
            || refusal(to: found.proposal.permission, in: found.scheme) == nil
    }
}
