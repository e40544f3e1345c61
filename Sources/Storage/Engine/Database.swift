import GRDB
import Postgres

/// A transaction on either engine: takes SQL text, gives rows.
///
/// Parameters are `?` in order, or `:name`. Words in braces differ between the engines (`Dialect`).
/// Each statement is prepared once for each connection.
enum Database {
    case sqlite(GRDB.Database)
    case postgres(Connection)

    var dialect: Dialect {
        switch self {
        case .sqlite: .sqlite
        case .postgres: .postgres
        }
    }

    /// Runs a statement and returns the number of rows it changed.
    @discardableResult
    func execute(sql: String, arguments: StatementArguments = []) throws -> Int {
        switch self {
        case .sqlite(let db): try db.run(sql, arguments)
        case .postgres(let connection):
            try connection.query(common: sql, arguments).changed
        }
    }

    /// Rows of a query. With `pieces`, PostgreSQL sends that many rows at a time, for results
    /// larger than memory.
    func rows(
        _ sql: String, _ arguments: StatementArguments = [], pieces: Int? = nil
    ) throws -> RowCursor {
        switch self {
        case .sqlite(let db): return try StatementCursor(db, sql, with: arguments)
        case .postgres(let connection):
            guard let pieces else {
                return ResultCursor(try connection.query(common: sql, arguments))
            }
            return try PortalCursor(connection, sql, with: arguments, pieces: pieces)
        }
    }

    /// Runs a block that scans a table once with a page cache of 2 MB on SQLite: it stays in the
    /// processor's cache, and no more memory is asked for.
    func withFewPages<T>(_ body: () throws -> T) throws -> T {
        guard case .sqlite = self else { return try body() }
        try execute(sql: "PRAGMA cache_size = -2048")
        let result = Result { try body() }
        try execute(sql: "PRAGMA cache_size = \(Installation.cacheSize)")
        return try result.get()
    }

    /// Runs a block in a savepoint, so that an error of the engine inside it does not spoil the
    /// transaction.
    func attempt<T>(_ body: () throws -> T) throws -> T {
        switch self {
        case .sqlite: try body()
        case .postgres(let connection): try connection.savepoint(body)
        }
    }
}

/// A database engine: how transactions begin and end.
protocol Engine: Sendable {
    /// Reads one snapshot, whatever others write meanwhile.
    func read<T>(_ body: (Database) throws -> T) throws -> T
    /// Runs the block as the only writer; its changes are committed together, or none where it
    /// throws.
    func write<T>(_ body: (Database) throws -> T) throws -> T
    /// Like `write`, but concurrently with other writers on engines that allow it.
    func share<T>(_ body: (Database) throws -> T) throws -> T
    /// Like `write`, for rows derived from pages. SQLite does not check references here, as a page
    /// names only itself, its run and its own rows; `doctor` checks them all. It does not wait for
    /// the disk either: after a power failure the last of these transactions may be missing, each
    /// as a whole, and the next `write` makes all before it durable. PostgreSQL allows several such
    /// writers, each with its own pages.
    func writeDerived<T>(_ body: (Database) throws -> T) throws -> T
    /// How many writers of derived rows may run at a time.
    var derivedWriters: Int { get }
    /// Runs the block in a transaction that is always rolled back.
    func tryOut<T>(_ body: (Database) throws -> T) throws -> T
    /// Runs one act of one of many callers in a transaction, or with those that wait in one where
    /// there is one writer. It comes before or after every other act as a whole.
    func act<T>(isDryRun: Bool, _ body: (Database) throws -> T) throws -> T
    /// Like `read`, on separate connections and until a moment: then it throws `LookStopped`.
    func look<T>(until end: ContinuousClock.Instant, _ body: (Database) throws -> T) throws -> T
    /// A part of long writing; acts pass between the parts.
    func slice() -> WriteSlice
    /// The same for derived rows.
    func sliceOfRows() -> WriteSlice
    /// Moves committed changes from the log to the database file, concurrently with writers, where
    /// the engine does not do so itself.
    func settle() throws
    func close() throws
}

extension Engine {
    func share<T>(_ body: (Database) throws -> T) throws -> T { try write(body) }
    func settle() throws {}
    var derivedWriters: Int { 1 }
    func slice() -> WriteSlice { .timed { false } }
    func sliceOfRows() -> WriteSlice { .endless }
}
