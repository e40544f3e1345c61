import Foundation

/// A value in a column. Truth values are 1 and 0, days are ISO texts, money is whole minor units.
enum DatabaseValue: Hashable, Sendable, CustomStringConvertible {
    case null
    case int(Int64)
    case text(String)
    case bytes([UInt8])

    /// As SQL writes it.
    var description: String {
        switch self {
        case .null: "NULL"
        case .int(let value): "\(value)"
        case .text(let text): "\"\(text)\""
        case .bytes(let bytes): "\(bytes.count) bytes"
        }
    }
}

/// What can stand in a column.
protocol DatabaseValueConvertible {
    var databaseValue: DatabaseValue { get }
    /// The value of a column that is not null, unless the type can be nil.
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

/// The parameters of a statement: in order for `?`, or by name for `:name`.
enum StatementArguments: ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral {
    case inOrder([DatabaseValue])
    case named([String: DatabaseValue])

    init(_ values: [DatabaseValue]) { self = .inOrder(values) }

    init(_ values: [String: any DatabaseValueConvertible]) {
        self = .named(values.mapValues(\.databaseValue))
    }

    init(arrayLiteral values: any DatabaseValueConvertible...) {
        self = .inOrder(values.map(\.databaseValue))
    }

    init(dictionaryLiteral values: (String, any DatabaseValueConvertible)...) {
        self = .named(Dictionary(values.map { ($0, $1.databaseValue) }) { _, last in last })
    }

    /// The value for a place from 0, or for a name. A statement without its value is a mistake in
    /// this program.
    func value(_ index: Int, _ name: String?) throws -> DatabaseValue {
        switch self {
        case .inOrder(let values) where index < values.count: return values[index]
        case .named(let values):
            guard let name, let value = values[name] else { fallthrough }
            return value
        default: throw BrokenRow(what: "parameter \(name ?? "\(index + 1)") of a statement")
        }
    }
}
