package import Measures

/// How working days are counted where something is due (rules A6.7, D2.1).
package struct DueDays: Sendable {
    /// Whose working days they are.
    package let jurisdiction: Jurisdiction
    private let calendar: WorkingCalendar?

    /// By the calendar of the place; a place without one has Monday to Friday.
    package init(in jurisdiction: Jurisdiction) {
        self.jurisdiction = jurisdiction
        calendar = WorkingCalendar.holding(in: jurisdiction)
    }

    /// Holidays of the place are known, and are no working days.
    package var knowsHolidays: Bool { calendar != nil }

    /// `GB-SCT`, or `Monday to Friday` where no holidays are known.
    package var rule: String { knowsHolidays ? jurisdiction.rawValue : "Monday to Friday" }

    /// The day so many working days later. Outside the years that the calendar has holidays for,
    /// days from Monday to Friday count.
    package func adding(_ workingDays: Int, to day: Day) -> Day {
        if let due = try? calendar?.adding(workingDays, to: day) { return due }
        return DueDays.weekdays(workingDays, after: day)
    }

    private static func weekdays(_ count: Int, after day: Day) -> Day {
        var (at, left) = (day, count)
        while !isWeekday(at) { at = at + 1 }
        while left > 0 {
            at = at + 1
            if isWeekday(at) { left -= 1 }
        }
        return at
    }

    private static func isWeekday(_ day: Day) -> Bool {
        day.weekday != .saturday && day.weekday != .sunday
    }
}
