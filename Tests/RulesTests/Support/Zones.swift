import Measures

/// Zone tables as the edge would hand them in, by the published rules of each place.
enum TimeZoneTables {
    /// Summer time begins and ends on the last Sunday of March and October at 01:00 UTC.
    static let london = Zone(
        name: "Europe/London", base: 0,
        shifts: [
            shift("2025-03-30", hour: 1, offset: 3600), shift("2025-10-26", hour: 1, offset: 0),
        ])

    /// Summer time ends on 6 April and begins on 5 October 2025, at 16:00 UTC of the day before.
    static let melbourne = Zone(
        name: "Australia/Melbourne", base: 39_600,
        shifts: [
            shift("2025-04-05", hour: 16, offset: 36_000),
            shift("2025-10-04", hour: 16, offset: 39_600),
        ])

    /// Eight hours before UTC, no summer time.
    static let perth = Zone(name: "Australia/Perth", base: 28_800)

    private static func shift(_ text: String, hour: Int, offset: Int) -> Zone.Shift {
        let instant = Instant(seconds: Int64(day(text).number) * 86_400 + Int64(hour) * 3600)
        return Zone.Shift(from: instant, offset: offset)
    }
}
