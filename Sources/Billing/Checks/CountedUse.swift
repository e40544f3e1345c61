import Measures
import Metering
import Tariffs

/// What a register counted on the days of a segment by what is stored of it.
struct CountedUse {
    let usage: String
    let unit: Unit
    let isChannel: Bool
    /// Of its unit, after the multiplier.
    let millionths: Int128
    private let history: RegisterHistory
    private let days: Period

    /// Nil for a register that only checks others, one that was installed on none of the days, and
    /// one whose sum is out of range: no segment is made of that.
    init?(
        _ history: RegisterHistory, in segment: BilledSegment, _ estimates: [EstimatedReading],
        zone: Zone
    ) {
        let register = history.register
        guard !register.isCheck, let days = register.daysInstalled(of: segment.period) else {
            return nil
        }
        let counted =
            register.kind == .register
            ? history.counted(in: segment, estimates) : history.sum(over: days, zone)
        guard let counted else { return nil }
        (usage, unit) = (register.usage.rawValue, register.unit)
        (isChannel, millionths) = (register.kind != .register, counted)
        (self.history, self.days) = (history, days)
    }

    /// What a channel counted in one band of a clock.
    func millionths(of band: Int, by hours: TimeOfUse, in zone: Zone) -> Int128 {
        var sums = BandSums(bands: hours.bands.count)
        for block in history.intervals {
            for part in block.present(in: block.range(of: zone.instants(of: days))) {
                hours.add(
                    part.map { block[$0] }, from: block.start(of: part.lowerBound),
                    every: block.seconds, in: zone, to: &sums)
            }
        }
        return Int128(sums.sums[band])
    }
}

extension Register {
    /// The days of a period on which it was installed, those of its installation and removal included.
    fileprivate func daysInstalled(of period: Period) -> Period? {
        let from = max(period.start, installed)
        let upTo = min(period.end, (removed ?? .openEnd - 1) + 1)
        return from < upTo ? Period(from: from, upTo: upTo) : nil
    }
}

extension RegisterHistory {
    /// Every stored value of the days; nil where the sum is out of range.
    func sum(over days: Period, _ zone: Zone) -> Int128? {
        let wanted = zone.instants(of: days)
        var sum: Int128 = 0
        for block in intervals {
            guard let more = block.sum(over: wanted) else { return nil }
            sum += more
        }
        return sum
    }

    /// From what it showed before the first day, or on its installation, to the last day or its
    /// removal, times the multiplier; nothing where it was read once or not at all. A day that
    /// nobody read has the estimate, and else the nearest reading.
    fileprivate func counted(in segment: BilledSegment, _ estimates: [EstimatedReading]) -> Int128?
    {
        let first = max(segment.period.start - 1, register.installed)
        let last = min(segment.period.last, register.removed ?? .openEnd)
        let known = readings.filter { $0.day >= first && $0.day <= last }
        guard let from = opening(on: first) ?? known.first else { return 0 }
        let estimate = estimates.first { $0.registerID == register.id && $0.day == last }
        let shown = known.last.flatMap { $0.day == last || estimate == nil ? $0.value : nil }
        guard let upTo = shown ?? estimate?.value else { return 0 }
        let billed = segment.readings.first { $0.registerID == register.id }?.consumption
        let mayFall = register.isNetMetered || from.isEstimated
        return register.dial.counted(from: from.value, to: upTo, mayFall ? billed : nil)
            .map { Int128($0.millionths) }
    }
}

extension Dial {
    /// What a move between two values comes to; the dial went round where it shows less. One that
    /// may fall moved as far as was billed, where some turn of it says so; nil out of range.
    fileprivate func counted(
        from opening: Quantity, to closing: Quantity, _ billed: Quantity?
    ) -> Quantity? {
        let plain = closing.millionths - opening.millionths
        guard let billed else { return try? moved(plain < 0 ? plain + capacity : plain) }
        let turns = [plain, plain + capacity, plain - capacity].lazy.compactMap { try? moved($0) }
        return turns.first { $0 == billed } ?? turns.first
    }

    private func moved(_ millionths: Int64) throws(OutOfRange) -> Quantity {
        try quantity(of: DialMove(millionths: millionths))
    }
}
