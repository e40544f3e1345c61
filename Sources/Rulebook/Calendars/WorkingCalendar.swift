package import Measures

/// A day outside the years a calendar has holidays for. Refused: a guess would move a deadline.
package struct OutsideCalendar: Error, Hashable, Sendable {
    package let day: Day
    package let covers: Period
}

/// The working days of a jurisdiction: Monday to Friday less its holidays (rule A6.7).
package struct WorkingCalendar: Sendable {
    package struct Holiday: Sendable, Hashable {
        package let day: Day
        package let name: String

        package init(day: Day, name: String) {
            self.day = day
            self.name = name
        }
    }

    package let jurisdiction: Jurisdiction
    package let covers: Period
    /// In order of day.
    package let holidays: [Holiday]
    private let days: Set<Day>

    package init(_ jurisdiction: Jurisdiction, covers: Period, holidays: [Holiday]) {
        self.jurisdiction = jurisdiction
        self.covers = covers
        self.holidays = holidays.sorted { $0.day < $1.day }
        days = Set(holidays.map(\.day))
    }

    /// Lists of this room: a name, and its dates with blanks between; 2015 to 2030.
    init(_ jurisdiction: Jurisdiction, named lists: [(name: String, dates: String)]) {
        let holidays = lists.flatMap { list in
            list.dates.split(whereSeparator: \.isWhitespace).map { text in
                guard let day = Day(text) else { preconditionFailure("no date: \(text)") }
                return Holiday(day: day, name: list.name)
            }
        }
        let years = Period(from: Day(number: 16_436), upTo: Day(number: 22_280))
        self.init(jurisdiction, covers: years, holidays: holidays)
    }

    /// The calendars this room has data for.
    package static let all: [WorkingCalendar] = [
        .englandAndWales, .scotland, .northernIreland, .victoria,
    ]

    /// The calendar that a place goes by: Wales has that of England (rule A6.7).
    package static func holding(in jurisdiction: Jurisdiction) -> WorkingCalendar? {
        jurisdiction.isEnglandOrWales ? .englandAndWales : of(jurisdiction)
    }

    /// The calendar with the data of a place.
    package static func of(_ jurisdiction: Jurisdiction) -> WorkingCalendar? {
        all.first { $0.jurisdiction == jurisdiction }
    }
}

extension WorkingCalendar {
    package func holiday(on day: Day) -> Holiday? { holidays.first { $0.day == day } }

    package func isWorking(_ day: Day) throws(OutsideCalendar) -> Bool {
        guard covers.contains(day) else { throw OutsideCalendar(day: day, covers: covers) }
        return day.weekday != .saturday && day.weekday != .sunday && !days.contains(day)
    }

    /// The day itself, or the next working day after it.
    package func onOrAfter(_ day: Day) throws(OutsideCalendar) -> Day {
        try roll(day, by: 1)
    }

    /// The day itself, or the last working day before it.
    package func onOrBefore(_ day: Day) throws(OutsideCalendar) -> Day {
        try roll(day, by: -1)
    }

    /// The day so many working days later; negative counts back.
    ///
    /// From a day that is not worked, counting starts on the next working day (the last one,
    /// when counting back), as deadlines do (rule A6.7).
    package func adding(_ workingDays: Int, to day: Day) throws(OutsideCalendar) -> Day {
        let step = workingDays < 0 ? -1 : 1
        var at = try roll(day, by: step)
        for _ in 0..<min(workingDays.magnitude, UInt(covers.days + 1)) {
            at = try roll(at + step, by: step)
        }
        return at
    }

    /// Working days among the days of a period.
    package func workingDays(in period: Period) throws(OutsideCalendar) -> Int {
        guard covers.contains(period.start) || period.isEmpty else {
            throw OutsideCalendar(day: period.start, covers: covers)
        }
        var (count, day) = (0, period.start)
        while day < period.end {
            if try isWorking(day) { count += 1 }
            day = day + 1
        }
        return count
    }

    private func roll(_ day: Day, by step: Int) throws(OutsideCalendar) -> Day {
        var day = day
        while try !isWorking(day) { day = day + step }
        return day
    }
}
