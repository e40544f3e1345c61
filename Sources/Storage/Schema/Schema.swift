/// The tables as they are now, in one text for both engines; `Dialect` fills in the words that
/// differ. Each room's part stands beside its store, with a note on every table and on each column
/// that its name does not explain: the data dictionary, printed as `Docs/schema.sql`.
///
/// Facts carry `known_from` and `known_to`: the events that brought them and replaced them.
/// A query as known at event E keeps rows with `known_from <= E AND known_to > E`.
/// Days are ISO dates; `to_day` is the first day after a period. Money is minor units, quantities are millionths of their unit.
enum Schema {
    /// The version this program reads and writes; `installation.schema_version` must agree.
    static var version: Int { Migration.all.version }

    /// A table stands behind those that it names.
    static let current =
        events + accounts + supply + readings + tariffs + runs + pages + bills + ledger + work
        + proofs + access + acts

    /// Makes all tables of a new installation: what every migration in turn comes to.
    static func make(in db: Database) throws {
        let references = Migration.all.flatMap(\.references)
        for statement in current.map(withoutNotes) + db.dialect.checkingByStatement(references) {
            try db.execute(sql: statement)
        }
        try db.setSetting("schema_version", to: String(version))
    }

    /// The statement without what is noted behind `--`.
    static func withoutNotes(_ statement: String) -> String {
        statement.split(separator: "\n").compactMap { line in
            let sql = line.prefix(upTo: line.firstRange(of: "--")?.lowerBound ?? line.endIndex)
            return sql.allSatisfy(\.isWhitespace) ? nil : String(sql)
        }.joined(separator: "\n")
    }
}
