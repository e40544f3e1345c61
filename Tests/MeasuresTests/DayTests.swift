import Measures
import Testing

/// Counts days one by one, as a child would: the independent witness.
private struct Counter {
    var (year, month, day) = (1600, 1, 1)

    mutating func step() {
        let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
        let lengths = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        day += 1
        if day > lengths[month - 1] { (month, day) = (month + 1, 1) }
        if month > 12 { (year, month) = (year + 1, 1) }
    }

    var text: String {
        func two(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }
        return "\(year)-\(two(month))-\(two(day))"
    }
}

@Suite("Days")
struct DayTests {
    @Test("every day from 1600 to 2400 is the next day of a naive counter")
    func everyDay() throws {
        var counter = Counter()
        var expected = try #require(Day(year: 1600, month: 1, day: 1))
        var wrong: [String] = []
        while counter.year <= 2400 {
            let made = Day(year: counter.year, month: counter.month, day: counter.day)
            let date = expected.date
            if made != expected || date != (counter.year, counter.month, counter.day) {
                wrong.append(counter.text)
            }
            counter.step()
            expected = expected + 1
        }
        #expect(wrong.isEmpty)
        #expect(expected == Day(year: 2401, month: 1, day: 1))
    }

    @Test("text is read back, on every 97th day")
    func text() {
        var counter = Counter()
        for index in 0..<200_000 {
            if index % 97 == 0 { #expect(Day(counter.text)?.description == counter.text) }
            counter.step()
        }
    }

    @Test("day 0 is 1970-01-01, a Thursday; weekdays follow one another")
    func weekday() throws {
        #expect(Day("1970-01-01") == Day(number: 0))
        let known: [(String, Day.Weekday)] = [
            ("1970-01-01", .thursday), ("1969-12-31", .wednesday), ("2000-02-29", .tuesday),
            ("2025-03-30", .sunday), ("1600-01-01", .saturday), ("9999-12-31", .friday),
        ]
        for (text, weekday) in known { #expect(try #require(Day(text)).weekday == weekday) }
        for number in Int32(-800)...800 {
            let next = Day(number: number + 1).weekday.rawValue
            #expect(next == (Day(number: number).weekday.rawValue + 1) % 7)
        }
    }

    @Test(
        "what is not a date is refused",
        arguments: [
            "", "2025-02-29", "1900-02-29", "2025-04-31", "2025-13-01", "2025-00-10",
            "2025-01-00", "1599-12-31", "0000-01-01", "2025-1-1", "2025/01/01", "20250101",
            " 2025-01-01", "2025-01-01 ", "2025-01-0x", "10000-01-01", "-025-01-01", "２025-01-01",
        ])
    func refuses(text: String) {
        #expect(Day(text) == nil)
    }

    @Test("both ends of the calendar")
    func ends() {
        #expect(Day("1600-01-01") != nil && Day("9999-12-31") != nil)
        #expect(Day("2000-02-29") != nil && Day("2024-02-29") != nil)
        #expect(Day(year: 10_000, month: 1, day: 1) == nil)
    }

    @Test(
        "months are added to the same day or the month's last",
        arguments: [
            ("2025-01-31", 1, "2025-02-28"), ("2024-01-31", 1, "2024-02-29"),
            ("2025-01-30", 1, "2025-02-28"), ("2025-01-28", 1, "2025-02-28"),
            ("2025-12-15", 1, "2026-01-15"), ("2025-01-15", -1, "2024-12-15"),
            ("2025-03-31", -1, "2025-02-28"), ("2024-02-29", 12, "2025-02-28"),
            ("2025-06-30", 0, "2025-06-30"), ("2025-11-30", 27, "2028-02-29"),
        ])
    func months(from: String, months: Int, to: String) throws {
        #expect(try #require(Day(from)).adding(months: months) == Day(to))
    }

    @Test("differences and the first of the month")
    func differences() throws {
        let (march, june) = (try #require(Day("2025-03-31")), try #require(Day("2025-06-30")))
        #expect(june - march == 91)
        #expect(march + 91 == june)
        #expect(june - 91 == march)
        #expect(march < june)
        #expect(march.firstOfMonth == Day("2025-03-01"))
    }
}

@Suite("Periods and timelines")
struct PeriodTests {
    func day(_ number: Int32) -> Day { Day(number: number) }
    func period(_ from: Int32, _ upTo: Int32) -> Period { Period(from: day(from), upTo: day(upTo)) }

    @Test("half-open: the start is inside, the end is not")
    func edges() {
        let ten = period(10, 20)
        #expect(ten.days == 10 && ten.last == day(19) && !ten.isEmpty)
        #expect(!ten.contains(day(9)) && ten.contains(day(10)))
        #expect(ten.contains(day(19)) && !ten.contains(day(20)))
        #expect(Period(from: day(10), through: day(19)) == ten)
        #expect(period(10, 10).isEmpty && !period(10, 10).contains(day(10)))
    }

    @Test("shared days: touching periods share none")
    func shared() {
        #expect(period(1, 5).shared(with: period(5, 9)) == nil)
        #expect(period(1, 6).shared(with: period(5, 9)) == period(5, 6))
        #expect(period(1, 9).shared(with: period(3, 4)) == period(3, 4))
        #expect(period(3, 4).shared(with: period(1, 9)) == period(3, 4))
        #expect(period(1, 9).shared(with: period(4, 4)) == nil)
    }

    @Test("shown inclusive; A1.4: 31 March to 30 June is 91 days")
    func shown() throws {
        let (from, last) = (try #require(Day("2025-04-01")), try #require(Day("2025-06-30")))
        let quarter = Period(from: from, through: last)
        #expect(quarter.days == 91)
        #expect(quarter.description == "2025-04-01 to 2025-06-30")
        #expect(Period(from: from, upTo: from).description == "2025-04-01 (no days)")
        #expect(Period.month(of: last).description == "2025-06-01 to 2025-06-30")
    }

    @Test("a step holds from its day until the next (C1.1)")
    func timeline() {
        let prices = Timeline([
            .init(from: day(20), value: "new"), .init(from: day(10), value: "old"),
        ])
        let expected: [(Int32, String?)] = [
            (9, nil), (10, "old"), (19, "old"), (20, "new"), (9999, "new"),
        ]
        for (number, value) in expected { #expect(prices.value(on: day(number)) == value) }
        #expect(prices.step(on: day(25))?.from == day(20))
        #expect(Timeline<Int>([]).value(on: day(1)) == nil)
    }

    @Test("changes inside a period: not at its start, not at its end")
    func changes() {
        let prices = Timeline([10, 20, 30].map { .init(from: day($0), value: $0) })
        #expect(prices.changes(inside: period(10, 30)) == [day(20)])
        #expect(prices.changes(inside: period(9, 31)) == [day(10), day(20), day(30)])
        #expect(prices.changes(inside: period(20, 21)).isEmpty)
    }
}
