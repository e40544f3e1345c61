import Measures
import Metering

/// The time over which a channel is billed.
struct ChannelStretch {
    /// The days, the last and the first perhaps in part.
    let period: Period
    let instants: Range<Instant>
    /// The days that should be whole.
    let wholeDays: Period
    /// It begins with the meter's first day, or ends with its last.
    let isCut: Bool
}

extension ChannelReading {
    /// From the first day of the period, or the meter's first, to the last of either.
    ///
    /// On the days of its installation and removal a meter it counted for a part of the day: from the
    /// first interval that it sent, or to the last (rules A6.3, A6.4). So the two meters of an
    /// exchange bill that day together, and what is empty before and after is no gap. Rule
    /// versions 1 to 3 left out the first day.
    func stretch(during period: Period, minutes: Int) -> ChannelStretch {
        let register = history.register
        let removed = register.removed ?? .openEnd - 1
        guard terms.keepsToReads else {
            let from = max(period.start, register.installed + 1)
            return whole(from, max(from, min(period.end, removed + 1)))
        }
        var from = max(period.start, register.installed)
        let upTo = min(period.end, removed + 1)
        guard from < upTo else { return whole(from, from) }
        let isFirst = from == register.installed
        let begun = isFirst ? sent(on: from, minutes)?.lowerBound : nil
        if isFirst, begun == nil { from = from + 1 }
        let first = begun ?? terms.zone.start(of: from)
        let midnight = terms.zone.start(of: upTo)
        let isLast = upTo == removed + 1
        let last = isLast ? sent(on: removed, minutes)?.upperBound ?? midnight : midnight
        guard from < upTo, first < last else { return whole(from, from) }
        let wholeFrom = first > terms.zone.start(of: from) ? from + 1 : from
        let wholeUpTo = last < midnight ? upTo - 1 : upTo
        return ChannelStretch(
            period: Period(from: from, upTo: upTo), instants: first..<last,
            wholeDays: Period(from: wholeFrom, upTo: max(wholeFrom, wholeUpTo)),
            isCut: isFirst || isLast)
    }

    private func whole(_ from: Day, _ upTo: Day) -> ChannelStretch {
        let period = Period(from: from, upTo: upTo)
        return ChannelStretch(
            period: period, instants: terms.zone.start(of: from)..<terms.zone.start(of: upTo),
            wholeDays: period, isCut: false)
    }

    /// From the first to the last interval that has a value on a local day; nil where none has.
    private func sent(on day: Day, _ minutes: Int) -> Range<Instant>? {
        history.sent(over: Period(from: day, upTo: day + 1), minutes, terms.zone)
    }
}

extension RegisterHistory {
    /// From the first to the last interval that has a value on some days; nil where none has.
    func sent(over days: Period, _ minutes: Int, _ zone: Zone) -> Range<Instant>? {
        guard !days.isEmpty, !intervals.isEmpty else { return nil }
        let block = IntervalBlock.joined(
            intervals, minutes: minutes, over: starting(in: zone.instants(of: days)))
        let places = (0..<block.count).filter { block[$0] != IntervalBlock.missing }
        guard let first = places.first, let last = places.last else { return nil }
        return block.start(of: first)..<block.start(of: last + 1)
    }
}

extension RegisterHistory {
    /// The time of the intervals that start in a stretch of time: where midnight lies inside an
    /// interval, it belongs to the day on which it starts (rule A5.2).
    func starting(in stretch: Range<Instant>) -> Range<Instant> {
        guard let block = intervals.first else { return stretch }
        func next(_ instant: Instant) -> Instant {
            let past = (instant - block.start) % block.seconds
            return past == 0 ? instant : instant + (past < 0 ? -past : block.seconds - past)
        }
        return next(stretch.lowerBound)..<next(stretch.upperBound)
    }
}

extension Zone {
    /// From the first midnight of a period to the one after its last day.
    func instants(of days: Period) -> Range<Instant> { start(of: days.start)..<start(of: days.end) }
}
