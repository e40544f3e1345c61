import Synchronization

/// A stored value that is not what its column holds: null, of another kind, or no UTF-8. Tables
/// keep such values out; a damaged file, or a hand that reached into it, can have them.
package struct DamagedValue: Error, Hashable, Sendable {
    /// The table that the query names first; nil where it names none.
    package let table: String?
    package let column: String
    package let expected: String
    package let stored: String
}

/// The first damaged value that was met. Rows are read by the million, so that a damaged value
/// gives 0 or nothing where it is read, and the transaction that read it throws: whatever was made
/// of it neither stands nor is told.
final class DamageNote: Sendable {
    private let first = Mutex<DamagedValue?>(nil)

    /// That of the transaction on this thread; what is read outside any is not noted.
    @TaskLocal fileprivate static var current: DamageNote?

    static func note(_ damaged: DamagedValue) {
        current?.first.withLock { $0 = $0 ?? damaged }
    }

    /// What `body` gives; throws the first damaged value that it met, whatever else it threw.
    static func watching<T>(_ body: () throws -> T) throws -> T {
        let note = DamageNote()
        let result = Result { try $current.withValue(note, operation: body) }
        if let damaged = note.first.withLock({ $0 }) { throw damaged }
        return try result.get()
    }
}

extension DamagedValue {
    /// Of a query: the table is the first that it names.
    init(query: String, column: String, expected: String, stored: String) {
        let words = query.split(whereSeparator: { $0 == " " || $0.isNewline })
        let table = words.drop { $0.uppercased() != "FROM" }.dropFirst().first
        self.table = table.map { String($0.prefix { $0.isLetter || $0 == "_" }) }
        (self.column, self.expected, self.stored) = (column, expected, stored)
    }
}
