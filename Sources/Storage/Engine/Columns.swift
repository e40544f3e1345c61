import GRDB
import GRDBSQLite
import Measures
import Postgres

/// A cursor for queries of very many rows: it lends each value as the engine holds it, valid until
/// the next call of `next`.
struct Columns: ~Copyable {
    private let sql: String
    /// For SQLite. The statement is in use until this value is gone.
    private let database: GRDB.Database?
    private let statement: Statement?
    private let handle: OpaquePointer?
    /// For PostgreSQL.
    private let result: Rows?
    private var row = -1

    init(_ database: Database, _ sql: String, with arguments: StatementArguments) throws {
        switch database {
        case .sqlite(let db):
            let statement = try db.statement(sql)
            try statement.bind(arguments)
            self.init(sql, of: db, statement, result: nil)
        case .postgres(let connection):
            let rows = try connection.query(common: sql, arguments)
            self.init(sql, of: nil, nil, result: rows)
        }
    }

    private init(
        _ sql: String, of database: GRDB.Database?, _ statement: Statement?, result: Rows?
    ) {
        (self.sql, self.database, self.statement) = (sql, database, statement)
        handle = statement?.sqliteStatement
        self.result = result
    }

    deinit { if let handle { sqlite3_reset(handle) } }

    /// Moves to the next row; false after the last.
    mutating func next() throws -> Bool {
        if let handle, let database { return try database.step(handle, sql) }
        row += 1
        return row < result?.count ?? 0
    }

    func isNull(_ column: Int) -> Bool {
        if let handle { return sqlite3_column_type(handle, Int32(column)) == SQLITE_NULL }
        return result?.isNull(row, column) ?? true
    }

    /// A whole number; 0 for null. For another kind of value the transaction throws `DamagedValue`.
    func int(_ column: Int) -> Int64 {
        if let handle {
            let kind = sqlite3_column_type(handle, Int32(column))
            if kind != SQLITE_INTEGER && kind != SQLITE_NULL {
                damaged(column, expected: "a whole number", stored: kind)
            }
            return sqlite3_column_int64(handle, Int32(column))
        }
        guard let result, !result.isNull(row, column) else { return 0 }
        return result.int(row, column)
    }

    /// The bytes of a text or blob; none for null.
    func bytes(_ column: Int) -> UnsafeRawBufferPointer {
        if let handle {
            let kind = sqlite3_column_type(handle, Int32(column))
            if kind == SQLITE_INTEGER || kind == SQLITE_FLOAT {
                damaged(column, expected: "a text or bytes", stored: kind)
            }
            let start = sqlite3_column_blob(handle, Int32(column))
            return UnsafeRawBufferPointer(
                start: start, count: Int(sqlite3_column_bytes(handle, Int32(column))))
        }
        let none = UnsafeRawBufferPointer(start: nil, count: 0)
        guard let result, !result.isNull(row, column) else { return none }
        return result.withBytes(row, column: column) { $0 }
    }

    private func damaged(_ column: Int, expected: String, stored kind: Int32) {
        let name = handle.flatMap { sqlite3_column_name($0, Int32(column)) }
        DamageNote.note(
            DamagedValue(
                query: sql, column: name.map { String(cString: $0) } ?? "?", expected: expected,
                stored: StoredText.kind(kind)))
    }

    func text(_ column: Int) -> String { String(decoding: bytes(column), as: UTF8.self) }

    func quantity(_ column: Int) -> Quantity { Quantity(millionths: int(column)) }
}
