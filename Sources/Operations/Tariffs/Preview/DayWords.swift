package import Measures

/// Days as an analyst asks for them: `2025-10-01..2026-09-30`, `2026-03`, `March 2026`,
/// `January 2026..March 2026`, `last 12 months`, `last month`.
package enum DayWords {
    /// The days that a text names; nil where it names none. `today` is the business day, and the
    /// last months are whole ones before its own.
    package static func period(_ text: String, today: Day) -> Period? {
        let words = text.split(separator: " ").map { $0.lowercased() }
        if let period = last(words, today) { return period }
        let ends = text.split(separator: "..", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = days(String(ends[0])), let final = days(String(ends[ends.count - 1])),
            first.start < final.end
        else { return nil }
        return Period(from: first.start, upTo: final.end)
    }

    private static func last(_ words: [String], _ today: Day) -> Period? {
        let end = today.firstOfMonth
        if words == ["last", "month"] { return Period(from: end.adding(months: -1), upTo: end) }
        guard words.count == 3, words[0] == "last", ["month", "months"].contains(words[2]),
            let count = Int(words[1]), (1...1200).contains(count)
        else { return nil }
        return Period(from: end.adding(months: -count), upTo: end)
    }

    /// A day, or the days of a month.
    private static func days(_ text: String) -> Period? {
        let words = text.split(separator: " ")
        if words.count == 1, let day = Day(words[0]) { return Period(from: day, through: day) }
        if words.count == 1, let first = Day(words[0] + "-01") { return .month(of: first) }
        guard words.count == 2, let month = month(words[0]), let year = Int(words[1]) else {
            return nil
        }
        return Day(year: year, month: month, day: 1).map(Period.month(of:))
    }

    /// By its name or the first three letters of it.
    private static func month(_ word: Substring) -> Int? {
        let word = word.lowercased()
        guard word.count >= 3 else { return nil }
        return names.firstIndex { $0.hasPrefix(word) }.map { $0 + 1 }
    }

    private static let names = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september",
        "october", "november", "december",
    ]
}
