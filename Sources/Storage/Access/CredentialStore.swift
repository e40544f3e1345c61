package import Access
package import Measures

/// A credential of a person: a digest of a secret, which itself is not stored.
package struct Credential: Sendable, Hashable {
    package enum Kind: String, Sendable, CaseIterable, Codable {
        /// A file that only its person can read, for the command line.
        case key
        /// For a program that acts for a person.
        case api
        /// A signed-in browser.
        case session
    }

    package let id: Int64
    package let person: Person.ID
    package let kind: Kind
    /// SHA-256 of the secret, which is long and random and so cannot be guessed.
    package let digest: Digest
    package let label: String
    /// UTC, as events write it; nil for one that holds until it is ended.
    package let expiresAt: String?

    package init(
        id: Int64, person: Person.ID, kind: Kind, digest: Digest, label: String,
        expiresAt: String? = nil
    ) {
        self.id = id
        self.person = person
        self.kind = kind
        self.digest = digest
        self.label = label
        self.expiresAt = expiresAt
    }
}

extension FactTable {
    static let credential = FactTable(
        "credential", key: ["id"],
        columns: ["person_id", "kind", "digest", "label", "expires_at"])
}

extension AccessStore {
    /// The credential with a digest; nil where it was ended or has expired by the machine's clock.
    package func credential(_ digest: Digest) throws -> Credential? {
        let row = try FactTable.credential.row(
            .now, "AND digest = ?", with: [digest.bytes.databaseValue], in: db)
        guard let found = try row.map(credential) else { return nil }
        if let end = found.expiresAt, end <= clock.now().stamp { return nil }
        return found
    }

    package func credentials(of person: Person.ID) throws -> [Credential] {
        try FactTable.credential.rows(
            .now, "AND person_id = ? ORDER BY id", with: [person.rawValue.databaseValue], in: db
        ).map(credential)
    }

    package func nextCredentialID() throws -> Int64 {
        try books.numbers.next(.credential)
    }

    package func put(_ credential: Credential, event: Int64) throws -> FactChange {
        try FactTable.credential.put(
            [credential.id.databaseValue],
            [
                credential.person.rawValue.databaseValue,
                credential.kind.rawValue.databaseValue, credential.digest.bytes.databaseValue,
                credential.label.databaseValue, credential.expiresAt.databaseValue,
            ], event: event, in: books)
    }

    /// Ends a credential; false where it was ended before.
    package func endCredential(_ id: Int64, event: Int64) throws -> Bool {
        try FactTable.credential.end([id.databaseValue], event: event, in: books)
    }

    private func credential(_ row: Row) throws -> Credential {
        let (kind, digest): (String, [UInt8]) = (row[2], row[3])
        guard let kind = Credential.Kind(rawValue: kind), let digest = Digest(digest) else {
            throw BrokenRow(what: "credential \(row[0] as Int64)")
        }
        return Credential(
            id: row[0], person: .init(rawValue: row[1]), kind: kind, digest: digest,
            label: row[4], expiresAt: row[5])
    }
}
