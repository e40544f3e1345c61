package import Measures
package import Metering

/// A register with its readings and with what was billed on it.
package struct RegisterHistory: Sendable {
    package var register: Register
    /// In order of day; check reads left out (rule B1).
    package var readings: [Reading]
    /// On released bills, in order of closing day.
    package var billed: [BilledReading]
    /// Blocks of an interval channel, in order of start.
    package var intervals: [IntervalBlock]
    /// Digests of the blocks as they are stored, in the same order.
    package var blockDigests: [Digest]

    package init(register: Register) {
        self.register = register
        readings = []
        billed = []
        intervals = []
        blockDigests = []
    }
}

extension [Reading] {
    /// The reading of a day, among readings in order of day.
    func on(_ day: Day) -> Reading? {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self[middle].day < day { low = middle + 1 } else { high = middle }
        }
        return low < count && self[low].day == day ? self[low] : nil
    }
}

extension RegisterHistory {
    package func reading(on day: Day) -> Reading? { readings.on(day) }

    /// The read a period opens with: as last billed, even if that was an estimate (rule B4.9),
    /// else the reading of that day.
    func opening(on day: Day) -> Reading? {
        if let last = billed.last, last.closingDay == day {
            let type = ReadType(rawValue: last.closingType) ?? .actual
            return Reading(registerID: register.id, day: day, value: last.closing, type: type)
        }
        return reading(on: day)
    }

    /// The last read that may close a period, between two days, both included.
    func closing(from first: Day, through last: Day) -> Reading? {
        readings.last { $0.day >= first && $0.day <= last && $0.closesPeriod }
    }

    /// Estimates at the end of what was billed, in a row (rule B3.14).
    var estimatesInARow: Int {
        billed.reversed().prefix { $0.closingType == ReadType.estimated.rawValue }.count
    }

    /// Actual reads that repeat the one before, at the end of what was billed (rule B3.7).
    var unchangedReads: Int {
        billed.reversed().prefix {
            $0.opening == $0.closing && $0.closingType != ReadType.estimated.rawValue
                && $0.openingType != ReadType.estimated.rawValue
        }.count
    }

    /// The last billed advance that tells what is usual, of those meant.
    private func believable(_ isMeant: (Day) -> Bool) -> BilledReading? {
        billed.last {
            $0.closingDay > $0.openingDay && $0.consumption >= .zero && isMeant($0.closingDay)
        }
    }

    /// The last use between actual readings up to the first bill here, of those meant by their
    /// closing day: what a system before this one billed. It tells what is usual where bills do
    /// not (rules B3.5, B4.1).
    private func earlier(upTo opening: Day, _ isMeant: (Day) -> Bool) -> BilledReading? {
        let end = billed.first?.openingDay ?? opening
        guard readings.count > 1, readings[1].day <= end else { return nil }
        var next: Reading?
        for reading in readings.reversed() where reading.day <= end && reading.countsAsActual {
            if let next, isMeant(next.day),
                let advance = try? Advance(register, from: reading, to: next)
            {
                return BilledReading(advance)
            }
            next = reading
        }
        return nil
    }

    /// The use that closed about a year before `day`, of a period that opens at `opening`.
    func yearAgo(_ day: Day, opening: Day) -> BilledReading? {
        func isYearAgo(_ past: Day) -> Bool { abs(day - past - 365) <= 20 }
        return believable(isYearAgo) ?? earlier(upTo: opening, isYearAgo)
    }

    /// The use before a period that opens at `opening`.
    func usedBefore(_ opening: Day) -> BilledReading? {
        believable { _ in true } ?? earlier(upTo: opening) { _ in true }
    }

    /// What use may be expected from (rules B3.5, B4.1); `profile` is a daily average.
    func history(from opening: Day, to day: Day, profile: Quantity?) -> History {
        History(
            lastYear: yearAgo(day, opening: opening).map(RegisterHistory.use),
            previous: usedBefore(opening).map(RegisterHistory.use),
            profile: profile.map { PastUse($0, days: 1) })
    }

    static func use(_ billed: BilledReading) -> PastUse {
        PastUse(billed.consumption, days: billed.closingDay - billed.openingDay)
    }
}
