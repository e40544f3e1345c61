import Measures
import Rulebook
import Testing

func day(_ text: String) -> Day {
    guard let day = Day(text) else { preconditionFailure("no day: \(text)") }
    return day
}

@Suite("Working days (rule A6.7)")
struct WorkingCalendarTests {
    @Test("120 sums of an independent tool", arguments: WorkingDaySums.rows.indices)
    func sums(row: Int) throws {
        let (region, from, offset, result, until, count) = WorkingDaySums.rows[row]
        let calendar = try #require(WorkingCalendar.of(Jurisdiction(region)))
        #expect(try calendar.adding(offset, to: day(from)) == day(result))
        let period = Period(from: day(from), upTo: day(until))
        #expect(try calendar.workingDays(in: period) == count)
    }

    @Test(
        "holidays differ from place to place",
        arguments: [
            // day, England and Wales, Scotland, Northern Ireland, Victoria
            ("2025-04-21", false, true, false, false),  // Easter Monday
            ("2025-01-02", true, false, true, true), ("2025-03-17", true, true, false, true),
            ("2025-07-14", true, true, false, true),  // the Boyne, observed
            ("2025-11-04", true, true, true, false), ("2022-06-03", false, false, false, true),
            ("2020-05-08", false, false, false, true), ("2025-12-25", false, false, false, false),
            ("2025-06-04", true, true, true, true), ("2025-06-07", false, false, false, false),
        ])
    func places(text: String, england: Bool, scotland: Bool, ireland: Bool, victoria: Bool) throws {
        let worked = try WorkingCalendar.all.map { try $0.isWorking(day(text)) }
        #expect(worked == [england, scotland, ireland, victoria], "\(text)")
    }

    @Test("Wales goes by the calendar of England; a place without one by none (A6.7)")
    func places() {
        for place in ["GB-ENG", "GB-WLS", "GB-EAW"] {
            let calendar = WorkingCalendar.holding(in: Jurisdiction(place))
            #expect(calendar?.jurisdiction == .englandAndWales, "\(place)")
        }
        #expect(WorkingCalendar.holding(in: .scotland)?.jurisdiction == .scotland)
        #expect(WorkingCalendar.holding(in: Jurisdiction("NZ")) == nil)
    }

    @Test("every calendar covers 2015 to 2030 and refuses the days around")
    func coverage() throws {
        for calendar in WorkingCalendar.all {
            #expect(calendar.covers == Period(from: day("2015-01-01"), through: day("2030-12-31")))
            #expect(try !calendar.isWorking(day("2015-01-01")))
            #expect(try calendar.isWorking(day("2030-12-31")))
            #expect(throws: OutsideCalendar.self) { try calendar.isWorking(day("2014-12-31")) }
            #expect(throws: OutsideCalendar.self) { try calendar.adding(1, to: day("2030-12-31")) }
            #expect(throws: OutsideCalendar.self) {
                try calendar.adding(.max, to: day("2025-01-01"))
            }
            for year in 2015...2030 {
                #expect(try !calendar.isWorking(day("\(year)-12-25")))
            }
        }
        #expect(WorkingCalendar.of(Jurisdiction("DE-BY")) == nil)
    }

    @Test("the next and the last working day around Easter 2025")
    func rolling() throws {
        let calendar = WorkingCalendar.englandAndWales
        #expect(try calendar.onOrAfter(day("2025-04-18")) == day("2025-04-22"))
        #expect(try calendar.onOrBefore(day("2025-04-21")) == day("2025-04-17"))
        #expect(try calendar.onOrAfter(day("2025-04-17")) == day("2025-04-17"))
    }
}
