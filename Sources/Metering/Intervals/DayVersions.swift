package import Measures

/// When the sender of a month's days updated each of them, from its first day on (NEM12's
/// UpdateDateTime). A later version stands before an earlier one, whichever came first.
package struct DayVersions: Sendable, Hashable {
    private var runs: [(version: Instant?, days: Int)] = []

    /// Of days of which nobody said when they were updated.
    package init() {}

    package init(_ days: some Sequence<Instant?>) {
        for day in days {
            if let last = runs.indices.last, runs[last].version == day {
                runs[last].days += 1
            } else {
                runs.append((day, 1))
            }
        }
    }

    /// As it is stored: `1762300800*30,-*1`. What cannot be read says nothing.
    package init(text: String) {
        for part in text.split(separator: ",") {
            let words = part.split(separator: "*")
            guard words.count == 2, let days = Int(words[1]), (1...31).contains(days) else {
                continue
            }
            runs.append((Int64(words[0]).map { Instant(seconds: $0) }, days))
        }
    }

    /// Blank where nothing is said of any day.
    package var text: String {
        guard runs.contains(where: { $0.version != nil }) else { return "" }
        return runs.map { run in
            (run.version.map { "\($0.seconds)" } ?? "-") + "*\(run.days)"
        }.joined(separator: ",")
    }

    /// One for each of so many days.
    package func each(of count: Int) -> [Instant?] {
        let said = runs.flatMap { Array(repeating: $0.version, count: $0.days) }
        return Array((said + Array(repeating: nil, count: count)).prefix(count))
    }

    package static func == (a: DayVersions, b: DayVersions) -> Bool { a.text == b.text }
    package func hash(into hasher: inout Hasher) { hasher.combine(text) }
}
