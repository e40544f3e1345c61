import Measures

/// Zone tables as the edge would hand them in, by the published rules of each place.
enum TimeZoneTables {
    /// Last Sunday of March and October at 01:00 UTC.
    static let london = Zone(
        name: "Europe/London", base: 0,
        shifts: (2014...2031).flatMap { year in
            [
                shift(lastSunday(3, year), hour: 1, offset: 3600),
                shift(lastSunday(10, year), hour: 1, offset: 0),
            ]
        })

    /// First Sunday of April and October at 02:00 standard time, which is 16:00 UTC before.
    static let melbourne = Zone(
        name: "Australia/Melbourne", base: 36_000,
        shifts: (2014...2031).flatMap { year in
            [
                shift(firstSunday(4, year) - 1, hour: 16, offset: 36_000),
                shift(firstSunday(10, year) - 1, hour: 16, offset: 39_600),
            ]
        })

    static func lastSunday(_ month: Int, _ year: Int) -> Day {
        firstSunday(month + 1, year) - 7
    }

    static func firstSunday(_ month: Int, _ year: Int) -> Day {
        var day = day("\(year)-\(month < 10 ? "0" : "")\(month)-01")
        while day.weekday != .sunday { day = day + 1 }
        return day
    }

    private static func shift(_ day: Day, hour: Int, offset: Int) -> Zone.Shift {
        let instant = Instant(seconds: Int64(day.number) * 86_400 + Int64(hour) * 3600)
        return Zone.Shift(from: instant, offset: offset)
    }
}
