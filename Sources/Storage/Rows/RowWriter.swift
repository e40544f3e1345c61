import GRDB
import GRDBSQLite
import Postgres

/// Inserts rows in bulk: on SQLite with one prepared statement, on PostgreSQL with COPY, which ends
/// before the next statement.
///
/// Add one value for each column in their order, then `insert()`.
struct RowWriter: ~Copyable, RowSink {
    private let database: Database
    private let table: String
    private let columns: [String]
    private let statement: Statement?
    private let handle: OpaquePointer?
    private var index: Int32 = 0
    /// The texts of the current row, kept together so that each is copied once.
    private var texts: [UInt8] = []
    private var bound: [(index: Int32, from: Int, count: Int)] = []
    private var copied = CopyRow()

    init(_ database: Database, into table: String, _ columns: [String]) throws {
        self.database = database
        self.table = table
        self.columns = columns
        let marks = Array(repeating: "?", count: columns.count).joined(separator: ", ")
        let names = columns.joined(separator: ", ")
        switch database {
        case .sqlite(let db):
            statement = try db.statement("INSERT INTO \(table) (\(names)) VALUES (\(marks))")
        case .postgres: statement = nil
        }
        handle = statement?.sqliteStatement
        if let handle { sqlite3_reset(handle) }
    }

    mutating func add(_ value: Int64) {
        index += 1
        if let handle { sqlite3_bind_int64(handle, index, value) } else { copied.add(value) }
    }

    mutating func addNull() {
        index += 1
        if let handle { sqlite3_bind_null(handle, index) } else { copied.addNull() }
    }

    mutating func add(_ text: String) {
        index += 1
        guard handle != nil else { return copied.add(text) }
        var copy = text
        let from = texts.count
        copy.withUTF8 { texts.append(contentsOf: $0) }
        bound.append((index, from, texts.count - from))
    }

    mutating func add(_ bytes: [UInt8]) {
        index += 1
        guard let handle else { return copied.add(bytes) }
        let index = index
        _ = bytes.withUnsafeBytes {
            sqlite3_bind_blob(
                handle, index, $0.baseAddress ?? UnsafeRawPointer(RowWriter.empty),
                Int32($0.count), RowWriter.transient)
        }
    }

    /// A text or bytes where they lie, for COPY.
    mutating func copy(_ content: Slice<UnsafeRawBufferPointer>) {
        index += 1
        copied.add(UnsafeRawBufferPointer(rebasing: content))
    }

    /// Writes the row. Throws the engine's error, such as a broken constraint; PostgreSQL reports
    /// it at the next statement or at commit.
    mutating func insert() throws {
        precondition(Int(index) == columns.count, "a row has one value for each column")
        index = 0
        switch database {
        case .sqlite(let db): try insert(into: db)
        case .postgres(let connection):
            try connection.copyIn(into: table, columns).add(&copied)
        }
    }

    private mutating func insert(into db: GRDB.Database) throws {
        guard let handle else { return }
        let code = step(handle)
        sqlite3_reset(handle)
        texts.removeAll(keepingCapacity: true)
        bound.removeAll(keepingCapacity: true)
        try check(code, db)
    }

    private func check(_ code: Int32, _ db: GRDB.Database) throws {
        guard code != SQLITE_DONE else { return }
        throw DatabaseError(
            resultCode: ResultCode(rawValue: code), message: db.lastErrorMessage,
            sql: "INSERT INTO \(table)")
    }

    /// Texts are bound without a copy: SQLite reads them during the step only.
    private func step(_ handle: OpaquePointer) -> Int32 {
        let bound = bound
        return texts.withUnsafeBytes { bytes in
            let start = bytes.bindMemory(to: CChar.self).baseAddress ?? RowWriter.empty
            for text in bound {
                sqlite3_bind_text(
                    handle, text.index, start + text.from, Int32(text.count), nil)
            }
            return sqlite3_step(handle)
        }
    }

    deinit { if let handle { sqlite3_clear_bindings(handle) } }

    private static let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    nonisolated(unsafe) static let empty = UnsafePointer<CChar>(
        UnsafeMutablePointer<CChar>.allocate(capacity: 1))
}
