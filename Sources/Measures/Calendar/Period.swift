/// Days from `start` up to, not including, `end`. The only kind of period we have.
package struct Period: Hashable, Sendable {
    package let start: Day
    package let end: Day

    package init(from start: Day, upTo end: Day) {
        precondition(start <= end, "a period never ends before it starts")
        self.start = start
        self.end = end
    }

    /// From the first to the last day, both included, as people say it.
    package init(from first: Day, through last: Day) {
        self.init(from: first, upTo: last + 1)
    }

    package var days: Int { end - start }
    package var isEmpty: Bool { start == end }
    /// The last day inside the period.
    package var last: Day { end - 1 }

    package func contains(_ day: Day) -> Bool { start <= day && day < end }

    /// The days both periods cover, or nil where they share none.
    package func shared(with other: Period) -> Period? {
        let from = max(start, other.start)
        let upTo = min(end, other.end)
        return from < upTo ? Period(from: from, upTo: upTo) : nil
    }

    /// The calendar month of `day`.
    package static func month(of day: Day) -> Period {
        Period(from: day.firstOfMonth, upTo: day.firstOfMonth.adding(months: 1))
    }
}

extension Period: CustomStringConvertible {
    /// Inclusive, as shown to people: `2025-04-01 to 2025-06-30`.
    package var description: String { isEmpty ? "\(start) (no days)" : "\(start) to \(last)" }
}

/// A value that changes on dates. Each step holds from its day until the next one (rule C1.1).
package struct Timeline<Value: Sendable>: Sendable {
    package struct Step: Sendable {
        package let from: Day
        package let value: Value

        package init(from: Day, value: Value) {
            self.from = from
            self.value = value
        }
    }

    package let steps: [Step]

    /// Steps in any order; two on the same day are a broken promise of the caller.
    package init(_ steps: [Step]) {
        self.steps = steps.sorted { $0.from < $1.from }
        for (one, next) in zip(self.steps, self.steps.dropFirst()) {
            precondition(one.from < next.from, "a timeline has one step a day")
        }
    }

    /// The step in force on `day`, or nil before the first one.
    package func step(on day: Day) -> Step? { steps.last { $0.from <= day } }
    package func value(on day: Day) -> Value? { step(on: day)?.value }

    /// The days inside `period` on which a new step begins.
    package func changes(inside period: Period) -> [Day] {
        steps.map(\.from).filter { $0 > period.start && $0 < period.end }
    }
}
