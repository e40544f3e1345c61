extension Row {
    static func fetchCursor(
        _ db: Database, sql: String, arguments: StatementArguments = [], pieces: Int? = nil
    ) throws -> RowCursor { try db.rows(sql, arguments, pieces: pieces) }

    /// All rows, copied so that they outlive the statement.
    static func fetchAll(
        _ db: Database, sql: String, arguments: StatementArguments = []
    ) throws -> [Row] { try db.rows(sql, arguments).map(\.copy) }

    /// The first row, copied so that it outlives the statement.
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
