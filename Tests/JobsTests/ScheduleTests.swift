import Jobs
import Measures
import Testing

func day(_ text: String) -> Day {
    guard let day = Day(text) else { preconditionFailure("no day: \(text)") }
    return day
}

/// London's clock in 2025: forward on 30 March at 01:00 UTC, back on 26 October at 01:00 UTC.
let london = Zone(
    name: "Europe/London", base: 0,
    shifts: [
        Zone.Shift(from: Zone.utc.start(of: day("2025-03-30")) + 3600, offset: 3600),
        Zone.Shift(from: Zone.utc.start(of: day("2025-10-26")) + 3600, offset: 0),
    ])

/// As text in UTC, without the seconds.
func texts(_ schedule: String, _ on: String, in zone: Zone = london) throws -> [String] {
    try Schedule(schedule).moments(on: day(on), in: zone) { _ in true }
        .map { String($0.utcText.prefix(16)) }
}

@Suite("Moments of a schedule")
struct ScheduleTests {
    @Test("a time of the wall clock is another instant in summer")
    func summer() throws {
        #expect(try texts("daily 02:30", "2025-03-29") == ["2025-03-29T02:30"])
        #expect(try texts("daily 02:30", "2025-03-31") == ["2025-03-31T01:30"])
    }

    @Test("a time that the clock leaves out is due when it has gone forward, or never")
    func skipped() throws {
        #expect(try texts("daily 01:30", "2025-03-30") == ["2025-03-30T01:00"])
        #expect(try texts("daily 01:30 skipped=never", "2025-03-30") == [])
        #expect(try texts("daily 00:59", "2025-03-30") == ["2025-03-30T00:59"])
        #expect(try texts("daily 02:00", "2025-03-30") == ["2025-03-30T01:00"])
        // Two that fall on one moment are one.
        #expect(try texts("daily 01:15 01:30 02:00", "2025-03-30") == ["2025-03-30T01:00"])
    }

    @Test("a time that the clock shows twice is due once, or twice")
    func repeated() throws {
        #expect(try texts("daily 01:30", "2025-10-26") == ["2025-10-26T00:30"])
        #expect(
            try texts("daily 01:30 repeated=twice", "2025-10-26")
                == ["2025-10-26T00:30", "2025-10-26T01:30"])
        #expect(try texts("daily 02:00", "2025-10-26") == ["2025-10-26T02:00"])
        #expect(try texts("every 30 min", "2025-10-26").count == 50)
        #expect(try texts("every 30 min", "2025-03-30").count == 46)
    }

    @Test("days of the week, of the month and the last of it")
    func days() throws {
        #expect(try texts("mon,fri 06:00", "2025-01-03").count == 1)
        #expect(try texts("mon,fri 06:00", "2025-01-04").isEmpty)
        #expect(try texts("monthly 1 06:00", "2025-02-01").count == 1)
        #expect(try texts("monthly 1 06:00", "2025-02-02").isEmpty)
        #expect(try texts("monthly last 06:00", "2025-02-28").count == 1)
        #expect(try texts("monthly last 06:00", "2024-02-28").isEmpty)
        #expect(try texts("monthly last 06:00", "2024-02-29").count == 1)
    }

    @Test("days that are none of work are left out where that is asked")
    func workingDays() throws {
        let schedule = try Schedule("daily 06:00 working-days")
        let sunday = day("2025-01-05")
        let isWorking = { (day: Day) in day.weekday != .sunday }
        #expect(schedule.moments(on: sunday, in: .utc, isWorking: isWorking).isEmpty)
        #expect(
            schedule.next(
                after: Zone.utc.start(of: sunday), in: .utc, isWorking: isWorking)
                == Zone.utc.start(of: sunday + 1) + 6 * 3600)
        #expect(
            schedule.next(after: Zone.utc.start(of: sunday), in: .utc) { _ in false } == nil)
    }

    @Test("a day that a zone leaves out is made good when the next begins")
    func noSuchDay() throws {
        // Samoa had no 30 December 2011.
        let samoa = Zone(
            name: "Pacific/Apia", base: -36_000,
            shifts: [
                Zone.Shift(from: Zone.utc.start(of: day("2011-12-30")) + 36_000, offset: 50_400)
            ])
        let found = try Schedule("daily 06:00").moments(
            after: Zone.utc.start(of: day("2011-12-29")),
            upTo: Zone.utc.start(of: day("2012-01-01")), in: samoa
        ) { _ in true }
        #expect(
            found.map(\.utcText) == [
                "2011-12-29T16:00:00Z", "2011-12-30T10:00:00Z", "2011-12-30T16:00:00Z",
                "2011-12-31T16:00:00Z",
            ])
    }

    @Test(
        "what is no schedule is refused with its part",
        arguments: [
            ("", .form("")), ("hourly 02:00", .form("hourly")), ("daily", .noTime),
            ("daily 24:00", .time("24:00")), ("daily 2:00", .time("2:00")),
            ("daily 02:60", .time("02:60")), ("monthly 29 02:00", .dayOfMonth("29")),
            ("monthly 0 02:00", .dayOfMonth("0")), ("monthly", .dayOfMonth("")),
            ("mon,mayday 02:00", .form("mon,mayday")), ("every 7 min", .minutes("7")),
            ("every 15", .minutes("15")), ("every 15 min 22:00-06:00", .time("22:00-06:00")),
            ("daily 02:00 soon", .word("soon")), ("daily 02:00 skipped=now", .word("skipped=now")),
        ] as [(String, ScheduleRefused)])
    func refused(text: String, expected: ScheduleRefused) {
        #expect(throws: expected) { try Schedule(text) }
    }

    @Test("hours of a schedule by minutes include both ends")
    func hours() throws {
        #expect(try texts("every 30 min 06:00-07:30", "2025-01-01").count == 4)
        #expect(try texts("every 720 min", "2025-01-01").count == 2)
    }
}
