package import Measures

/// The months of the demo's data, from the first to the last.
package struct Months: Sendable, Hashable {
    package static let usual = 24

    /// First day of the first month.
    package let first: Day
    package let count: Int
    /// First days of all months and of the one after them.
    private let firstDays: [Day]

    /// `count` months, the last of them the one of `day`.
    package init(upTo day: Day, count: Int = Months.usual) {
        let first = day.firstOfMonth.adding(months: 1 - count)
        self.first = first
        firstDays = (0...count).map { first.adding(months: $0) }
        self.count = count
    }

    /// The day at whose end all registers are read for the first time.
    package var opening: Day { first - 1 }
    package var lastIndex: Int { count - 1 }

    package func firstDay(_ index: Int) -> Day { firstDays[index] }
    package func lastDay(_ index: Int) -> Day { firstDays[index + 1] - 1 }
    package func days(_ index: Int) -> Int { firstDay(index + 1) - firstDay(index) }

    /// The index of a day's month; negative before the first month.
    package func index(of day: Day) -> Int {
        let (from, to) = (first.date, day.date)
        return (to.year - from.year) * 12 + to.month - from.month
    }

    /// 1 to 12.
    func monthOfYear(_ index: Int) -> Int { firstDay(index).date.month }
}
