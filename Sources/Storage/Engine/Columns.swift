import GRDB
import GRDBSQLite
import Measures
import Postgres

/// Goes through the rows of a query, once, and lends each column where it lies in the engine's
/// memory: for queries of very many rows. What is lent is good until the next row is asked for.
struct Columns: ~Copyable {
    private let sql: String
    /// Of SQLite, whose statement is in use as long as there are columns.
    private let database: GRDB.Database?
    private let statement: Statement?
    private let handle: OpaquePointer?
    /// Of PostgreSQL.
    private let result: Rows?
    private var row = -1

    init(_ database: Database, _ sql: String, _ arguments: StatementArguments) throws {
        switch database {
        case .sqlite(let db):
            let statement = try db.statement(sql)
            try statement.bind(arguments)
            self.init(sql, db, statement, nil)
        case .postgres(let connection):
            let rows = try connection.query(Dialect.postgres, sql, arguments)
            self.init(sql, nil, nil, rows)
        }
    }

    private init(
        _ sql: String, _ database: GRDB.Database?, _ statement: Statement?, _ result: Rows?
    ) {
        (self.sql, self.database, self.statement) = (sql, database, statement)
        handle = statement?.sqliteStatement
        self.result = result
    }

    deinit { if let handle { sqlite3_reset(handle) } }

    /// Goes to the next row; false after the last.
    mutating func next() throws -> Bool {
        if let handle, let database { return try database.step(handle, sql) }
        row += 1
        return row < result?.count ?? 0
    }

    func isNull(_ column: Int) -> Bool {
        if let handle { return sqlite3_column_type(handle, Int32(column)) == SQLITE_NULL }
        return result?.isNull(row, column) ?? true
    }

    /// A whole number; 0 where the column is null. Where another kind of value is stored, the
    /// transaction throws `DamagedValue`.
    func int(_ column: Int) -> Int64 {
        if let handle {
            let kind = sqlite3_column_type(handle, Int32(column))
            if kind != SQLITE_INTEGER && kind != SQLITE_NULL {
                damaged(column, "a whole number", kind)
            }
            return sqlite3_column_int64(handle, Int32(column))
        }
        guard let result, !result.isNull(row, column) else { return 0 }
        return result.int(row, column)
    }

    /// The bytes of a text or of bytes; none where the column is null.
    func bytes(_ column: Int) -> UnsafeRawBufferPointer {
        if let handle {
            let kind = sqlite3_column_type(handle, Int32(column))
            if kind == SQLITE_INTEGER || kind == SQLITE_FLOAT {
                damaged(column, "a text or bytes", kind)
            }
            let start = sqlite3_column_blob(handle, Int32(column))
            return UnsafeRawBufferPointer(
                start: start, count: Int(sqlite3_column_bytes(handle, Int32(column))))
        }
        let none = UnsafeRawBufferPointer(start: nil, count: 0)
        guard let result, !result.isNull(row, column) else { return none }
        return result.withBytes(row, column) { $0 }
    }

    private func damaged(_ column: Int, _ expected: String, _ kind: Int32) {
        let name = handle.flatMap { sqlite3_column_name($0, Int32(column)) }
        DamageNote.note(
            DamagedValue(
                query: sql, column: name.map { String(cString: $0) } ?? "?", expected: expected,
                stored: StoredText.kind(kind)))
    }

    func text(_ column: Int) -> String { String(decoding: bytes(column), as: UTF8.self) }

    func quantity(_ column: Int) -> Quantity { Quantity(millionths: int(column)) }
}

/// Texts where SQLite has them.
enum StoredText {
    /// Nil where the bytes are no UTF-8.
    static func of(_ handle: OpaquePointer, _ column: Int32) -> String? {
        let start = sqlite3_column_text(handle, column)
        let count = sqlite3_column_bytes(handle, column)
        let bytes = UnsafeBufferPointer(start: start, count: Int(count))
        return String(validating: bytes, as: UTF8.self)
    }

    /// A kind of stored value, for people.
    static func kind(_ type: Int32) -> String {
        switch type {
        case SQLITE_NULL: "nothing"
        case SQLITE_INTEGER: "a whole number"
        case SQLITE_FLOAT: "a fraction"
        case SQLITE_BLOB: "bytes"
        default: "a text that is no UTF-8, or another kind of text"
        }
    }
}
