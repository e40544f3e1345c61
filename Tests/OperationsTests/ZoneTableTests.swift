import Measures
import Operations
import Testing

@Suite("Zone tables from the machine")
struct ZoneTableTests {
    @Test(
        "know the short and the long day (rules A5.3, A5.4)",
        arguments: [
            ("Europe/London", "2025-03-30", 46), ("Europe/London", "2025-10-26", 50),
            ("Europe/London", "2025-03-29", 48), ("Australia/Melbourne", "2025-10-05", 46),
            ("Australia/Melbourne", "2025-04-06", 50), ("Australia/Perth", "2025-10-05", 48),
            ("UTC", "2025-03-30", 48), ("Europe/Berlin", "1991-03-31", 46),
            ("Europe/Berlin", "2037-10-25", 50),
        ])
    func halfHours(zone: String, day: String, count: Int) throws {
        let zone = try #require(TimeZoneTables.zone(zone))
        #expect(zone.length(of: Day(day)!) == count * 1800)
    }

    @Test("know no zone that is none", arguments: ["", "Europe/Atlantis", "Mars"])
    func unknown(_ name: String) {
        #expect(TimeZoneTables.zone(name) == nil)
    }
}
