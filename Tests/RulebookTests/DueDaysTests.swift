import Measures
import Rulebook
import Testing

@Suite("Due days by the working days of a place (rules A6.7, D2.1)")
struct DueDaysTests {
    private func day(_ text: String) throws -> Day { try #require(Day(text)) }

    @Test(
        "three working days from 31 December 2024 and from Good Friday 2025",
        arguments: [
            // 1 January is a holiday everywhere, 2 January in Scotland alone
            ("GB-ENG", "2024-12-31", "2025-01-06"), ("GB-EAW", "2024-12-31", "2025-01-06"),
            ("GB-WLS", "2024-12-31", "2025-01-06"), ("GB-NIR", "2024-12-31", "2025-01-06"),
            ("GB-SCT", "2024-12-31", "2025-01-07"), ("AU-VIC", "2024-12-31", "2025-01-06"),
            // St Patrick's Day is one in Northern Ireland alone
            ("GB-ENG", "2025-03-14", "2025-03-19"), ("GB-NIR", "2025-03-14", "2025-03-20"),
            // Melbourne Cup day in Victoria
            ("AU-VIC", "2025-11-03", "2025-11-07"), ("GB-SCT", "2025-11-03", "2025-11-06"),
            // no holidays are known of these: Monday to Friday
            ("DE-BY", "2024-12-31", "2025-01-03"), ("US-NY", "2024-12-31", "2025-01-03"),
            ("", "2024-12-31", "2025-01-03"), ("DE-BY", "2025-01-04", "2025-01-09"),
            // after the years of the calendar: Monday to Friday
            ("GB-ENG", "2031-12-31", "2032-01-05"),
        ])
    func due(place: String, raised: String, due: String) throws {
        let days = DueDays(in: Jurisdiction(place))
        #expect(days.adding(3, to: try day(raised)) == (try day(due)))
    }

    @Test("a place without a calendar says which days count")
    func rule() {
        #expect(DueDays(in: Jurisdiction("GB-SCT")).rule == "GB-SCT")
        #expect(DueDays(in: Jurisdiction("DE-BY")).rule == "Monday to Friday")
    }
}
