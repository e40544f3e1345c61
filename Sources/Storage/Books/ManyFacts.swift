import Postgres

/// Writes the facts of an import in bulk: rows of new things are inserted without a look-up for
/// each, on PostgreSQL by COPY.
///
/// A thing is new where its number is above all numbers in the table, as `NumberStore` gives them in
/// ascending order.
final class ManyFacts {
    private let database: Database
    private var tables: [String: Rows] = [:]

    private final class Rows {
        var writer: RowWriter
        /// The largest number in the table; nil before it was looked up.
        var last: Int64?

        init(_ table: FactTable, in database: Database) throws {
            writer = try RowWriter(
                database, into: table.name, table.stored + ["known_from"])
        }
    }

    init(_ database: Database) { self.database = database }

    /// Whether the key is a single number above all numbers in the table.
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

    /// Inserts a fact whose key is new.
    func add(_ row: SealedRow, event: Int64, to table: FactTable) throws {
        let rows = try rows(of: table)
        for value in row.stored { rows.writer.add(value) }
        rows.writer.add(event)
        try rows.writer.insert()
        if table.key.count == 1, case .int(let id) = row.values[0] { rows.last = id }
    }

    /// Whether facts of a table came.
    func wrote(_ table: String) -> Bool { tables[table] != nil }

    private func rows(of table: FactTable) throws -> Rows {
        if let known = tables[table.name] { return known }
        let rows = try Rows(table, in: database)
        tables[table.name] = rows
        return rows
    }
}
