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

    /// The value of a parameter by index from 0 or by name; throws `BrokenRow` where the caller
    /// gave none.
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
