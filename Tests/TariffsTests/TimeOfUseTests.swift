import Measures
import Tariffs
import Testing

/// Bands on the clock of the tariff (rules A5.2 to A5.5, C1.8).
@Suite("Time of use")
struct TimeOfUseTests {
    static let london = Zone(
        name: "Europe/London", base: 0,
        shifts: [
            Zone.Shift(from: Instant(seconds: 1_743_296_400), offset: 3_600),
            Zone.Shift(from: Instant(seconds: 1_761_440_400), offset: 0),
        ])
    static let melbourne = Zone(
        name: "Australia/Melbourne", base: 39_600,
        shifts: [
            Zone.Shift(from: Instant(seconds: 1_743_868_800), offset: 36_000),
            Zone.Shift(from: Instant(seconds: 1_759_593_600), offset: 39_600),
        ])
    static let everyDay = Set(
        Day.Weekday.allCases.map { TimeOfUseRules.Days.weekday($0) } + [.holiday])

    static func peak(from: Int = 16, to: Int = 19) -> TimeOfUseRules {
        let window = TimeOfUseRules.Window(
            band: "peak", days: everyDay, from: from * 60, to: to * 60)
        return TimeOfUseRules(bands: ["off", "peak"], windows: [window], otherwise: "off")
    }

    @Test(
        "the peak of short, ordinary and long days",
        arguments: [
            // day, half-hours, first peak period (from 1), last
            ("2025-03-30", 46, 31, 36), ("2025-03-31", 48, 33, 38), ("2025-10-26", 50, 35, 40),
        ] as [(String, Int, Int, Int)])
    func clockChanges(day: String, count: Int, first: Int, last: Int) throws {
        let zone = TimeOfUseTests.london
        let day = try #require(Day(day))
        #expect(zone.length(of: day) / 1800 == count)
        let bands = TimeOfUse(TimeOfUseTests.peak())
            .bands(count, from: zone.start(of: day), every: 1800, in: zone)
        let peak = bands.indices.filter { bands[$0] == 1 }.map { $0 + 1 }
        #expect(peak == Array(first...last))
    }

    @Test("a clock that runs on UTC does not move in summer (rule A5.5)")
    func utc() throws {
        var rules = TimeOfUseTests.peak(from: 0, to: 7)
        rules.clock = .utc
        let zone = TimeOfUseTests.london
        let start = zone.start(of: try #require(Day("2025-06-01")))
        let bands = TimeOfUse(rules).bands(48, from: start, every: 1800, in: zone)
        #expect(bands.indices.filter { bands[$0] == 1 } == Array(2..<16))
    }

    @Test("against reading the clock at every interval", arguments: [31, 32, 33, 34] as [UInt64])
    func naive(seed: UInt64) {
        var random = Seeded(seed)
        for zone in [TimeOfUseTests.london, TimeOfUseTests.melbourne] {
            var rules = TimeOfUseTests.peak(
                from: Int.random(in: 0..<24, using: &random),
                to: Int.random(in: 0..<24, using: &random))
            rules.windows[0].days = [.weekday(.monday), .weekday(.saturday)]
            rules.smallHoursUntil = [0, 360].randomElement(using: &random) ?? 0
            let start = Instant(
                seconds: 1_735_000_200 + Int64.random(in: 0..<99, using: &random) * 3600)
            let seconds = [300, 900, 1800, 3600].randomElement(using: &random) ?? 1800
            let count = Int.random(in: 1..<20_000, using: &random)
            let hours = TimeOfUse(rules)
            let ours = hours.bands(count, from: start, every: seconds, in: zone)
            let expected = (0..<count).map { band(rules, start + $0 * seconds, zone) }
            #expect(ours == expected, "seed \(seed) \(zone.name)")
        }
    }

    private func band(_ rules: TimeOfUseRules, _ instant: Instant, _ zone: Zone) -> Int {
        let minute = zone.secondOfDay(at: instant) / 60
        let day = zone.day(of: instant) - (minute < rules.smallHoursUntil ? 1 : 0)
        let window = rules.windows[0]
        let inside =
            window.from < window.to
            ? minute >= window.from && minute < window.to
            : minute >= window.from || minute < window.to
        return window.days.contains(.weekday(day.weekday)) && inside ? 1 : 0
    }

    @Test("night hours carry the colour of the day before (rule E-FR-01)")
    func colours() throws {
        let red = TimeOfUseRules.Window(
            band: "red", days: [.marked("red")], from: 22 * 60, to: 6 * 60)
        var rules = TimeOfUseRules(bands: ["other", "red"], windows: [red], otherwise: "other")
        rules.smallHoursUntil = 360
        let day = try #require(Day("2025-01-15"))
        let hours = TimeOfUse(rules, calendar: TariffCalendar(marks: [day: "red"]))
        let bands = hours.bands(72, from: Zone.utc.start(of: day), every: 3600, in: .utc)
        #expect(bands.indices.filter { bands[$0] == 1 } == Array(22..<30))
    }

    @Test("a holiday counts as what the tariff says")
    func holidays() throws {
        var rules = TimeOfUseTests.peak()
        rules.windows[0].days = Set(Day.Weekday.allCases.prefix(5).map { .weekday($0) })
        rules.holidaysAre = .weekday(.sunday)
        let day = try #require(Day("2025-12-25"))
        let start = Zone.utc.start(of: day)
        let with = TimeOfUse(rules, calendar: TariffCalendar(holidays: [day]))
        let without = TimeOfUse(rules)
        #expect(with.bands(24, from: start, every: 3600, in: .utc).contains(1) == false)
        #expect(without.bands(24, from: start, every: 3600, in: .utc).contains(1))
    }

    @Test("sums, counts and the largest value of each band")
    func sums() throws {
        var sums = BandSums(bands: 2)
        let start = Zone.utc.start(of: try #require(Day("2025-06-02")))
        let values = (0..<48).map { Int64($0) }
        TimeOfUse(TimeOfUseTests.peak()).add(values, from: start, every: 1800, in: .utc, to: &sums)
        #expect(sums.sums == [1128 - 207, 207])
        #expect(sums.maximum == [47, 37])
        #expect(sums.counts == [42, 6])
    }
}
