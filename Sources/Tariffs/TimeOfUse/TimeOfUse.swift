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
        let layout = DayTypes(rules, seasons: seasons, calendar: calendar)
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
