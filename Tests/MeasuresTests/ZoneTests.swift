import Measures
import Testing

/// Shifts of 2025 and 2026 from the IANA time zone database.
private func zone(_ name: String, base: Int, _ shifts: [(Int64, Int)]) -> Zone {
    Zone(
        name: name, base: base,
        shifts: shifts.map { .init(from: Instant(seconds: $0.0), offset: $0.1) })
}

private let london = zone(
    "Europe/London", base: 0,
    [(1_743_296_400, 3600), (1_761_440_400, 0), (1_774_746_000, 3600), (1_792_890_000, 0)])
private let melbourne = zone(
    "Australia/Melbourne", base: 39_600,
    [
        (1_743_868_800, 36_000), (1_759_593_600, 39_600), (1_775_318_400, 36_000),
        (1_791_043_200, 39_600),
    ])
// Clocks that skip or repeat midnight itself.
private let santiago = zone(
    "America/Santiago", base: -10_800, [(1_743_908_400, -14_400), (1_757_217_600, -10_800)])
private let cairo = zone(
    "Africa/Cairo", base: 7200, [(1_745_532_000, 10_800), (1_761_858_000, 7200)])

@Suite("Local days (A5, A6.8)")
struct ZoneTests {
    @Test("midnights of a period are the starts of its days, whatever the clock does")
    func midnights() throws {
        let first = try #require(Day("2025-03-01"))
        for zone in [london, melbourne, santiago, cairo, Zone.nemMarket, Zone.utc] {
            for offset in 0..<400 {
                for days in [0, 1, 2, 3, 31] {
                    let from = first + offset
                    let period = Period(from: from, upTo: from + days)
                    #expect(
                        zone.midnights(of: period) == (0...days).map { zone.start(of: from + $0) },
                        "\(zone.name) \(period)")
                }
            }
        }
    }

    @Test(
        "a day has 46, 48 or 50 half-hours",
        arguments: [
            (london, "2025-03-29", 48), (london, "2025-03-30", 46), (london, "2025-03-31", 48),
            (london, "2025-10-25", 48), (london, "2025-10-26", 50), (london, "2025-10-27", 48),
            (melbourne, "2025-04-05", 48), (melbourne, "2025-04-06", 50),
            (melbourne, "2025-04-07", 48), (melbourne, "2025-10-04", 48),
            (melbourne, "2025-10-05", 46), (melbourne, "2025-10-06", 48),
            (Zone.nemMarket, "2025-10-05", 48), (Zone.utc, "2025-03-30", 48),
            (santiago, "2025-04-05", 50), (santiago, "2025-09-07", 46),
            (cairo, "2025-04-25", 46), (cairo, "2025-10-30", 50),
        ])
    func halfHours(zone: Zone, text: String, expected: Int) throws {
        #expect(zone.length(of: try #require(Day(text))) == expected * 1800)
    }

    @Test("the day begins at its first instant", arguments: [london, melbourne, santiago, cairo])
    func start(zone: Zone) {
        for number in Int32(20_089)..<20_800 {
            let day = Day(number: number)
            let start = zone.start(of: day)
            #expect(zone.day(of: start) == day, "\(zone.name) \(day)")
            #expect(zone.day(of: start + -1) == day - 1, "\(zone.name) \(day)")
        }
    }

    @Test("London midnight is an hour earlier in UTC in summer")
    func londonStart() throws {
        let (winter, summer) = (try #require(Day("2025-03-30")), try #require(Day("2025-03-31")))
        #expect(london.start(of: winter).seconds == 1_743_292_800)
        #expect(london.start(of: summer).seconds == 1_743_375_600)
    }

    @Test("the wall clock on the days it shifts: an hour is skipped or comes twice")
    func wallClock() throws {
        let spring = london.start(of: try #require(Day("2025-03-30")))
        #expect(london.secondOfDay(at: spring) == 0)
        #expect(london.secondOfDay(at: spring + 3599) == 3599)
        #expect(london.secondOfDay(at: spring + 3600) == 7200)
        let autumn = london.start(of: try #require(Day("2025-10-26")))
        #expect(london.secondOfDay(at: autumn + 7199) == 7199)
        #expect(london.secondOfDay(at: autumn + 7200) == 3600)
        #expect(london.secondOfDay(at: autumn + 89_999) == 86_399)
    }

    @Test("market time does not shift (A5.4)")
    func market() {
        let instant = Instant(seconds: 1_759_593_600)
        #expect(Zone.nemMarket.offset(at: instant) == 36_000)
        #expect(Zone.nemMarket.secondOfDay(at: instant) == 7200)
        #expect(melbourne.secondOfDay(at: instant) == 3 * 3600)
    }

    @Test("before the epoch the day still goes down")
    func beforeEpoch() {
        #expect(Zone.utc.day(of: Instant(seconds: -1)) == Day(number: -1))
        #expect(Zone.utc.secondOfDay(at: Instant(seconds: -1)) == 86_399)
        #expect(Zone.utc.day(of: Instant(seconds: -86_400)) == Day(number: -1))
        #expect(Zone.utc.day(of: Instant(seconds: -86_401)) == Day(number: -2))
    }
}
