import Synchronization

/// A stored value that its column does not allow: null, of another kind, or invalid UTF-8.
/// Constraints refuse such values; a damaged or edited file can hold them.
package struct DamagedValue: Error, Hashable, Sendable {
    /// The first table in the query; nil where it has none.
    package let table: String?
    package let column: String
    package let expected: String
    package let stored: String
}

/// Keeps the first damaged value of a transaction. Reading one gives 0 or nothing, as a throwing
/// read would cost too much for millions of rows; the transaction throws at its end, so nothing
/// made from it is stored or returned.
final class DamageNote: Sendable {
    private let first = Mutex<DamagedValue?>(nil)

    /// The note of the current transaction; nothing is noted outside one.
    @TaskLocal fileprivate static var current: DamageNote?

    static func note(_ damaged: DamagedValue) {
        current?.first.withLock { $0 = $0 ?? damaged }
    }

    /// The result of `body`; throws the first damaged value it read, before any other error.
    static func watching<T>(_ body: () throws -> T) throws -> T {
        let note = DamageNote()
        let result = Result { try $current.withValue(note, operation: body) }
        if let damaged = note.first.withLock({ $0 }) { throw damaged }
        return try result.get()
    }
}

extension DamagedValue {
    /// Takes the table from the query's first FROM.
    init(query: String, column: String, expected: String, stored: String) {
        let words = query.split(whereSeparator: { $0 == " " || $0.isNewline })
        let table = words.drop { $0.uppercased() != "FROM" }.dropFirst().first
        self.table = table.map { String($0.prefix { $0.isLetter || $0 == "_" }) }
        (self.column, self.expected, self.stored) = (column, expected, stored)
    }
}
