/// A moment: whole seconds since 1970-01-01 00:00 UTC.
package struct Instant: Sendable, Hashable, Comparable {
    package let seconds: Int64
    package init(seconds: Int64) { self.seconds = seconds }

    package static func < (a: Instant, b: Instant) -> Bool { a.seconds < b.seconds }
    package static func + (instant: Instant, seconds: Int) -> Instant {
        Instant(seconds: instant.seconds + Int64(seconds))
    }
    /// Seconds from `b` to `a`.
    package static func - (a: Instant, b: Instant) -> Int { Int(a.seconds - b.seconds) }
}

/// The rules of a time zone as a table: which offset from UTC holds from which instant.
///
/// Rule rooms have no zone database; the edge reads it and hands this in (rule A6.8).
package struct Zone: Sendable, Hashable {
    package struct Shift: Sendable, Hashable {
        package let from: Instant
        /// Seconds east of UTC.
        package let offset: Int

        package init(from: Instant, offset: Int) {
            self.from = from
            self.offset = offset
        }
    }

    /// IANA name, such as `Europe/London`.
    package let name: String
    /// Seconds east of UTC before the first shift.
    package let base: Int
    package let shifts: [Shift]

    package init(name: String, base: Int, shifts: [Shift] = []) {
        self.name = name
        self.base = base
        self.shifts = shifts.sorted { $0.from < $1.from }
    }

    package static let utc = Zone(name: "UTC", base: 0)
    /// Market time of the Australian NEM: UTC+10, no daylight saving (rule A5.4).
    package static let nemMarket = Zone(name: "Etc/GMT-10", base: 36_000)

    package func offset(at instant: Instant) -> Int {
        let index = shifts(upTo: instant)
        return index == 0 ? base : shifts[index - 1].offset
    }

    /// How many shifts there were, one at the instant itself among them.
    private func shifts(upTo instant: Instant) -> Int {
        var (low, high) = (0, shifts.count)
        while low < high {
            let middle = (low + high) / 2
            if shifts[middle].from <= instant { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The local calendar day of an instant.
    package func day(of instant: Instant) -> Day {
        let local = instant.seconds + Int64(offset(at: instant))
        return Day(number: Int32(floorDivide(local, 86_400)))
    }

    /// Seconds since local midnight on the wall clock.
    package func secondOfDay(at instant: Instant) -> Int {
        let local = instant.seconds + Int64(offset(at: instant))
        return Int(local - floorDivide(local, 86_400) * 86_400)
    }

    /// The first instant of a local day, also where the clock skips midnight.
    package func start(of day: Day) -> Instant {
        let wall = Int64(day.number) * 86_400
        let guess = Instant(seconds: wall - Int64(offset(at: Instant(seconds: wall))))
        let start = Instant(seconds: wall - Int64(offset(at: guess)))
        return self.day(of: start) < day ? max(start, guess) : start
    }

    /// The start of each day of a period, and its end; quick where no clock changes inside.
    package func midnights(of period: Period) -> [Instant] {
        let (first, end) = (start(of: period.start), start(of: period.end))
        let isSteady =
            end - first == period.days * 86_400 && shifts(upTo: first) == shifts(upTo: end + -1)
        return (0...period.days).map {
            isSteady ? first + $0 * 86_400 : start(of: period.start + $0)
        }
    }

    /// Seconds in the local day: 82,800, 86,400 or 90,000 where an hour is lost or won.
    package func length(of day: Day) -> Int { start(of: day + 1) - start(of: day) }
}

private func floorDivide(_ n: Int64, _ d: Int64) -> Int64 {
    n >= 0 ? n / d : -((-n + d - 1) / d)
}
