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
    /// On the days a meter was hung and taken down it counted for a part of the day: from the
    /// first interval that it sent, or to the last (rules A6.3, A6.4). So the two meters of an
    /// exchange bill that day together, and what is empty before and after is no gap. Rule
    /// versions 1 to 3 left out the first day.
    func stretch(during period: Period, minutes: Int) -> ChannelStretch {
        let register = history.register
        let removed = register.removed ?? .openEnd - 1
        guard span.keepsToReads else {
            let from = max(period.start, register.installed + 1)
            return whole(from, max(from, min(period.end, removed + 1)))
        }
        var from = max(period.start, register.installed)
        let upTo = min(period.end, removed + 1)
        guard from < upTo else { return whole(from, from) }
        let isHung = from == register.installed
        let begun = isHung ? sent(on: from, minutes)?.lowerBound : nil
        if isHung, begun == nil { from = from + 1 }
        let first = begun ?? span.zone.start(of: from)
        let midnight = span.zone.start(of: upTo)
        let isTaken = upTo == removed + 1
        let last = isTaken ? sent(on: removed, minutes)?.upperBound ?? midnight : midnight
        guard from < upTo, first < last else { return whole(from, from) }
        let wholeFrom = first > span.zone.start(of: from) ? from + 1 : from
        let wholeUpTo = last < midnight ? upTo - 1 : upTo
        return ChannelStretch(
            period: Period(from: from, upTo: upTo), instants: first..<last,
            wholeDays: Period(from: wholeFrom, upTo: max(wholeFrom, wholeUpTo)),
            isCut: isHung || isTaken)
    }

    private func whole(_ from: Day, _ upTo: Day) -> ChannelStretch {
        let period = Period(from: from, upTo: upTo)
        return ChannelStretch(
            period: period, instants: span.zone.start(of: from)..<span.zone.start(of: upTo),
            wholeDays: period, isCut: false)
    }

    /// From the first to the last interval that has a value on a local day; nil where none has.
    private func sent(on day: Day, _ minutes: Int) -> Range<Instant>? {
        history.sent(over: Period(from: day, upTo: day + 1), minutes, span.zone)
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

extension Draft {
    /// Between the meters of an exchange no time is left out: what neither of them sent is a gap
    /// (rule B3.10). What both of them counted in the same hours is a doubt: an exchange takes
    /// one hour at the most (rule A6.4).
    mutating func judgeExchanges(in zone: Zone) {
        for usage in Set(covered.map(\.usage)).sorted() {
            let blocks = covered.filter { $0.usage == usage }.map(\.block)
                .sorted { $0.start < $1.start }
            for (one, next) in zip(blocks, blocks.dropFirst()) {
                if next.start > one.end {
                    refuseHole(one.end..<next.start, zone)
                } else {
                    doubtDouble(one, next, zone)
                }
            }
        }
    }

    private mutating func refuseHole(_ hole: Range<Instant>, _ zone: Zone) {
        let minutes = (hole.upperBound - hole.lowerBound) / 60
        stop(
            Finding(
                ValidationFailures.gap.code, .blocking, rule: ValidationFailures.gap.rule,
                figures: [
                    NamedFigure("day", .day(zone.day(of: hole.lowerBound))),
                    NamedFigure("minutes between two meters", .count(minutes)),
                ]))
    }

    private mutating func doubtDouble(_ one: IntervalBlock, _ next: IntervalBlock, _ zone: Zone) {
        let hours = stride(from: 0, to: min(one.end, next.end) - next.start, by: 3600).filter {
            let hour = next.start + $0..<next.start + $0 + 3600
            return one.hasUse(in: hour) && next.hasUse(in: hour)
        }
        guard hours.count > 1 else { return }
        findings.append(
            Finding(
                ValidationFailures.surplusIntervals.code, .blocking,
                rule: ValidationFailures.surplusIntervals.rule,
                figures: [
                    NamedFigure("day", .day(zone.day(of: next.start))),
                    NamedFigure("hours that two meters counted", .count(hours.count)),
                ]))
    }
}

extension IntervalBlock {
    /// Whether it counted anything in a stretch of time.
    fileprivate func hasUse(in stretch: Range<Instant>) -> Bool {
        range(of: stretch).contains { self[$0] > 0 }
    }
}

extension PointFacts {
    /// What is stored of days on which its meter did not hang, and which no bill charges: data
    /// that was accepted is billed, or a finding says why not (rules A1.5, B3.1).
    func storedNotBilled(_ period: Period, _ zone: Zone) -> [Finding] {
        registers.compactMap { history in
            let register = history.register
            guard let day = history.strayDay(in: period, zone) else { return nil }
            return Finding(
                Finding.Code("MX-UNBILLED"), .blocking, rule: "B3.1",
                figures: [
                    NamedFigure("meter", .text(register.meterSerial)),
                    NamedFigure("register", .text(register.usage.rawValue)),
                    NamedFigure("data of", .day(day)),
                    NamedFigure("installed", .day(register.installed)),
                ] + (register.removed.map { [NamedFigure("removed", .day($0))] } ?? []))
        }
    }
}

extension RegisterHistory {
    /// The first day of the period with data, on which the meter did not hang.
    fileprivate func strayDay(in period: Period, _ zone: Zone) -> Day? {
        let removed = register.removed ?? .openEnd
        guard register.installed > period.start || removed < period.last else { return nil }
        let isOutside = { (day: Day) in day < register.installed || day > removed }
        guard case .interval(let minutes) = register.kind else {
            return readings.first { period.contains($0.day) && isOutside($0.day) }?.day
        }
        let first = max(period.start, min(period.end, register.installed))
        let last = min(period.end, max(period.start, removed + 1))
        let before = Period(from: period.start, upTo: first)
        let after = Period(from: last, upTo: period.end)
        return [before, after].compactMap { days in
            days.start < days.end ? sent(over: days, minutes, zone) : nil
        }.first.map { zone.day(of: $0.lowerBound) }
    }
}
