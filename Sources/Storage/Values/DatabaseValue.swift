import Foundation

/// A value of a column. Booleans are 1 and 0, days are ISO texts, money is whole minor units.
enum DatabaseValue: Hashable, Sendable, CustomStringConvertible {
    case null
    case int(Int64)
    case text(String)
    case bytes([UInt8])

    /// Roughly as an SQL literal, for messages.
    var description: String {
        switch self {
        case .null: "NULL"
        case .int(let value): "\(value)"
        case .text(let text): "\"\(text)\""
        case .bytes(let bytes): "\(bytes.count) bytes"
        }
    }
}

/// A type that columns hold.
protocol DatabaseValueConvertible {
    var databaseValue: DatabaseValue { get }
    /// The value of a column; only an optional type may be given a null.
    init(_ row: Row, _ column: Int)
}

extension Int64: DatabaseValueConvertible {
    var databaseValue: DatabaseValue { .int(self) }
    init(_ row: Row, _ column: Int) { self = row.int(column) }
}

extension Int: DatabaseValueConvertible {
    var databaseValue: DatabaseValue { .int(Int64(self)) }
    init(_ row: Row, _ column: Int) { self = Int(row.int(column)) }
}

extension Bool: DatabaseValueConvertible {
    var databaseValue: DatabaseValue { .int(self ? 1 : 0) }
    init(_ row: Row, _ column: Int) { self = row.int(column) != 0 }
}

extension String: DatabaseValueConvertible {
    var databaseValue: DatabaseValue { .text(self) }
    init(_ row: Row, _ column: Int) { self = row.text(column) }
}

extension Data: DatabaseValueConvertible {
    var databaseValue: DatabaseValue { .bytes([UInt8](self)) }
    init(_ row: Row, _ column: Int) { self = row.withBytes(column) { Data($0) } }
}

extension [UInt8]: DatabaseValueConvertible {
    var databaseValue: DatabaseValue { .bytes(self) }
    init(_ row: Row, _ column: Int) { self = row.withBytes(column) { Array($0) } }
}

extension DatabaseValue: DatabaseValueConvertible {
    var databaseValue: DatabaseValue { self }
    init(_ row: Row, _ column: Int) { self = row.value(column) }
}

extension Optional: DatabaseValueConvertible where Wrapped: DatabaseValueConvertible {
    var databaseValue: DatabaseValue { self?.databaseValue ?? .null }
    init(_ row: Row, _ column: Int) {
        self = row.isNull(column) ? nil : Wrapped(row, column)
    }
}
