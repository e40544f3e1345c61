import GRDB
import GRDBSQLite

/// Inserts rows quickly: one prepared statement, bound by place, on GRDB's own connection.
///
/// Add one value for each column in their order, then `insert()`.
struct RowWriter: ~Copyable, RowSink {
    private let database: Database
    private let statement: Statement
    private let handle: OpaquePointer
    private let width: Int32
    private var place: Int32 = 0
    /// The texts of the row at hand, one after another, so that none is copied twice.
    private var texts: [UInt8] = []
    private var bound: [(place: Int32, from: Int, count: Int)] = []

    init(_ database: Database, into table: String, _ columns: [String]) throws {
        let marks = Array(repeating: "?", count: columns.count).joined(separator: ", ")
        let names = columns.joined(separator: ", ")
        self.database = database
        statement = try database.cachedStatement(
            sql: "INSERT INTO \(table) (\(names)) VALUES (\(marks))")
        handle = statement.sqliteStatement
        width = Int32(columns.count)
        sqlite3_reset(handle)
    }

    mutating func add(_ value: Int64) { sqlite3_bind_int64(handle, next(), value) }
    mutating func addNull() { sqlite3_bind_null(handle, next()) }

    mutating func add(_ text: String) {
        var copy = text
        let from = texts.count
        copy.withUTF8 { texts.append(contentsOf: $0) }
        bound.append((next(), from, texts.count - from))
    }

    mutating func add(_ bytes: [UInt8]) {
        let place = next()
        _ = bytes.withUnsafeBytes {
            sqlite3_bind_blob(
                handle, place, $0.baseAddress ?? UnsafeRawPointer(RowWriter.empty),
                Int32($0.count), RowWriter.transient)
        }
    }

    /// Writes the row; throws the engine's refusal, such as a broken constraint.
    mutating func insert() throws {
        precondition(place == width, "a row has one value for each column")
        place = 0
        let code = step()
        sqlite3_reset(handle)
        texts.removeAll(keepingCapacity: true)
        bound.removeAll(keepingCapacity: true)
        guard code == SQLITE_DONE else {
            throw DatabaseError(
                resultCode: ResultCode(rawValue: code), message: database.lastErrorMessage,
                sql: statement.sql)
        }
    }

    /// Texts are bound where they lie: the engine reads them during the step and not after it.
    private func step() -> Int32 {
        let (handle, bound) = (handle, bound)
        return texts.withUnsafeBytes { bytes in
            let start = bytes.bindMemory(to: CChar.self).baseAddress ?? RowWriter.empty
            for text in bound {
                sqlite3_bind_text(
                    handle, text.place, start + text.from, Int32(text.count), nil)
            }
            return sqlite3_step(handle)
        }
    }

    deinit { sqlite3_clear_bindings(handle) }

    private mutating func next() -> Int32 {
        place += 1
        return place
    }

    private static let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    nonisolated(unsafe) private static let empty = UnsafePointer<CChar>(
        UnsafeMutablePointer<CChar>.allocate(capacity: 1))
}
