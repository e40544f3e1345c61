import Foundation
import GRDB
import GRDBSQLite

// A virtual table of SQLite that reads a row buffer in place: `row_buffer(rows)` with the columns
// `c0`, `c1` and so on. One INSERT … SELECT then writes all rows of a page and table without
// binding values. It exists in this program's connections only, not in the file.

/// The buffer lent to a statement, valid while it is stepped.
private struct LentRows {
    let kinds: UnsafePointer<UInt8>
    let values: UnsafePointer<Int64>
    let content: UnsafePointer<CChar>
    let width: Int
    let places: Int
}

extension GRDB.Database {
    /// Registers `row_buffer` with a connection.
    func addRowBufferTable() throws {
        let code = sqlite3_create_module_v2(
            sqliteConnection, "row_buffer", rowBufferModule, nil, nil)
        guard code == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
    }

    /// Writes rows of a buffer in order with one statement.
    func insert(_ buffer: RowBuffer, _ rows: Range<Int>) throws {
        precondition(buffer.columns.count <= maximumColumns, "a row of too many columns")
        let names = buffer.columns.joined(separator: ", ")
        let taken = buffer.columns.indices.map { "c\($0)" }.joined(separator: ", ")
        let sql = "INSERT INTO \(buffer.table) (\(names)) SELECT \(taken) FROM row_buffer(?)"
        let statement = try statement(sql)
        let code = withExtendedLifetime(statement) {
            buffer.lend(rows) { GRDB.Database.step(statement.sqliteStatement, over: $0) }
        }
        guard code == SQLITE_DONE else {
            throw DatabaseError(
                resultCode: ResultCode(rawValue: code), message: lastErrorMessage, sql: sql)
        }
    }

    private static func step(_ handle: OpaquePointer, over rows: LentRows) -> Int32 {
        withUnsafePointer(to: rows) { rows in
            sqlite3_bind_pointer(
                handle, 1, UnsafeMutableRawPointer(mutating: rows), lentRowsType, nil)
            let code = sqlite3_step(handle)
            sqlite3_reset(handle)
            sqlite3_clear_bindings(handle)
            return code
        }
    }
}

extension RowBuffer {
    fileprivate func lend<T>(_ rows: Range<Int>, _ body: (LentRows) -> T) -> T {
        let (width, first) = (columns.count, rows.lowerBound * columns.count)
        return kinds.withUnsafeBufferPointer { kinds in
            values.withUnsafeBufferPointer { values in
                content.withUnsafeBytes { content in
                    let start = content.bindMemory(to: CChar.self).baseAddress
                    return body(
                        LentRows(
                            kinds: kinds.baseAddress! + first,
                            values: values.baseAddress! + first,
                            content: start ?? RowWriter.empty, width: width,
                            places: rows.count * width))
                }
            }
        }
    }
}

/// The number of columns of `row_buffer`; a hidden one after them takes the pointer.
private let maximumColumns = 16

/// The pointer type for `sqlite3_bind_pointer`: a string that is never freed.
nonisolated(unsafe) private let lentRowsType = UnsafePointer<CChar>(strdup("lent rows")!)

/// A cursor of the virtual table. SQLite uses its first part.
private struct LentCursor {
    var base = sqlite3_vtab_cursor()
    var rows: UnsafePointer<LentRows>?
    var index = 0

    static func at(
        _ handle: UnsafeMutablePointer<sqlite3_vtab_cursor>?
    ) -> UnsafeMutablePointer<LentCursor> {
        UnsafeMutableRawPointer(handle.unsafelyUnwrapped).assumingMemoryBound(to: LentCursor.self)
    }
}

nonisolated(unsafe) private let rowBufferModule: UnsafePointer<sqlite3_module> = {
    let module = UnsafeMutablePointer<sqlite3_module>.allocate(capacity: 1)
    module.initialize(to: sqlite3_module())
    module.pointee.xConnect = connectTable
    module.pointee.xDisconnect = disconnectTable
    module.pointee.xBestIndex = planReading
    module.pointee.xOpen = openCursor
    module.pointee.xClose = closeCursor
    module.pointee.xFilter = startReading
    module.pointee.xNext = nextRow
    module.pointee.xEof = isAfterLastRow
    module.pointee.xColumn = giveColumn
    module.pointee.xRowid = giveNumber
    return UnsafePointer(module)
}()

