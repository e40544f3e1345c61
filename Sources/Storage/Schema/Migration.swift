/// The steps that bring a database to the version the program knows.
struct Migration: Sendable {
    let version: Int
    let statements: [String]
    /// References that are checked once for each statement from here on, not row by row.
    var references: [Reference] = []

    static let all = Schema.migrations
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
