import GRDBSQLite

/// Reads texts from SQLite's memory.
enum StoredText {
    /// The text of a column; nil for invalid UTF-8.
    static func of(_ handle: OpaquePointer, _ column: Int32) -> String? {
        let start = sqlite3_column_text(handle, column)
        let count = sqlite3_column_bytes(handle, column)
        let bytes = UnsafeBufferPointer(start: start, count: Int(count))
        return String(validating: bytes, as: UTF8.self)
    }

    /// A SQLite type, for messages.
    static func kind(_ type: Int32) -> String {
        switch type {
        case SQLITE_NULL: "nothing"
        case SQLITE_INTEGER: "a whole number"
        case SQLITE_FLOAT: "a fraction"
        case SQLITE_BLOB: "bytes"
        default: "a text that is no UTF-8, or another kind of text"
        }
    }
}
