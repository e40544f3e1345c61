import Measures

/// The windows of a tariff laid out for reading: runs of one band for each type of day.
package struct TimeOfUse: Sendable {
    /// One band up to a second of the day.
    struct Run: Sendable {
        let end: Int
        let band: Int
    }

    package let bands: [String]
    package let clock: TimeOfUseRules.Clock
    let runs: [[Run]]
    let smallHoursUntil: Int
    private let types: [UInt16]
    private let firstDay: Int32
    private let layout: DayTypes

    package init(
        _ rules: TimeOfUseRules, seasons: [TariffBook.Season] = [],
        calendar: TariffCalendar = TariffCalendar()
    ) {
        bands = rules.bands
        clock = rules.clock
        smallHoursUntil = rules.smallHoursUntil * 60
        let layout = DayTypes(rules, seasons, calendar)
        runs = layout.all.map { type in TimeOfUse.runs(rules, type) }
        self.layout = layout
        let first = Int32(7_300)
        firstDay = first
        types = (0..<29_220).map { UInt16(layout.type(of: Day(number: first + $0))) }
    }

    /// One band for all hours.
    package static let allDay = TimeOfUse(
        TimeOfUseRules(bands: ["all"], windows: [], otherwise: "all"))

    /// The same, with the days of a clock.
    static func allDay(_ clock: TimeOfUseRules.Clock) -> TimeOfUse {
        var rules = TimeOfUseRules(bands: ["all"], windows: [], otherwise: "all")
        rules.clock = clock
        return TimeOfUse(rules)
    }

    /// The place of a band among `bands`.
    package func band(_ name: String) -> Int? { bands.firstIndex(of: name) }

    func type(of day: Int32) -> Int {
        let index = Int(day) - Int(firstDay)
        return types.indices.contains(index)
            ? Int(types[index]) : layout.type(of: Day(number: day))
    }

    private static func runs(_ rules: TimeOfUseRules, _ type: DayTypes.One) -> [Run] {
        let other = rules.bands.firstIndex(of: rules.otherwise) ?? 0
        let windows = rules.windows.filter(type.fits)
        var runs: [Run] = []
        for minute in 0..<1440 {
            let window = windows.first { $0.contains(minute) }
            let band = window.flatMap { rules.bands.firstIndex(of: $0.band) } ?? other
            if let last = runs.last, last.band == band { runs.removeLast() }
            runs.append(Run(end: (minute + 1) * 60, band: band))
        }
        return runs
    }
}

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

    init(_ rules: TimeOfUseRules, _ seasons: [TariffBook.Season], _ calendar: TariffCalendar) {
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
