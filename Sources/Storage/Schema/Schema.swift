/// The present tables, in one text for both engines; `Dialect` fills in the words that differ. Each
/// room's part is beside its store, with a note on every table and on each column whose name does
/// not explain it: the data dictionary, printed as `Docs/schema.sql`.
///
/// Facts have `known_from` and `known_to`, the events that brought and replaced them. What was
/// known at event E is `known_from <= E AND known_to > E`. Days are ISO dates; `to_day` is the
/// first day after a period. Money is in minor units, quantities in millionths of their unit.
enum Schema {
    /// The version this program reads and writes; `installation.schema_version` must agree.
    static var version: Int { Migration.all.version }

    /// Tables in order: a table comes after those it references.
    static let current =
        events + accounts + supply + readings + tariffs + runs + pages + bills + ledger + work
        + proofs + access + acts + outbox + numbers + erasures + datedRecords
        + jobs

    /// Makes the tables of a new installation; SchemaTests proves them equal to all migrations.
    static func make(in db: Database) throws {
        let references = Migration.all.flatMap(\.references)
        for statement in current.map(withoutNotes) + db.dialect.checkingByStatement(references) {
            try db.execute(sql: statement)
        }
        try db.setSetting("schema_version", to: String(version))
    }

    /// The statement without its notes (`--`).
    static func withoutNotes(_ statement: String) -> String {
        statement.split(separator: "\n").compactMap { line in
            let sql = line.prefix(upTo: line.firstRange(of: "--")?.lowerBound ?? line.endIndex)
            return sql.allSatisfy(\.isWhitespace) ? nil : String(sql)
        }.joined(separator: "\n")
    }
}
