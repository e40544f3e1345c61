/// What recording a fact changed.
package enum FactChange: Sendable, Hashable {
    case new
    /// The same values are already known.
    case unchanged
    /// It replaces what was known; the old row stays, with the event that ended it.
    case superseded
}

/// A table of facts: each row says from which event to which event it was known, and what holds
/// from when to when. `key` names the thing, `columns` may change. Built once for each table.
struct FactTable: Sendable {
    let name: String
    let key: [String]
    let columns: [String]
    let shape: RowShape
    let keyShape: RowShape
    private let compare: String
    private let insert: String
    private let close: String
    private let read: String
    private let rewrite: String
    private let cut: String
    private let slip: String

    init(_ name: String, key: [String], columns: [String]) {
        self.name = name
        self.key = key
        self.columns = columns
        shape = RowShape(name, key + columns)
        keyShape = RowShape(name, key)
        let same = columns.map { "\($0) {same} ?" }.joined(separator: " AND ")
        let isKey = key.map { "\($0) = ?" }.joined(separator: " AND ")
        let marks = Array(repeating: "?", count: key.count + columns.count + 1)
        compare = "SELECT known_from, \(same) FROM \(name) WHERE \(isKey) AND known_to = {now}"
        let all = (key + columns).joined(separator: ", ")
        insert = """
            INSERT INTO \(name) (\(all), known_from)
            VALUES (\(marks.joined(separator: ", ")))
            """
        slip = """
            INSERT INTO \(name) (\(all), known_from, known_to)
            VALUES (\(marks.joined(separator: ", ")),
              (SELECT MIN(known_from) FROM \(name) WHERE \(isKey) AND known_from > ?))
            """
        cut = """
            UPDATE \(name) SET known_to = ? WHERE \(isKey) AND known_from < ? AND known_to > ?
            """
        close = "UPDATE \(name) SET known_to = ? WHERE \(isKey) AND known_to = {now}"
        read = """
            SELECT \(columns.joined(separator: ", ")) FROM \(name)
            WHERE \(isKey) AND known_to = {now}
            """
        rewrite = """
            UPDATE \(name) SET \(columns.map { "\($0) = ?" }.joined(separator: ", "))
            WHERE \(isKey) AND known_to = {now}
            """
    }

    /// Records a fact as known from `event`. A fact that the same event recorded before is changed
    /// in place.
    func put(
        _ keys: [DatabaseValue], _ values: [DatabaseValue], event: Int64, in books: Books
    ) throws -> FactChange {
        if let many = books.many, try many.isNew(keys, in: self) {
            try many.add(keys, values, event: event, to: self)
            books.pins.brought(shape, keys + values, by: event)
            return .new
        }
        return try putOne(keys, values, event: event, in: books)
    }

    /// Records a fact whose key is new, without looking whether it is.
    func add(
        _ keys: [DatabaseValue], _ values: [DatabaseValue], event: Int64, in books: Books
    ) throws {
        guard let many = books.many else {
            return try addOne(keys, values, event: event, in: books)
        }
        try many.add(keys, values, event: event, to: self)
        books.pins.brought(shape, keys + values, by: event)
    }

    private func putOne(
        _ keys: [DatabaseValue], _ values: [DatabaseValue], event: Int64, in books: Books
    ) throws -> FactChange {
        guard let standing = try standing(keys, values, in: books.db) else {
            try addOne(keys, values, event: event, in: books)
            books.pins.replaced(keyShape, keys, by: event)
            return .new
        }
        if standing.knownFrom > event {
            return try slipIn(keys, values, event: event, in: books.db)
        }
        if standing.isSame { return .unchanged }
        if standing.knownFrom == event {
            try rewrite(keys, values, event: event, in: books)
        } else {
            _ = try close(keys, event: event, in: books.db)
            try addOne(keys, values, event: event, in: books)
        }
        return .superseded
    }

