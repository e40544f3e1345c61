/// The steps from the database of an earlier program to the present version.
struct Migration: Sendable {
    let version: Int
    let statements: [String]
    /// References checked once for each statement from this version on.
    var references: [Reference] = []

    static let all = [
        Migration(
            version: 1,
            statements: installation + customers + supply + metering + tariffs + runs + ledger
                + views),
        Migration(version: 2, statements: proofs),
        Migration(version: 3, statements: work + behind),
        Migration(version: 4, statements: fewerIndexes),
        Migration(version: 5, statements: figures),
        Migration(version: 6, statements: [], references: Reference.ofProjections),
        Migration(version: 7, statements: proofOfEvents),
        Migration(version: 8, statements: versionsOfData),
        Migration(version: 9, statements: priceSeries),
        Migration(version: 10, statements: judgedFacts),
        Migration(
            version: 11,
            statements: actsByPeople + outbox + sequences + personalData + rowsInParts
                + datedRecords + jobs),
    ]
}

extension [Migration] {
    /// The version after the last step.
    var version: Int { last?.version ?? 0 }

    /// Applies the steps after `version`. The caller's transaction makes it all or nothing.
    func apply(after version: Int, to db: Database) throws {
        for step in self where step.version > version {
            let checks = db.dialect.checkingByStatement(step.references)
            for statement in step.statements + checks { try db.execute(sql: statement) }
        }
        try db.setSetting("schema_version", to: String(self.version))
    }
}

extension Database {
    /// A value of the `installation` table.
    func setting(_ name: String) throws -> String? {
        let sql = "SELECT value FROM installation WHERE name = ?"
        return try String.fetchOne(self, sql: sql, arguments: [name])
    }

    func setSetting(_ name: String, to value: String) throws {
        try execute(
            sql: """
                INSERT INTO installation (name, value) VALUES (?, ?)
                ON CONFLICT (name) DO UPDATE SET value = excluded.value
                """, arguments: [name, value])
    }
}