private func connectTable(
    _ connection: OpaquePointer?, _: UnsafeMutableRawPointer?, _: Int32,
    _: UnsafePointer<UnsafePointer<CChar>?>?,
    _ table: UnsafeMutablePointer<UnsafeMutablePointer<sqlite3_vtab>?>?,
    _: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> Int32 {
    let names = (0..<maximumColumns).map { "c\($0)" }.joined(separator: ", ")
    let sql = "CREATE TABLE row_buffer (\(names), rows HIDDEN)"
    let code = sqlite3_declare_vtab(connection, sql)
    guard code == SQLITE_OK else { return code }
    let made = UnsafeMutablePointer<sqlite3_vtab>.allocate(capacity: 1)
    made.initialize(to: sqlite3_vtab())
    table?.pointee = made
    return SQLITE_OK
}

private func disconnectTable(_ table: UnsafeMutablePointer<sqlite3_vtab>?) -> Int32 {
    table?.deallocate()
    return SQLITE_OK
}

/// There is one plan, and it needs the pointer.
private func planReading(
    _: UnsafeMutablePointer<sqlite3_vtab>?, _ plan: UnsafeMutablePointer<sqlite3_index_info>?
) -> Int32 {
    guard let plan, plan.pointee.nConstraint == 1, plan.pointee.aConstraint[0].usable != 0,
        Int(plan.pointee.aConstraint[0].iColumn) == maximumColumns
    else { return SQLITE_CONSTRAINT }
    plan.pointee.aConstraintUsage[0].argvIndex = 1
    plan.pointee.aConstraintUsage[0].omit = 1
    return SQLITE_OK
}

private func openCursor(
    _: UnsafeMutablePointer<sqlite3_vtab>?,
    _ handle: UnsafeMutablePointer<UnsafeMutablePointer<sqlite3_vtab_cursor>?>?
) -> Int32 {
    let cursor = UnsafeMutablePointer<LentCursor>.allocate(capacity: 1)
    cursor.initialize(to: LentCursor())
    handle?.pointee = UnsafeMutableRawPointer(cursor).assumingMemoryBound(
        to: sqlite3_vtab_cursor.self)
    return SQLITE_OK
}

private func closeCursor(_ handle: UnsafeMutablePointer<sqlite3_vtab_cursor>?) -> Int32 {
    LentCursor.at(handle).deallocate()
    return SQLITE_OK
}

private func startReading(
    _ handle: UnsafeMutablePointer<sqlite3_vtab_cursor>?, _: Int32, _: UnsafePointer<CChar>?,
    _: Int32, _ values: UnsafeMutablePointer<OpaquePointer?>?
) -> Int32 {
    guard let lent = sqlite3_value_pointer(values?.pointee, lentRowsType) else {
        return SQLITE_MISUSE
    }
    let cursor = LentCursor.at(handle)
    cursor.pointee.rows = UnsafePointer(lent.assumingMemoryBound(to: LentRows.self))
    cursor.pointee.index = 0
    return SQLITE_OK
}

private func nextRow(_ handle: UnsafeMutablePointer<sqlite3_vtab_cursor>?) -> Int32 {
    let cursor = LentCursor.at(handle)
    cursor.pointee.index += cursor.pointee.rows.unsafelyUnwrapped.pointee.width
    return SQLITE_OK
}

private func isAfterLastRow(_ handle: UnsafeMutablePointer<sqlite3_vtab_cursor>?) -> Int32 {
    let cursor = LentCursor.at(handle)
    let places = cursor.pointee.rows.unsafelyUnwrapped.pointee.places
    return cursor.pointee.index < places ? 0 : 1
}

/// Returns a column; texts and blobs are not copied, as a row is written before the next is read.
private func giveColumn(
    of handle: UnsafeMutablePointer<sqlite3_vtab_cursor>?, to result: OpaquePointer?,
    column: Int32
) -> Int32 {
    let cursor = LentCursor.at(handle)
    let rows = cursor.pointee.rows.unsafelyUnwrapped
    let index = cursor.pointee.index + Int(column)
    let value = rows.pointee.values[index]
    switch RowBuffer.Kind(rawValue: rows.pointee.kinds[index]) {
    case .number: sqlite3_result_int64(result, value)
    case .text:
        let range = RowBuffer.range(value)
        let text = rows.pointee.content + range.lowerBound
        sqlite3_result_text(result, text, Int32(range.count), nil)
    case .bytes:
        let range = RowBuffer.range(value)
        let bytes = rows.pointee.content + range.lowerBound
        sqlite3_result_blob(result, bytes, Int32(range.count), nil)
    case .null, nil: sqlite3_result_null(result)
    }
    return SQLITE_OK
}

private func giveNumber(
    _ handle: UnsafeMutablePointer<sqlite3_vtab_cursor>?,
    _ number: UnsafeMutablePointer<sqlite3_int64>?
) -> Int32 {
    number?.pointee = Int64(LentCursor.at(handle).pointee.index)
    return SQLITE_OK
}
