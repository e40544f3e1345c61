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

    /// What waits for a second person.
    package func proposals() throws -> [ProposalOnRecord] {
        try door.read(.readBooks, rows: .none) { try $0.acts.waitingProposals() }
    }
}
