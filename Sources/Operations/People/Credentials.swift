package import Access
package import Measures
package import Storage

/// A secret that is shown to be believed: 32 random bytes, in letters and digits. The books hold
/// only its digest.
package struct Secret: Sendable, Hashable {
    package let text: String

    /// A new one.
    package init() {
        var random = SystemRandomNumberGenerator()
        let bytes = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &random) }
        text = "plk_" + bytes.map { Secret.hexadecimal($0) }.joined()
    }

    /// As somebody shows it.
    package init(shown text: String) {
        self.text = String(text.drop { $0.isWhitespace }.prefix { !$0.isWhitespace })
    }

    package var digest: Digest { SHA256.digest(of: Array(text.utf8)) }

    private static func hexadecimal(_ byte: UInt8) -> String {
        (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
}

/// Gives somebody another credential.
package struct AddCredential: Act {
    package static let name = "add-credential"
    package static let permission = Permission.managePeople
    package let person: String
    package let kind: String
    package let digest: Digest
    package let label: String

    package init(_ kind: Credential.Kind, _ digest: Digest, for person: String, label: String) {
        self.person = person
        self.kind = kind.rawValue
        self.digest = digest
        self.label = label
    }

    package func decide(_ books: Books, by caller: Caller) throws -> Decision<Int64> {
        let found = try books.personHere(person)
        let kind = Credential.Kind(rawValue: kind) ?? .key
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
        return Decision(event: "credential-ended", of: Subject(.person, found.id.rawValue)) {
            books, event in
            _ = try books.access.endCredential(credential, event: event)
            return credential
        }
    }
}
