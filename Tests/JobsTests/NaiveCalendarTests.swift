import Jobs
import Measures
import Testing

/// A generator that gives the same numbers each time (SplitMix64).
struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// Walks through time in steps of five minutes and looks at the clock on the wall, as somebody would
/// who waits beside it.
private struct NaiveCalendar {
    let schedule: Schedule
    let zone: Zone
    let isWorking: (Day) -> Bool
    private var seen: Set<Int64> = []
    private var found: Set<Instant> = []

    init(_ schedule: Schedule, _ zone: Zone, isWorking: @escaping (Day) -> Bool) {
        (self.schedule, self.zone, self.isWorking) = (schedule, zone, isWorking)
    }

    /// What the clock shows: minutes since 1970 by it.
    private func wall(_ instant: Instant) -> Int64 {
        (instant.seconds + Int64(zone.offset(at: instant))) / 60
    }

    private func isDue(_ wall: Int64) -> Bool {
        let day = Day(number: Int32(wall / 1440))
        return schedule.isDue(on: day, isWorking: isWorking)
            && schedule.times.contains(Int(wall % 1440))
    }

    mutating func moments(after start: Instant, upTo end: Instant) -> [Instant] {
        // The clock is watched from some days before, to know what it has shown already.
        var last = wall(start + -4 * 86_400 + -300)
        var now = start + -4 * 86_400
        while now <= end {
            let shown = wall(now)
            if shown > last + 5, schedule.skipped == .later {
                for left in stride(from: last + 5, to: shown, by: 5)
                where isDue(left) && !seen.contains(left) { found.insert(now) }
            }
            if isDue(shown), schedule.repeated == .twice || !seen.contains(shown) {
                found.insert(now)
            }
            seen.insert(shown)
            last = shown
            now = now + 300
        }
        return found.filter { $0 > start && $0 <= end }.sorted()
    }
}

@Suite("A thousand schedules beside a clock on the wall")
struct NaiveCalendarTests {
    private static func zone(_ random: inout Seeded, around start: Instant) -> Zone {
        let quarters = Int.random(in: -44...52, using: &random)
        var offset = quarters * 900
        let base = offset
        var shifts: [Zone.Shift] = []
        var at = start
        for _ in 0..<2 {
            at = at + 300 * Int.random(in: 0..<288 * 4, using: &random)
            let jump = [3600, -3600, 1800, -1800, 7200, -7200, 900].randomElement(using: &random)!
            offset += jump
            shifts.append(Zone.Shift(from: at, offset: offset))
            at = at + 4 * 86_400
        }
        return Zone(name: "Made/Up", base: base, shifts: shifts)
    }

    private static func schedule(_ random: inout Seeded) -> Schedule {
        let days: Schedule.Days =
            switch Int.random(in: 0..<5, using: &random) {
            case 0: .weekdays([.monday, .sunday])
            case 1: .ofMonth(Int.random(in: 1...28, using: &random))
            case 2: .lastOfMonth
            default: .every
            }
        let times = (0..<Int.random(in: 1...4, using: &random)).map { _ in
            5 * Int.random(in: 0..<288, using: &random)
        }
        // Clocks change at night, mostly.
        let night = (0..<3).map { _ in 5 * Int.random(in: 0..<48, using: &random) }
        return Schedule(
            days, at: times + night, onWorkingDays: Bool.random(using: &random),
            skipped: Schedule.Skipped.allCases.randomElement(using: &random)!,
            repeated: Schedule.Repeated.allCases.randomElement(using: &random)!)
    }

    @Test("each is due when the clock shows its time", arguments: 0..<20)
    func same(part: Int) {
        var random = Seeded(state: UInt64(part))
        var moments = 0
        for number in 0..<50 {
            let start = Instant(
                seconds: 1_735_689_600 + 300 * Int64.random(in: 0..<100_000, using: &random))
            let end = start + 11 * 86_400
            let zone = Self.zone(&random, around: start)
            let schedule = Self.schedule(&random)
            let isWorking = { (day: Day) in day.number % 3 != 0 }
            var naive = NaiveCalendar(schedule, zone, isWorking: isWorking)
            let expected = naive.moments(after: start, upTo: end)
            let found = schedule.moments(
                after: start, upTo: end, in: zone, isWorking: isWorking)
            #expect(found == expected, "part \(part), schedule \(number): \(schedule) \(zone)")
            // One after the other is the same.
            var (at, one) = (start, [Instant]())
            while let next = schedule.next(after: at, in: zone, isWorking: isWorking), next <= end {
                one.append(next)
                at = next
            }
            #expect(one == expected)
            moments += expected.count
        }
        #expect(moments > 100)
    }
}
