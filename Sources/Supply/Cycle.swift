package import Measures

/// When a supply point is billed (rule D1.1): after every month, or after every third month.
///
/// The last day billed is the last of the month, or the same day of every month.
package struct Cycle: Sendable, Hashable {
    /// 1 or 3.
    private let months: Int
    /// The remainder by three of the months that end a quarter.
    private let phase: Int
    /// 1 to 28; nil for the last day of the month.
    private let lastDay: Int?

    private init(months: Int, phase: Int = 0, lastDay: Int? = nil) {
        self.months = months
        self.phase = phase
        self.lastDay = lastDay
    }

    package static let monthly = Cycle(months: 1)
    /// Quarters that end with March, June, September and December.
    package static let quarterlyMarch = Cycle(months: 3, phase: 0)
    /// Quarters that end with January, April, July and October.
    package static let quarterlyJanuary = Cycle(months: 3, phase: 1)
    /// Quarters that end with February, May, August and November.
    package static let quarterlyFebruary = Cycle(months: 3, phase: 2)

    /// Every month, billed up to and with that day; nil unless it is 1 to 28.
    package static func monthly(through day: Int) -> Cycle? {
        (1...28).contains(day) ? Cycle(months: 1, lastDay: day) : nil
    }

    /// Whether a cycle ends on `day`, which is then the last day billed.
    package func ends(on day: Day) -> Bool {
        day == end(inMonthOf: day) && day.date.month % months == phase
    }

    /// The last cycle end on or before `day`.
    package func lastEnd(onOrBefore day: Day) -> Day {
        var end = end(inMonthOf: day)
        while end > day || !ends(on: end) {
            end = self.end(inMonthOf: end.firstOfMonth - 1)
        }
        return end
    }

    private func end(inMonthOf day: Day) -> Day {
        let first = day.firstOfMonth
        if let lastDay { return first + (lastDay - 1) }
        return first.adding(months: 1) - 1
    }
}

extension Cycle: RawRepresentable {
    private static let byWord: [String: Cycle] = {
        let monthEnds = [monthly, quarterlyJanuary, quarterlyFebruary, quarterlyMarch]
        let all = monthEnds + (1...28).compactMap { monthly(through: $0) }
        return Dictionary(uniqueKeysWithValues: all.map { ($0.rawValue, $0) })
    }()

    private static let monthlyWords = (0...28).map { "monthly-\($0)" }

    /// As files and tables have it: `monthly`, `monthly-17`, `quarterly-1` to `quarterly-3`.
    package init?(rawValue: String) {
        guard let known = Cycle.byWord[rawValue] else { return nil }
        self = known
    }

    package var rawValue: String {
        if let lastDay { return Cycle.monthlyWords[lastDay] }
        return months == 1 ? "monthly" : "quarterly-\(phase == 0 ? 3 : phase)"
    }
}