    private func rewrite(
        _ keys: [DatabaseValue], _ values: [DatabaseValue], event: Int64, in books: Books
    ) throws {
        let rows = try books.db.rows(read, StatementArguments(keys))
        if let row = try rows.next()?.copy {
            let before = columns.indices.map { row.value($0) }
            books.pins.takenBack(shape, keys + before, by: event)
        }
        try books.db.execute(sql: rewrite, arguments: StatementArguments(values + keys))
        books.pins.brought(shape, keys + values, by: event)
    }

    /// Records a fact as known from an event earlier than the one that brought the present row, and
    /// up to the next row: a run adds its estimates, known from its own event, while newer readings
    /// come in.
    private func slipIn(
        _ keys: [DatabaseValue], _ values: [DatabaseValue], event: Int64, in db: Database
    ) throws -> FactChange {
        let event = event.databaseValue
        try db.execute(sql: cut, arguments: StatementArguments([event] + keys + [event, event]))
        try db.execute(
            sql: slip, arguments: StatementArguments(keys + values + [event] + keys + [event]))
        return .superseded
    }

    /// The event that brought the present row, and whether that row has these values; nil where
    /// there is none.
    private func standing(
        _ keys: [DatabaseValue], _ values: [DatabaseValue], in db: Database
    ) throws -> (knownFrom: Int64, isSame: Bool)? {
        try db.rows(compare, StatementArguments(values + keys)).next().map { ($0[0], $0[1]) }
    }

    private func addOne(
        _ keys: [DatabaseValue], _ values: [DatabaseValue], event: Int64, in books: Books
    ) throws {
        try books.db.execute(
            sql: insert, arguments: StatementArguments(keys + values + [event.databaseValue]))
        books.pins.brought(shape, keys + values, by: event)
    }

    /// Ends a fact that was wrong: it is known up to `event` and not after. False where there is
    /// none.
    func end(_ keys: [DatabaseValue], event: Int64, in books: Books) throws -> Bool {
        guard try close(keys, event: event, in: books.db) else { return false }
        books.pins.ended(keyShape, keys, by: event)
        return true
    }

    private func close(_ keys: [DatabaseValue], event: Int64, in db: Database) throws -> Bool {
        let arguments = StatementArguments([event.databaseValue] + keys)
        return try db.execute(sql: close, arguments: arguments) > 0
    }

    /// The text of a query for rows known at an event (the first two parameters), with more
    /// conditions or an order in `asked`.
    func select(_ asked: String = "") -> String {
        """
        SELECT \(names(name)) FROM \(name)
        WHERE \(name).known_from <= ? AND \(name).known_to > ? \(asked)
        """
    }

    /// Key and columns for a SELECT, prefixed with the table's alias in the query.
    func names(_ table: String) -> String {
        (key + columns).map { "\(table).\($0)" }.joined(separator: ", ")
    }

    /// Very many rows as known at an event, key first, then columns; values are lent, not copied.
    func columns(
        _ known: Knowledge, _ asked: String, with arguments: [DatabaseValue] = [], in db: Database
    ) throws -> Columns {
        let known = [known.event.databaseValue, known.event.databaseValue]
        return try Columns(db, select(asked), with: StatementArguments(known + arguments))
    }

    /// Rows as known at an event, key first, then columns.
    func rows(
        _ known: Knowledge, _ asked: String = "", with arguments: [DatabaseValue] = [],
        in db: Database
    ) throws -> RowCursor {
        let known = [known.event.databaseValue, known.event.databaseValue]
        return try db.rows(select(asked), StatementArguments(known + arguments))
    }

    /// The first row as known at an event, copied so that it outlives the statement.
    func row(
        _ known: Knowledge, _ asked: String = "", with arguments: [DatabaseValue] = [],
        in db: Database
    ) throws -> Row? {
        try rows(known, asked, with: arguments, in: db).next()?.copy
    }
}
