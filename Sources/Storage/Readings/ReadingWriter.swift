import GRDB
import GRDBSQLite
import Measures
package import Metering
import Postgres

/// Writes readings that are new, in bulk.
package final class ReadingWriter {
    private let target: Target
    private let event: Int64
    private let pins: ReadingPins?

    private enum Target {
        case sqlite(SQLiteReadings)
        case postgres(Connection)
    }

    init(_ books: Books, event: Int64) throws {
        self.event = event
        pins = books.pins.ofReadings(FactTable.reading.shape, by: event)
        switch books.db {
        case .sqlite(let db): target = .sqlite(try SQLiteReadings(db, event: event))
        case .postgres(let connection): target = .postgres(connection)
        }
    }

    /// Adds a reading on a day for which the register has none.
    package func add(_ reading: Reading) throws {
        switch target {
        case .sqlite(let readings): try readings.add(reading)
        case .postgres(let connection): try copy(reading, to: connection)
        }
        pins?.add(reading)
    }

    private func copy(_ reading: Reading, to connection: Connection) throws {
        var row = CopyRow()
        row.add(reading.registerID)
        row.add(reading.day.description)
        row.add(reading.value.millionths)
        row.add(reading.roles.word)
        row.add(reading.source.word)
        row.add(reading.method.word)
        row.add(reading.status.word)
        row.add(event)
        try connection.copyIn(into: "reading", ReadingWriter.columns).add(&row)
    }

    fileprivate static let columns = [
        "register_id", "day", "value", "type", "source", "method", "status", "known_from",
    ]
}

/// Writes to SQLite through its C interface: one prepared statement, values bound without copying.
private final class SQLiteReadings {
    private let database: GRDB.Database
    private let statement: Statement
    private let prepared: OpaquePointer
    private var words: [UInt64: ReadingTexts] = [:]
    private var dayText = [UInt8](repeating: 48, count: 10)
    private var dayWritten = Day.firstDay

    init(_ db: GRDB.Database, event: Int64) throws {
        database = db
        let columns = ReadingWriter.columns.joined(separator: ", ")
        statement = try db.makeStatement(
            sql: "INSERT INTO reading (\(columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
        prepared = statement.sqliteStatement
        sqlite3_bind_int64(prepared, 8, event)
    }

    deinit { sqlite3_clear_bindings(prepared) }

    func add(_ reading: Reading) throws {
        write(reading.day)
        let texts = texts(of: reading)
        sqlite3_bind_int64(prepared, 1, reading.registerID)
        sqlite3_bind_int64(prepared, 3, reading.value.millionths)
        texts.bind(to: prepared, from: 4)
        let code = dayText.withUnsafeBufferPointer { day in
            day.withMemoryRebound(to: CChar.self) { text in
                sqlite3_bind_text(prepared, 2, text.baseAddress, 10, nil)
                return sqlite3_step(prepared)
            }
        }
        sqlite3_reset(prepared)
        guard code == SQLITE_DONE else {
            throw DatabaseError(
                resultCode: ResultCode(rawValue: code), message: database.lastErrorMessage,
                sql: "INSERT INTO reading")
        }
    }

    private func write(_ day: Day) {
        guard day != dayWritten else { return }
        dayWritten = day
        let (year, month, date) = day.date
        let digits = [
            year / 1000, year / 100 % 10, year / 10 % 10, year % 10, -3, month / 10, month % 10,
            -3, date / 10, date % 10,
        ]
        for (position, digit) in digits.enumerated() { dayText[position] = UInt8(48 + digit) }
    }

    private func texts(of reading: Reading) -> ReadingTexts {
        let key =
            UInt64(reading.roles.rawValue) << 24 | UInt64(reading.source.rawValue) << 16
            | UInt64(reading.method.rawValue) << 8 | UInt64(reading.status.rawValue)
        if let known = words[key] { return known }
        let texts = ReadingTexts(reading)
        words[key] = texts
        return texts
    }
}

/// The four enumerated texts of a reading, at a fixed address.
private final class ReadingTexts {
    private let texts: [UnsafeMutableBufferPointer<CChar>]

    init(_ reading: Reading) {
        let words = [
            reading.roles.word, reading.source.word, reading.method.word, reading.status.word,
        ]
        texts = words.map { word in
            let buffer = UnsafeMutableBufferPointer<CChar>.allocate(capacity: word.utf8.count)
            _ = buffer.initialize(from: word.utf8.map { CChar(bitPattern: $0) })
            return buffer
        }
    }

    deinit { for text in texts { text.deallocate() } }

    func bind(to statement: OpaquePointer, from first: Int32) {
        for (position, text) in texts.enumerated() {
            let index = first + Int32(position)
            sqlite3_bind_text(statement, index, text.baseAddress, Int32(text.count), nil)
        }
    }
}

extension MeterStore {
    /// A writer for this transaction; not to be used after it.
    package func readingWriter(event: Int64) throws -> ReadingWriter {
        try ReadingWriter(books, event: event)
    }
}
