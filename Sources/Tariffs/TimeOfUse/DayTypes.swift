import Measures

/// Every kind of day that the windows can tell apart, by day and season.
struct DayTypes: Sendable {
    struct One: Sendable {
        let kind: TimeOfUseRules.Days
        let season: String?

        func fits(_ window: TimeOfUseRules.Window) -> Bool {
            window.days.contains(kind)
                && (window.seasons.isEmpty || season.map(window.seasons.contains) ?? false)
        }
    }

    let all: [One]
    /// Where each kind stands: weekdays from Monday, then holidays, then marked days.
    private let places: [TimeOfUseRules.Days: Int]
    /// Seasons in order of their beginning, with their place in the book.
    private let starts: [(monthDay: Int, index: Int)]
    private let holidaysAre: Int?
    private let calendar: TariffCalendar

    init(_ rules: TimeOfUseRules, seasons: [TariffBook.Season], calendar: TariffCalendar) {
        let marks = Set(calendar.marks.values).sorted().map { TimeOfUseRules.Days.marked($0) }
        let kinds = Day.Weekday.allCases.map { .weekday($0) } + [.holiday] + marks
        let names: [String?] = seasons.isEmpty ? [nil] : seasons.map(\.name)
        places = Dictionary(uniqueKeysWithValues: kinds.enumerated().map { ($1, $0) })
        starts = seasons.enumerated().map { ($1.month * 100 + $1.day, $0) }
            .sorted { $0.0 < $1.0 }
        self.calendar = calendar
        let known = places
        holidaysAre = rules.holidaysAre.flatMap { known[$0] }
        all = kinds.flatMap { kind in names.map { One(kind: kind, season: $0) } }
    }

    func type(of day: Day) -> Int {
        var index = day.weekday.rawValue
        if let holidaysAre, calendar.holidays.contains(day) { index = holidaysAre }
        if !calendar.marks.isEmpty, let mark = calendar.marks[day] {
            index = places[.marked(mark)] ?? index
        }
        return starts.isEmpty ? index : index * starts.count + season(of: day)
    }

    private func season(of day: Day) -> Int {
        let date = day.date
        let today = date.month * 100 + date.day
        return (starts.last { $0.monthDay <= today } ?? starts[starts.count - 1]).index
    }
}
