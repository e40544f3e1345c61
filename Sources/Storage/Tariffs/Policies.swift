package import Measures

/// An imported billing policy with its text, so that runs can be repeated with it.
package struct PolicyVersion: Sendable, Hashable {
    package let id: Int64
    package let digest: Digest
    package let fileName: String
    /// The policy's YAML text.
    package let text: String
}

extension TariffStore {
    /// Records the utility's policy. An unchanged text changes nothing; another supersedes it.
    package func putPolicy(text: String, fileName: String, event: Int64) throws -> FactChange {
        let digest = SHA256.digest(of: Array(text.utf8))
        let standing = try policy()
        if standing?.digest == digest { return .unchanged }
        try db.execute(
            sql: "UPDATE policy_version SET known_to = ? WHERE known_to = {now}",
            arguments: [event])
        let id = try books.numbers.next(.policyVersion)
        let values = [
            id.databaseValue, "\(digest)".databaseValue, fileName.databaseValue,
            text.databaseValue,
        ]
        try db.execute(
            sql: """
                INSERT INTO policy_version (id, digest, file_name, policy, known_from)
                VALUES (?, ?, ?, ?, ?)
                """, arguments: StatementArguments(values + [event.databaseValue]))
        pins.brought(PinnedTable.policyVersion.shape, values, by: event)
        return standing == nil ? .new : .superseded
    }

    /// The policy known at an event; nil before the utility imported one.
    package func policy(known: Knowledge = .now) throws -> PolicyVersion? {
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT id, digest, file_name, policy FROM policy_version
                WHERE known_from <= ? AND known_to > ?
                """, arguments: [known.event, known.event])
        return try row.map(policy)
    }

    /// All versions of the policy, oldest first.
    func allPolicies() throws -> [PolicyVersion] {
        let sql = "SELECT id, digest, file_name, policy FROM policy_version ORDER BY id"
        return try Row.fetchAll(db, sql: sql).map(policy)
    }

    private func policy(_ row: Row) throws -> PolicyVersion {
        guard let digest = Digest(hexadecimal: row[1]) else {
            throw BrokenRow(what: "policy version \(row[0] as Int64) has no digest")
        }
        return PolicyVersion(id: row[0], digest: digest, fileName: row[2], text: row[3])
    }
}
