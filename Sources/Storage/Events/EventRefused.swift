package import Measures

/// Why an event cannot be recorded.
package enum EventRefused: Error, Hashable, Sendable {
    /// The business day never goes back: what was known on a day must stay known (design 1.8).
    case dayGoesBack(from: Day, to: Day)
    /// The idempotency key was used before: the act is done already.
    case alreadyDone(key: String, event: Int64)
    case nobodyActs
    /// A name or a reason that is not one line of a bounded length.
    case notOneLine(field: String, text: String, limit: Int)
    /// The day is outside the years a utility can work in: the machine's clock may be wrong.
    case dayOutside(day: Day, first: Day, last: Day)
}

extension EventRefused {
    /// The text would be shown on terminals and in lists, so it must be one line without control
    /// characters.
    static func check(_ text: String, _ field: String, atMost limit: Int) throws {
        let scalars = text.unicodeScalars
        guard scalars.count <= limit, !scalars.contains(where: \.isHarmful) else {
            throw EventRefused.notOneLine(field: field, text: text, limit: limit)
        }
    }

    /// The years that dates of imported files may lie in.
    static func check(_ day: Day) throws {
        guard let first = Day(year: 1900, month: 1, day: 1),
            let last = Day(year: 2199, month: 12, day: 31)
        else { return }
        if !(first...last).contains(day) {
            throw EventRefused.dayOutside(day: day, first: first, last: last)
        }
    }
}
