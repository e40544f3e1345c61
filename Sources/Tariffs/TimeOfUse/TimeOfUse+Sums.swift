package import Measures

/// Sums and largest values by band, in the unit of the values summed.
package struct BandSums: Sendable, Hashable {
    package var sums: [Int64]
    /// The largest value of one interval; zero where there was none (rule A5.8: demand is
    /// this times intervals in an hour).
    package var maximum: [Int64]
    package var counts: [Int]

    package init(bands: Int) {
        sums = Array(repeating: 0, count: bands)
        maximum = Array(repeating: 0, count: bands)
        counts = Array(repeating: 0, count: bands)
    }

    package mutating func clear() {
        for band in sums.indices { (sums[band], maximum[band], counts[band]) = (0, 0, 0) }
    }
}

extension TimeOfUse {
    /// Adds `values`, one each `seconds` from `start`, to the sums of their bands.
    ///
    /// An interval belongs to the band of its start on the tariff's clock (rule C1.8); days of
    /// 46, 48 or 50 half-hours come out right because the clock is read, not counted.
    package func add(
        _ values: UnsafeBufferPointer<Int64>, from start: Instant, every seconds: Int,
        in zone: Zone, to sums: inout BandSums
    ) {
        walk(values.count, from: start, every: seconds, in: zone) { first, count, band in
            let run = UnsafeBufferPointer(rebasing: values[first..<first + count])
            // One after the other: the sums then go several at a time.
            var (sum, maximum) = (Int64(0), sums.maximum[band])
            for value in run { sum &+= value }
            for value in run { maximum = max(maximum, value) }
            sums.sums[band] &+= sum
            sums.maximum[band] = maximum
            sums.counts[band] += count
        }
    }

    /// As above, for an array.
    package func add(
        _ values: [Int64], from start: Instant, every seconds: Int, in zone: Zone,
        to sums: inout BandSums
    ) {
        values.withUnsafeBufferPointer {
            add($0, from: start, every: seconds, in: zone, to: &sums)
        }
    }

    /// The band of each interval, in order.
    package func bands(
        _ count: Int, from start: Instant, every seconds: Int, in zone: Zone
    ) -> [Int] {
        var all: [Int] = []
        all.reserveCapacity(count)
        walk(count, from: start, every: seconds, in: zone) { _, count, band in
            all.append(contentsOf: repeatElement(band, count: count))
        }
        return all
    }

    /// Calls `each` for every unbroken run of one band: its first interval, its length.
    private func walk(
        _ count: Int, from start: Instant, every seconds: Int, in zone: Zone,
        _ each: (_ first: Int, _ count: Int, _ band: Int) -> Void
    ) {
        precondition(seconds > 0, "an interval lasts at least a second")
        let zone = clockZone(zone)
        var (index, now) = (0, start.seconds)
        var shift = zone.shifts.firstIndex { $0.from.seconds > now } ?? zone.shifts.count
        while index < count {
            while shift < zone.shifts.count, zone.shifts[shift].from.seconds <= now { shift += 1 }
            let offset = shift == 0 ? zone.base : zone.shifts[shift - 1].offset
            let next = shift < zone.shifts.count ? zone.shifts[shift].from.seconds : .max
            let local = now + Int64(offset)
            let day = local >= 0 ? local / 86_400 : (local - 86_399) / 86_400
            let second = Int(local - day * 86_400)
            let stretch = min(86_400 - second, next == .max ? 86_400 : Int(next - now))
            let inDay = min(count - index, (stretch + seconds - 1) / seconds)
            walkDay(Int32(day), from: second, first: index, count: inDay, every: seconds, each)
            index += inDay
            now += Int64(inDay * seconds)
        }
    }

    private func walkDay(
        _ day: Int32, from second: Int, first: Int, count: Int, every seconds: Int,
        _ each: (_ first: Int, _ count: Int, _ band: Int) -> Void
    ) {
        var (index, left, second) = (first, count, second)
        if second < smallHoursUntil {
            let part = min(left, (smallHoursUntil - second + seconds - 1) / seconds)
            walkRuns(
                ofType: type(of: day - 1), from: second, first: index, count: part, every: seconds,
                each)
            (index, left, second) = (index + part, left - part, second + part * seconds)
        }
        if left > 0 {
            walkRuns(
                ofType: type(of: day), from: second, first: index, count: left, every: seconds, each
            )
        }
    }

    private func walkRuns(
        ofType type: Int, from second: Int, first: Int, count: Int, every seconds: Int,
        _ each: (_ first: Int, _ count: Int, _ band: Int) -> Void
    ) {
        var (index, left, second) = (first, count, second)
        for run in runs[type] where run.end > second {
            let part = min(left, (run.end - second + seconds - 1) / seconds)
            each(index, part, run.band)
            (index, left, second) = (index + part, left - part, second + part * seconds)
            if left == 0 { return }
        }
    }

    func clockZone(_ zone: Zone) -> Zone {
        switch clock {
        case .local: return zone
        case .utc: return .utc
        case .fixed(let offset): return Zone(name: "fixed", base: offset)
        }
    }
}
