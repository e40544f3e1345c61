import Foundation
import GRDBSQLite
import Postgres

/// A row of a result, either lent by the engine or copied.
struct Row {
    private enum Source {
        /// The current row of a SQLite statement, with the cursor that keeps it alive.
        case statement(OpaquePointer, RowCursor)
        case result(Rows, Int)
        case copied([DatabaseValue], [String])
    }

    private let source: Source

    /// The current row of a statement, valid until its next step.
    init(statement: OpaquePointer, of cursor: RowCursor) { source = .statement(statement, cursor) }

    init(_ rows: Rows, _ index: Int) { source = .result(rows, index) }

    /// The column with an index from 0. For another kind of value this gives 0 or nothing, and the
    /// transaction throws `DamagedValue`.
    subscript<T: DatabaseValueConvertible>(_ column: Int) -> T { T(self, column) }

    subscript<T: DatabaseValueConvertible>(_ name: String) -> T {
        guard let column = columns.firstIndex(of: name) else {
            DamageNote.note(
                DamagedValue(table: nil, column: name, expected: "a column", stored: "none"))
            return T(Row([.null], [name]), 0)
        }
        return T(self, column)
    }

    /// The row, copied so that it outlives the statement.
    var copy: Row {
        guard case .statement = source else { return self }
        return Row(columns.indices.map { value($0) }, columns)
    }

    private init(_ values: [DatabaseValue], _ columns: [String]) {
        source = .copied(values, columns)
    }

    var columns: [String] {
        switch source {
        case .statement(let handle, _):
            (0..<sqlite3_column_count(handle)).map {
                String(cString: sqlite3_column_name(handle, $0))
            }
        case .result(let rows, _): rows.columns
        case .copied(_, let columns): columns
        }
    }

    func isNull(_ column: Int) -> Bool {
        switch source {
        case .statement(let handle, _): sqlite3_column_type(handle, Int32(column)) == SQLITE_NULL
        case .result(let rows, let row): rows.isNull(row, column)
        case .copied(let values, _): values[column] == .null
        }
    }

    func int(_ column: Int) -> Int64 {
        switch source {
        case .statement(let handle, _):
            guard sqlite3_column_type(handle, Int32(column)) == SQLITE_INTEGER else { break }
            return sqlite3_column_int64(handle, Int32(column))
        case .result(let rows, let row):
            guard !rows.isNull(row, column) else { break }
            return rows.int(row, column)
        case .copied(let values, _):
            guard case .int(let value) = values[column] else { break }
            return value
        }
        damaged(column, "a whole number")
        return 0
    }

    func text(_ column: Int) -> String {
        switch source {
        case .statement(let handle, _):
            guard sqlite3_column_type(handle, Int32(column)) == SQLITE_TEXT,
                let text = StoredText.of(handle, Int32(column))
            else { break }
            return text
        case .result(let rows, let row):
            guard !rows.isNull(row, column) else { break }
            return rows.text(row, column)
        case .copied(let values, _):
            guard case .text(let text) = values[column] else { break }
            return text
        }
        damaged(column, "a text")
        return ""
    }

    /// Lends the bytes of a column.
    func withBytes<T>(_ column: Int, _ body: (UnsafeRawBufferPointer) -> T) -> T {
        switch source {
        case .statement(let handle, _):
            guard sqlite3_column_type(handle, Int32(column)) == SQLITE_BLOB else { break }
            let start = sqlite3_column_blob(handle, Int32(column))
            let count = sqlite3_column_bytes(handle, Int32(column))
            return body(UnsafeRawBufferPointer(start: start, count: Int(count)))
        case .result(let rows, let row):
            guard !rows.isNull(row, column) else { break }
            return rows.withBytes(row, column: column, body)
        case .copied(let values, _):
            guard case .bytes(let bytes) = values[column] else { break }
            return bytes.withUnsafeBytes(body)
        }
        damaged(column, "bytes")
        return body(UnsafeRawBufferPointer(start: nil, count: 0))
    }

    private func damaged(_ column: Int, _ expected: String) {
        var query = ""
        if case .statement(let handle, _) = source, let sql = sqlite3_sql(handle) {
            query = String(cString: sql)
        }
        let names = columns
        DamageNote.note(
            DamagedValue(
                query: query, column: names.indices.contains(column) ? names[column] : "?",
                expected: expected, stored: kind(column)))
    }

    /// The kind of the stored value, for messages.
    private func kind(_ column: Int) -> String {
        if isNull(column) { return "nothing" }
        guard case .statement(let handle, _) = source else { return "another kind of value" }
        return StoredText.kind(sqlite3_column_type(handle, Int32(column)))
    }

    /// The value with the kind it is stored as.
    func value(_ column: Int) -> DatabaseValue {
        switch source {
        case .statement(let handle, _):
            switch sqlite3_column_type(handle, Int32(column)) {
            case SQLITE_NULL: return .null
            case SQLITE_INTEGER: return .int(int(column))
            case SQLITE_BLOB: return .bytes(withBytes(column) { Array($0) })
            default: return .text(text(column))
            }
        case .result(let rows, let row): return DatabaseValue(rows.value(row, column))
        case .copied(let values, _): return values[column]
        }
    }
}

extension DatabaseValue {
    init(_ value: Value) {
        switch value {
        case .null: self = .null
        case .int(let number): self = .int(number)
        case .text(let text): self = .text(text)
        case .bytes(let bytes): self = .bytes(bytes)
        }
    }

    var value: Value {
        switch self {
        case .null: .null
        case .int(let number): .int(number)
        case .text(let text): .text(text)
        case .bytes(let bytes): .bytes(bytes)
        }
    }
}
