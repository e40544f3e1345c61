import Foundation
import GRDBSQLite
import Postgres

/// A row of an answer: seen where it lies in the engine's memory, or copied.
struct Row {
    private enum Source {
        /// The row at which a statement of SQLite stands, and the cursor that keeps it there.
        case statement(OpaquePointer, RowCursor)
        case result(Rows, Int)
        case copied([DatabaseValue], [String])
    }

    private let source: Source

    /// The row at which a statement stands, good until its next step.
    init(statement: OpaquePointer, of cursor: RowCursor) { source = .statement(statement, cursor) }

    init(_ rows: Rows, _ place: Int) { source = .result(rows, place) }

    /// The column at a place, from 0. Asking for a kind of value that is not there is a mistake
    /// in this program: the tables say what each column holds.
    subscript<T: DatabaseValueConvertible>(_ column: Int) -> T { T(self, column) }

    subscript<T: DatabaseValueConvertible>(_ name: String) -> T {
        guard let column = columns.firstIndex(of: name) else {
            preconditionFailure("no column \(name) in \(columns)")
        }
        return T(self, column)
    }

    /// The row as a value of its own.
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
        precondition(!isNull(column), "column \(column) is null")
        switch source {
        case .statement(let handle, _): return sqlite3_column_int64(handle, Int32(column))
        case .result(let rows, let row): return rows.int(row, column)
        case .copied(let values, _):
            guard case .int(let value) = values[column] else {
                preconditionFailure("column \(column) is no number")
            }
            return value
        }
    }

    func text(_ column: Int) -> String {
        precondition(!isNull(column), "column \(column) is null")
        switch source {
        case .statement(let handle, _):
            let start = sqlite3_column_text(handle, Int32(column))
            let count = sqlite3_column_bytes(handle, Int32(column))
            return String(
                decoding: UnsafeBufferPointer(start: start, count: Int(count)), as: UTF8.self)
        case .result(let rows, let row): return rows.text(row, column)
        case .copied(let values, _):
            guard case .text(let text) = values[column] else {
                preconditionFailure("column \(column) is no text")
            }
            return text
        }
    }

    /// Lends the bytes of a column.
    func withBytes<T>(_ column: Int, _ body: (UnsafeRawBufferPointer) -> T) -> T {
        precondition(!isNull(column), "column \(column) is null")
        switch source {
        case .statement(let handle, _):
            let start = sqlite3_column_blob(handle, Int32(column))
            let count = sqlite3_column_bytes(handle, Int32(column))
            return body(UnsafeRawBufferPointer(start: start, count: Int(count)))
        case .result(let rows, let row): return rows.withBytes(row, column, body)
        case .copied(let values, _):
            guard case .bytes(let bytes) = values[column] else {
                preconditionFailure("column \(column) holds no bytes")
            }
            return bytes.withUnsafeBytes(body)
        }
    }

    /// The value as the column has it.
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
