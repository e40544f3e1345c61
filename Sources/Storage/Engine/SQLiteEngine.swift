import Dispatch
import GRDB
import GRDBSQLite

/// The books in one SQLite file, through GRDB: one writer, with concurrent readers.
struct SQLiteEngine: Engine {
    let database: any DatabaseWriter
    let acts = ActQueue()
    let times = WriterTimes()
    private let readers = DispatchSemaphore(value: SQLiteEngine.readers)
    let lookers = DispatchSemaphore(value: SQLiteEngine.lookers)

    /// How many may read at a time, and how many more may look: they have connections of their own,
    /// so that a page of the screen does not wait for those of a run.
    static let (readers, lookers) = (5, 4)

    init(database: any DatabaseWriter) { self.database = database }

    func read<T>(_ body: (Database) throws -> T) throws -> T {
        readers.wait()
        defer { readers.signal() }
        return try telling { try database.read { db in try watched { try body(.sqlite(db)) } } }
    }

    func write<T>(_ body: (Database) throws -> T) throws -> T {
        try telling {
            try database.writeWithoutTransaction { db in
                try times.timed(.other) {
                    var result: T?
                    try db.inTransaction(.immediate) {
                        result = try watched { try body(.sqlite(db)) }
                        return .commit
                    }
                    return result!
                }
            }
        }
    }

    /// Ends after a while, and sooner where acts wait.
    func slice() -> WriteSlice { .timed { acts.isAwaited } }
    func sliceOfRows() -> WriteSlice { slice() }

    func writeDerived<T>(_ body: (Database) throws -> T) throws -> T {
        var result: T?
        try telling {
            try database.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA foreign_keys = OFF; PRAGMA synchronous = NORMAL")
                let written = Result {
                    try times.timed(.rows) {
                        try db.inTransaction(.immediate) {
                            result = try watched { try body(.sqlite(db)) }
                            return .commit
                        }
                    }
                }
                try db.execute(sql: "PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL")
                try written.get()
            }
        }
        return result!
    }

    func tryOut<T>(_ body: (Database) throws -> T) throws -> T {
        var result: T?
        try telling {
            try database.writeWithoutTransaction { db in
                try db.inTransaction(.immediate) {
                    result = try watched { try body(.sqlite(db)) }
                    return .rollback
                }
            }
        }
        return result!
    }

    /// Copies the write-ahead log into the file on a separate connection, as far as no reader needs
    /// the old pages. The rest is left to the next call or to a writer.
    func settle() throws {
        guard database is DatabasePool else { return }
        try telling {
            var configuration = Configuration()
            configuration.busyMode = .timeout(30)
            let queue = try DatabaseQueue(path: database.path, configuration: configuration)
            try queue.writeWithoutTransaction {
                try $0.execute(sql: "PRAGMA wal_checkpoint(PASSIVE)")
            }
            try queue.close()
        }
    }

    func telling<T>(_ body: () throws -> T) throws -> T {
        try SQLiteEngine.telling(of: database.path, body)
    }

    func watched<T>(_ body: () throws -> T) throws -> T {
        try DamageNote.watching(body)
    }

    /// Turns SQLite's errors into `BooksRefused` where a person can do something about them.
    static func telling<T>(of file: String, _ body: () throws -> T) throws -> T {
        do { return try body() } catch let error as DatabaseError {
            throw BooksRefused(error, file: file) ?? error
        }
    }

    func close() throws { try database.close() }
}

extension GRDB.Database {
    /// The cached statement for a text, or a new one while that is in use.
    func statement(_ sql: String) throws -> Statement {
        let text = Dialect.sqlite.rendered(sql).text
        let kept = try cachedStatement(sql: text)
        return sqlite3_stmt_busy(kept.sqliteStatement) == 0 ? kept : try makeStatement(sql: text)
    }

    /// Resets a statement, so that it can run again.
    func reset(_ handle: OpaquePointer) { sqlite3_reset(handle) }

