package import Access
package import Measures
package import Storage

/// Gives somebody another credential.
package struct AddCredential: Act {
    package static let name = "add-credential"
    package static let permission = Permission.managePeople
    package let person: String
    package let kind: Credential.Kind
    package let digest: Digest
    package let label: String

    package init(_ kind: Credential.Kind, _ digest: Digest, for person: String, label: String) {
        self.person = person
        self.kind = kind
        self.digest = digest
        self.label = label
    }

    package func decide(_ books: Books, by caller: Caller) throws -> Decision<Int64> {
        let found = try books.personHere(person)
        var decision = Decision<Int64>(
            event: "credential-added", of: Subject(.person, found.id.rawValue)
        ) { books, event in
            try books.addCredential(digest, kind, of: found.id, label: label, event: event)
        }
        decision.after = [
            "name": .string(found.name), "kind": .string(kind.rawValue), "label": .string(label),
        ]
        return decision
    }
}

/// Ends a credential at once: one that was lost, or a session.
package struct EndCredential: Act {
    package static let name = "end-credential"
    package static let permission = Permission.managePeople
    package let person: String
    package let credential: Int64

    package init(_ credential: Int64, of person: String) {
        self.person = person
        self.credential = credential
    }

    package func decide(_ books: Books, by caller: Caller) throws -> Decision<Int64> {
        let found = try books.personHere(person)
        guard try books.access.credentials(of: found.id).contains(where: { $0.id == credential })
        else { throw AccessRefused.noSuchCredential(credential) }
        try books.refuseNoAdministrator(
            try books.access.people(), try books.access.grants(), on: try books.businessDay(),
            without: found.name, ended: credential)
        return Decision(event: "credential-ended", of: Subject(.person, found.id.rawValue)) {
            books, event in
            _ = try books.access.endCredential(credential, event: event)
            return credential
        }
    }
}
