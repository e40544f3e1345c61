import GRDB

/// What recording a fact came to.
package enum FactChange: Sendable, Hashable {
    case new
    /// The fact stood already, word for word.
    case unchanged
    /// It replaced what was known; the old row is kept with the event that ended it.
    case superseded
}

/// A bitemporal table: its key and the columns that may change. Built once for each table.
struct FactTable: Sendable {
    let name: String
    let key: [String]
    let columns: [String]
    private let compare: String
    private let insert: String
    private let close: String
    private let rewrite: String

    init(_ name: String, key: [String], columns: [String]) {
        self.name = name
        self.key = key
        self.columns = columns
        let same = columns.map { "\($0) {same} ?" }.joined(separator: " AND ")
        let isKey = key.map { "\($0) = ?" }.joined(separator: " AND ")
        let marks = Array(repeating: "?", count: key.count + columns.count + 1)
        compare = Dialect.sql(
            "SELECT known_from, \(same) FROM \(name) WHERE \(isKey) AND known_to = {now}")
        insert = """
            INSERT INTO \(name) (\((key + columns).joined(separator: ", ")), known_from)
            VALUES (\(marks.joined(separator: ", ")))
            """
        close = Dialect.sql(
            "UPDATE \(name) SET known_to = ? WHERE \(isKey) AND known_to = {now}")
        rewrite = Dialect.sql(
            """
            UPDATE \(name) SET \(columns.map { "\($0) = ?" }.joined(separator: ", "))
            WHERE \(isKey) AND known_to = {now}
            """)
    }

    /// Records a fact as known from `event`. A fact of the same event is rewritten in place.
    func put(
        _ keys: [DatabaseValue], _ values: [DatabaseValue], event: Int64, in db: Database
    ) throws -> FactChange {
        let compare = try db.cachedStatement(sql: compare)
        guard let row = try Row.fetchOne(compare, arguments: StatementArguments(values + keys))
        else {
            try run(insert, keys + values + [event.databaseValue], db)
            return .new
        }
        let knownFrom: Int64 = row[0]
        if row[1] == true { return .unchanged }
        if knownFrom == event {
            try run(rewrite, values + keys, db)
        } else {
            try run(close, [event.databaseValue] + keys, db)
            try run(insert, keys + values + [event.databaseValue], db)
        }
        return .superseded
    }

    /// Records a fact of whose key nothing is known.
    func add(
        _ keys: [DatabaseValue], _ values: [DatabaseValue], event: Int64, in db: Database
    ) throws {
        try run(insert, keys + values + [event.databaseValue], db)
    }

    /// Ends a fact that was wrong: it stays known up to `event`. False where none stands.
    func end(_ keys: [DatabaseValue], event: Int64, in db: Database) throws -> Bool {
        try run(close, [event.databaseValue] + keys, db)
        return db.changesCount > 0
    }

    private func run(_ sql: String, _ arguments: [DatabaseValue], _ db: Database) throws {
        let statement = try db.cachedStatement(sql: sql)
        statement.setUncheckedArguments(StatementArguments(arguments))
        try statement.execute()
    }

    /// `SELECT columns FROM table` of what was known, and what else is asked.
    func select(_ asked: String = "") -> String {
        let all = (key + columns).map { "\(name).\($0)" }.joined(separator: ", ")
        return """
            SELECT \(all) FROM \(name)
            WHERE \(name).known_from <= ? AND \(name).known_to > ? \(asked)
            """
    }

    /// Rows as known, in the order of key and columns.
    func rows(
        _ known: Knowledge, _ asked: String = "", _ arguments: [DatabaseValue] = [],
        in db: Database
    ) throws -> RowCursor {
        let statement = try db.cachedStatement(sql: select(asked))
        let known = [known.event.databaseValue, known.event.databaseValue]
        return try Row.fetchCursor(statement, arguments: StatementArguments(known + arguments))
    }

    /// The first row as known, as a copy that outlives the statement.
    func row(
        _ known: Knowledge, _ asked: String = "", _ arguments: [DatabaseValue] = [],
        in db: Database
    ) throws -> Row? {
        let statement = try db.cachedStatement(sql: select(asked))
        let known = [known.event.databaseValue, known.event.databaseValue]
        return try Row.fetchOne(statement, arguments: StatementArguments(known + arguments))
    }
}
