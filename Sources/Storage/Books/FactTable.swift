import Measures

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
    /// The columns with values of people; all others are open.
    let personal: [String: RecordClass]
    let shape: RowShape
    let keyShape: RowShape
    private let compare: String
    private let insert: String
    private let close: String
    private let read: String
    private let rewrite: String
    private let cut: String
    private let slip: String

    init(
        _ name: String, key: [String], columns: [String], personal: [String: RecordClass] = [:]
    ) {
        self.name = name
        self.key = key
        self.columns = columns
        self.personal = personal
        let hidden = (key + columns).indices.filter {
            personal[(key + columns)[$0]]?.isHidden == true
        }
        shape = RowShape(name, key + columns, hiding: hidden)
        let seal = hidden.isEmpty ? [] : ["seal"]
        keyShape = RowShape(name, key)
        let same = columns.map { "\($0) {same} ?" }.joined(separator: " AND ")
        let isKey = key.map { "\($0) = ?" }.joined(separator: " AND ")
        let marks = Array(repeating: "?", count: key.count + columns.count + seal.count + 1)
        compare = "SELECT known_from, \(same) FROM \(name) WHERE \(isKey) AND known_to = {now}"
        let all = (key + columns + seal).joined(separator: ", ")
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
            SELECT \((columns + seal).joined(separator: ", ")) FROM \(name)
            WHERE \(isKey) AND known_to = {now}
            """
        rewrite = """
            UPDATE \(name) SET \((columns + seal).map { "\($0) = ?" }.joined(separator: ", "))
            WHERE \(isKey) AND known_to = {now}
            """
    }

    /// Records a fact as known from `event`. A fact that the same event recorded before is changed
    /// in place.
    func put(
        _ keys: [DatabaseValue], _ values: [DatabaseValue], event: Int64, in books: Books
    ) throws -> FactChange {
        if let many = books.many, try many.isNew(keys, in: self) {
            try add(sealed(keys + values, in: books), to: many, event: event, in: books)
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
        try add(sealed(keys + values, in: books), to: many, event: event, in: books)
    }

    private func add(
        _ row: SealedRow, to many: ManyFacts, event: Int64, in books: Books
    ) throws {
        try many.add(row, event: event, to: self)
        books.pins.brought(shape, row, by: event)
    }

    /// The names of the columns that a row is stored in.
    var stored: [String] { key + columns + (shape.hidden.isEmpty ? [] : ["seal"]) }

    private func sealed(_ values: [DatabaseValue], in books: Books) -> SealedRow {
        guard !shape.hidden.isEmpty else {
            return SealedRow(values: values, seal: nil, isSealable: false)
        }
        let seal = FactSeal(values, hiding: shape.hidden, salts: books.salts)
        return SealedRow(values: values, seal: seal, isSealable: true)
    }

    /// A row as it was read: its values, and then its seal where the table has them.
    func sealed(_ row: Row, _ values: [DatabaseValue], sealAt index: Int) throws -> SealedRow {
        guard !shape.hidden.isEmpty, case .bytes(let bytes) = row.value(index) else {
            return SealedRow(values: values, seal: nil, isSealable: !shape.hidden.isEmpty)
        }
        guard let seal = FactSeal(bytes, columns: shape.hidden.count) else {
            throw BrokenRow(what: "\(name) \(values[0]): its seal")
        }
        return SealedRow(values: values, seal: seal, isSealable: true)
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
            return try slipIn(keys, values, event: event, in: books)
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
            let before = keys + columns.indices.map { row.value($0) }
            let row = try sealed(row, before, sealAt: columns.count)
            books.pins.takenBack(shape, row, by: event)
        }
        let row = sealed(keys + values, in: books)
        let changed = Array(row.stored.dropFirst(keys.count))
        try books.db.execute(sql: rewrite, arguments: StatementArguments(changed + keys))
        books.pins.brought(shape, row, by: event)
    }

    /// Records a fact as known from an event earlier than the one that brought the present row, and
    /// up to the next row: a run adds its estimates, known from its own event, while newer readings
    /// come in.
    private func slipIn(
        _ keys: [DatabaseValue], _ values: [DatabaseValue], event: Int64, in books: Books
    ) throws -> FactChange {
        let (event, db) = (event.databaseValue, books.db)
        let stored = sealed(keys + values, in: books).stored
        try db.execute(sql: cut, arguments: StatementArguments([event] + keys + [event, event]))
        try db.execute(
            sql: slip, arguments: StatementArguments(stored + [event] + keys + [event]))
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
        let row = sealed(keys + values, in: books)
        try books.db.execute(
            sql: insert, arguments: StatementArguments(row.stored + [event.databaseValue]))
        books.pins.brought(shape, row, by: event)
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
