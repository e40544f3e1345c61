import Measures

/// Facts as known at an event: rows that this or an earlier event brought, and that no event up to
/// it ended. Every query for facts takes one.
package struct Knowledge: Sendable, Hashable {
    package let event: Int64

    package init(at event: Int64) { self.event = event }

    /// What is known now, in the reader's own transaction.
    package static let now = Knowledge(at: Dialect.stillKnown - 1)

    /// Before anything was known.
    package static let nothing = Knowledge(at: 0)
}

extension Row {
    /// A column that holds an ISO day; throws `BrokenRow` for another text.
    func day(_ index: Int) throws -> Day {
        let text: String = self[index]
        guard let day = Day(text) else { throw BrokenRow(what: "not a day: \(text)") }
        return day
    }
}

extension Row {
    /// The half-open period between the days of two columns; throws `BrokenRow` where it ends
    /// before it begins.
    func period(_ first: Int, _ end: Int) throws -> Period {
        let (from, upTo) = (try day(first), try day(end))
        guard from <= upTo else { throw BrokenRow(what: "a period from \(from) to \(upTo)") }
        return Period(from: from, upTo: upTo)
    }

    /// The range between two whole numbers; throws `BrokenRow` where the first is larger.
    static func range(_ first: Int64, _ last: Int64) throws -> ClosedRange<Int64> {
        guard first <= last else { throw BrokenRow(what: "numbers from \(first) to \(last)") }
        return first...last
    }
}
