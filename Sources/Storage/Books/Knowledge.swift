import Measures

/// What was known at an event: facts it or an earlier event brought, and none that a later
/// one brought. Every question about facts takes one.
package struct Knowledge: Sendable, Hashable {
    package let event: Int64

    package init(at event: Int64) { self.event = event }

    /// All that stands now, in the reader's own transaction.
    package static let now = Knowledge(at: Dialect.stillKnown - 1)

    /// Before anything was known.
    package static let nothing = Knowledge(at: 0)
}

extension Row {
    /// A column that holds an ISO day; a text that is none is a broken database.
    func day(_ index: Int) throws -> Day {
        let text: String = self[index]
        guard let day = Day(text) else { throw BrokenRow(what: "not a day: \(text)") }
        return day
    }
}

extension Row {
    /// A period from the day in a column up to, not including, the day in another.
    func period(_ first: Int, _ end: Int) throws -> Period {
        let (from, upTo) = (try day(first), try day(end))
        guard from <= upTo else { throw BrokenRow(what: "a period from \(from) to \(upTo)") }
        return Period(from: from, upTo: upTo)
    }

    /// The whole numbers from one to another.
    static func range(_ first: Int64, _ last: Int64) throws -> ClosedRange<Int64> {
        guard first <= last else { throw BrokenRow(what: "numbers from \(first) to \(last)") }
        return first...last
    }
}
