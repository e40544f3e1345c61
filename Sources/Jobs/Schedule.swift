package import Measures

/// When a job is due: days, and times of the wall clock on them.
package struct Schedule: Sendable, Hashable {
    package enum Days: Sendable, Hashable {
        case every
        case weekdays(Set<Day.Weekday>)
        /// Of each month, 1 to 28.
        case ofMonth(Int)
        case lastOfMonth
    }

    /// What becomes of a time that the clock leaves out when it goes forward.
    package enum Skipped: String, Sendable, CaseIterable {
        /// The job is due when the clock has gone forward.
        case later
        case never
    }

    /// What becomes of a time that the clock shows twice when it goes back.
    package enum Repeated: String, Sendable, CaseIterable {
        /// The job is due the first time only.
        case once
        case twice
    }

    package let days: Days
    /// Minutes since midnight, in order, each once.
    package let times: [Int]
    /// Days that are none of work are left out.
    package let isOnWorkingDays: Bool
    package let skipped: Skipped
    package let repeated: Repeated

    /// - Parameter times: minutes of the day, 0 to 1439, at least one.
    package init(
        _ days: Days, at times: [Int], onWorkingDays: Bool = false, skipped: Skipped = .later,
        repeated: Repeated = .once
    ) {
        precondition(
            !times.isEmpty && times.allSatisfy { (0..<1440).contains($0) },
            "a schedule has times of the day")
        self.days = days
        self.times = Set(times).sorted()
        isOnWorkingDays = onWorkingDays
        (self.skipped, self.repeated) = (skipped, repeated)
    }
}

extension Schedule {
    /// Whether the job is due on a day at all.
    package func isDue(on day: Day, isWorking: (Day) -> Bool) -> Bool {
        guard includes(day) else { return false }
        return !isOnWorkingDays || isWorking(day)
    }

    private func includes(_ day: Day) -> Bool {
        switch days {
        case .every: true
        case .weekdays(let weekdays): weekdays.contains(day.weekday)
        case .ofMonth(let number): day.date.day == number
        case .lastOfMonth: (day + 1).date.day == 1
        }
    }

    /// The moments at which it is due on a local day, in order; two times that fall on one moment,
    /// as when the clock goes forward, are one.
    package func moments(
        on day: Day, in zone: Zone, isWorking: (Day) -> Bool
    ) -> [Instant] {
        guard isDue(on: day, isWorking: isWorking) else { return [] }
        return Set(times.flatMap { moments(of: $0, on: day, in: zone) }).sorted()
    }

    private func moments(of minute: Int, on day: Day, in zone: Zone) -> [Instant] {
        switch zone.moments(of: day, second: minute * 60) {
        case .once(let moment): [moment]
        case .skipped(let after): skipped == .later ? [after] : []
        case .repeated(let first, let second): repeated == .once ? [first] : [first, second]
        }
    }

    /// The moments after one and up to another, in order.
    package func moments(
        after start: Instant, upTo end: Instant, in zone: Zone, isWorking: (Day) -> Bool
    ) -> [Instant] {
        guard start < end else { return [] }
        var found: [Instant] = []
        var day = zone.day(of: start)
        let last = zone.day(of: end)
        while day <= last {
            found += moments(on: day, in: zone, isWorking: isWorking)
                .filter { $0 > start && $0 <= end }
            day = day + 1
        }
        return found
    }

    /// The first moment after one; nil where there is none within four years, as on the working
    /// days of a calendar that has none.
    package func next(
        after start: Instant, in zone: Zone, isWorking: (Day) -> Bool
    ) -> Instant? {
        let first = zone.day(of: start)
        for offset in 0...1461 {
            let moments = moments(on: first + offset, in: zone, isWorking: isWorking)
            if let next = moments.first(where: { $0 > start }) { return next }
        }
        return nil
    }
}
