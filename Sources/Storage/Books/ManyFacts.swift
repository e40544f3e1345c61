import Postgres

/// The facts that an import brings. Those of new things are written as fast as the engine takes
/// them, without a question before each: in bulk, on PostgreSQL by COPY.
///
/// Things are numbered in the order in which they come up, so that a number above all known ones
/// is a new thing.
final class ManyFacts {
    private let database: Database
    private var tables: [String: Rows] = [:]

    private final class Rows {
        var writer: RowWriter
        /// The largest number known; nil until it was asked for.
        var last: Int64?

        init(_ table: FactTable, in database: Database) throws {
            writer = try RowWriter(
                database, into: table.name, table.key + table.columns + ["known_from"])
        }
    }

    init(_ database: Database) { self.database = database }

    /// Whether a number alone is the key, and is above all known ones.
    func isNew(_ keys: [DatabaseValue], in table: FactTable) throws -> Bool {
        guard keys.count == 1, case .int(let id) = keys[0] else { return false }
        let rows = try rows(of: table)
        return id > (try rows.last ?? lastKnown(in: table, rows))
    }

    private func lastKnown(in table: FactTable, _ rows: Rows) throws -> Int64 {
        let sql = "SELECT max(\(table.key[0])) FROM \(table.name)"
        let last = try Int64.fetchOne(database, sql: sql) ?? 0
        rows.last = last
        return last
    }

    /// Writes a fact of whose key nothing is known.
    func add(
        _ keys: [DatabaseValue], _ values: [DatabaseValue], event: Int64, to table: FactTable
    ) throws {
        let rows = try rows(of: table)
        for value in keys { rows.writer.add(value) }
        for value in values { rows.writer.add(value) }
        rows.writer.add(event)
        try rows.writer.insert()
        if keys.count == 1, case .int(let id) = keys[0] { rows.last = id }
    }

    private func rows(of table: FactTable) throws -> Rows {
        if let known = tables[table.name] { return known }
        let rows = try Rows(table, in: database)
        tables[table.name] = rows
        return rows
    }
}

extension Books {
    /// The same books, for an import: see `ManyFacts`. `finish` ends it.
    package func takingMany() -> Books {
        var books = self
        books.many = ManyFacts(db)
        return books
    }

    /// Does what writes a table from its first row to its last: SQLite needs few pages in memory
    /// then, and lets those go that are written.
    package func writingInOrder<T>(_ body: () throws -> T) throws -> T {
        try db.withFewPages(body)
    }

    /// Writes what is still on its way. PostgreSQL is told how much has come, so that the next
    /// questions are planned for it.
    package func finish() throws {
        guard case .postgres(let connection) = db else { return }
        let grown = try connection.query(
            """
            SELECT relname FROM pg_stat_xact_user_tables
            WHERE schemaname = current_schema() AND n_tup_ins >= 10000
            """)
        for row in 0..<grown.count { try connection.execute("ANALYZE " + grown.text(row, 0)) }
    }
}