    /// Runs a statement and returns the number of rows it changed.
    func run(_ sql: String, _ arguments: StatementArguments) throws -> Int {
        if case .inOrder(let values) = arguments, values.isEmpty {
            try execute(sql: Dialect.sqlite.rendered(sql).text)
            return changesCount
        }
        let statement = try statement(sql)
        try statement.bind(arguments)
        let handle = statement.sqliteStatement
        defer {
            sqlite3_reset(handle)
            sqlite3_clear_bindings(handle)
        }
        while try step(handle, sql) {}
        return Int(sqlite3_changes(sqliteConnection))
    }

    /// Steps a statement; false after the last row.
    func step(_ handle: OpaquePointer, _ sql: String) throws -> Bool {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code:
            throw DatabaseError(
                resultCode: ResultCode(rawValue: code), message: lastErrorMessage, sql: sql)
        }
    }
}

extension Statement {
    func bind(_ arguments: StatementArguments) throws {
        let handle = sqliteStatement
        for index in 0..<sqlite3_bind_parameter_count(handle) {
            let name = sqlite3_bind_parameter_name(handle, index + 1)
            let value = try arguments.value(
                Int(index), name.map { String(cString: $0 + 1) })
            value.bind(to: handle, at: index + 1)
        }
    }
}

extension DatabaseValue {
    /// Binds a value; SQLite copies texts and blobs.
    fileprivate func bind(to handle: OpaquePointer, at index: Int32) {
        switch self {
        case .null: sqlite3_bind_null(handle, index)
        case .int(let value): sqlite3_bind_int64(handle, index, value)
        case .text(var text):
            text.withUTF8 { bytes in
                bytes.withMemoryRebound(to: CChar.self) {
                    _ = sqlite3_bind_text(
                        handle, index, $0.baseAddress ?? DatabaseValue.empty, Int32($0.count),
                        DatabaseValue.copying)
                }
            }
        case .bytes(let bytes):
            bytes.withUnsafeBytes {
                _ =
                    $0.isEmpty
                    ? sqlite3_bind_zeroblob(handle, index, 0)
                    : sqlite3_bind_blob(
                        handle, index, $0.baseAddress, Int32($0.count), DatabaseValue.copying)
            }
        }
    }

    /// An address for an empty text: a null pointer would bind null.
    nonisolated(unsafe) private static let empty = UnsafePointer<CChar>(
        UnsafeMutablePointer<CChar>.allocate(capacity: 1))
    private static let copying = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
}

/// A cursor over a SQLite statement. It takes the first step when made, so that SQLite counts the
/// statement as busy while the cursor exists.
final class StatementCursor: RowCursor {
    private let database: GRDB.Database
    private let sql: String
    private let statement: Statement
    private let handle: OpaquePointer
    private var hasRow = false
    private var isFirst = true

    init(_ database: GRDB.Database, _ sql: String, with arguments: StatementArguments) throws {
        self.database = database
        self.sql = sql
        statement = try database.statement(sql)
        handle = statement.sqliteStatement
        super.init()
        try statement.bind(arguments)
        hasRow = try step()
    }

    deinit { if hasRow { sqlite3_reset(handle) } }

    override func next() throws -> Row? {
        if isFirst { isFirst = false } else if hasRow { hasRow = try step() }
        return hasRow ? Row(statement: handle, of: self) : nil
    }

    private func step() throws -> Bool {
        do {
            if try database.step(handle, sql) { return true }
            sqlite3_reset(handle)
            return false
        } catch {
            hasRow = false
            sqlite3_reset(handle)
            throw error
        }
    }
}

extension GRDB.Database {
    /// Problems that `PRAGMA integrity_check` finds in pages, indexes and constraints.
    func integrityProblems() throws -> [String] {
        try String.fetchAll(.sqlite(self), sql: "PRAGMA integrity_check").filter { $0 != "ok" }
    }

    /// Rows that reference a missing row.
    func brokenReferences() throws -> [String] {
        try Row.fetchAll(.sqlite(self), sql: "PRAGMA foreign_key_check").map { row in
            let (table, id, parent): (String, Int64?, String) = (row[0], row[1], row[2])
            let index = id.map { " row \($0)" } ?? ""
            return "\(table)\(index) names something in \(parent) that is not there"
        }
    }
}
