import GRDB
import Postgres

/// A transaction of the books: SQL text goes in, rows come out, whichever engine there is.
///
/// Parameters are `?` in order, or `:name`. Words in braces are those in which the engines differ
/// (`Dialect`). Every statement is prepared once for each connection and kept.
enum Database {
    case sqlite(GRDB.Database)
    case postgres(Connection)

    var dialect: Dialect {
        switch self {
        case .sqlite: .sqlite
        case .postgres: .postgres
        }
    }

    /// Runs a statement and gives the number of rows it changed.
    @discardableResult
    func execute(sql: String, arguments: StatementArguments = []) throws -> Int {
        switch self {
        case .sqlite(let db): try db.run(sql, arguments)
        case .postgres(let connection):
            try connection.query(Dialect.postgres, sql, arguments).changed
        }
    }

    /// Rows of a query. An answer that no memory may hold is asked for in `pieces` of so many rows.
    func rows(
        _ sql: String, _ arguments: StatementArguments = [], pieces: Int? = nil
    ) throws -> RowCursor {
        switch self {
        case .sqlite(let db): return try StatementCursor(db, sql, arguments)
        case .postgres(let connection):
            guard let pieces else {
                return ResultCursor(try connection.query(Dialect.postgres, sql, arguments))
            }
            return try PortalCursor(connection, sql, arguments, pieces: pieces)
        }
    }

    /// Keeps 2 MB of SQLite's pages in memory, for what goes through a table once: memory that is
    /// used again and again is in the processor's cache, and need not be asked of the system.
    func withFewPages<T>(_ body: () throws -> T) throws -> T {
        guard case .sqlite = self else { return try body() }
        try execute(sql: "PRAGMA cache_size = -2048")
        let result = Result { try body() }
        try execute(sql: "PRAGMA cache_size = \(Installation.cacheSize)")
        return try result.get()
    }

    /// Runs a block of which a refusal of the engine does not spoil the transaction around it.
    func attempt<T>(_ body: () throws -> T) throws -> T {
        switch self {
        case .sqlite: try body()
        case .postgres(let connection): try connection.savepoint(body)
        }
    }
}

/// Where the books are kept, and how transactions on them begin and end.
protocol Engine: Sendable {
    /// One state of the books, whatever others write meanwhile.
    func read<T>(_ body: (Database) throws -> T) throws -> T
    /// The only writer until it returns; then all of it stands, or nothing where anything failed.
    func write<T>(_ body: (Database) throws -> T) throws -> T
    /// Like `write`, but beside other writers where the engine can have several.
    func share<T>(_ body: (Database) throws -> T) throws -> T
    /// Like `write`, for rows that follow from what is there: SQLite does not look up what each
    /// names, as a page names only itself, its run and its own rows. `doctor` looks them all up.
    /// Nor does it wait for the disk: when the power fails the last of them are not written, all
    /// of a transaction or none, and whatever `write` does next is on the disk with all before it.
    /// PostgreSQL has several such writers at a time, each with pages of its own.
    func writeDerived<T>(_ body: (Database) throws -> T) throws -> T
    /// How many may write derived rows at a time.
    var derivedWriters: Int { get }
    /// Like `write`, and nothing of it stands.
    func tryOut<T>(_ body: (Database) throws -> T) throws -> T
    /// Brings what was committed to its last place, beside whoever writes, where that is not the
    /// engine's own business.
    func settle() throws
    func close() throws
}

extension Engine {
    func share<T>(_ body: (Database) throws -> T) throws -> T { try write(body) }
    func settle() throws {}
    var derivedWriters: Int { 1 }
}

/// Goes through the rows of a query, once. A row is good until the next is asked for.
class RowCursor {
    func next() throws -> Row? { nil }

    final func map<T>(_ transform: (Row) throws -> T) throws -> [T] {
        var all: [T] = []
        while let row = try next() { all.append(try transform(row)) }
        return all
    }
}

extension Row {
    static func fetchCursor(
        _ db: Database, sql: String, arguments: StatementArguments = [], pieces: Int? = nil
    ) throws -> RowCursor { try db.rows(sql, arguments, pieces: pieces) }

    /// All rows, as copies that stay good.
    static func fetchAll(
        _ db: Database, sql: String, arguments: StatementArguments = []
    ) throws -> [Row] { try db.rows(sql, arguments).map(\.copy) }

    /// The first row, as a copy that stays good.
    static func fetchOne(
        _ db: Database, sql: String, arguments: StatementArguments = []
    ) throws -> Row? { try db.rows(sql, arguments).next()?.copy }
}

extension DatabaseValueConvertible {
    /// The first column of the first row; nil where there is none, or it is null.
    static func fetchOne(
        _ db: Database, sql: String, arguments: StatementArguments = []
    ) throws -> Self? {
        guard let row = try db.rows(sql, arguments).next() else { return nil }
        return row[0] as Self?
    }

    /// The first column of all rows.
    static func fetchAll(
        _ db: Database, sql: String, arguments: StatementArguments = []
    ) throws -> [Self] { try db.rows(sql, arguments).map { $0[0] } }
}

extension DatabaseValueConvertible where Self: Hashable {
    static func fetchSet(
        _ db: Database, sql: String, arguments: StatementArguments = []
    ) throws -> Set<Self> { Set(try fetchAll(db, sql: sql, arguments: arguments)) }
}
