import Measures
import Metering

extension Draft {
    /// Between the meters of an exchange no time is left out: what neither of them sent is a gap
    /// (rule B3.10). What both of them counted in the same hours is a doubt: an exchange takes
    /// one hour at the most (rule A6.4).
    mutating func judgeExchanges(in zone: Zone) {
        guard covered.count > 1 else { return }
        for usage in Set(covered.map(\.usage)).sorted() {
            let blocks = covered.filter { $0.usage == usage }.map(\.block)
                .sorted { $0.start < $1.start }
            for (one, next) in zip(blocks, blocks.dropFirst()) {
                if next.start > one.end {
                    refuseHole(one.end..<next.start, in: zone)
                } else {
                    doubtDouble(one, next, in: zone)
                }
            }
        }
    }

    private mutating func refuseHole(_ hole: Range<Instant>, in zone: Zone) {
        let minutes = (hole.upperBound - hole.lowerBound) / 60
        stop(
            Finding(
                ValidationFailures.gap.code, .blocking, rule: ValidationFailures.gap.rule,
                figures: [
                    NamedFigure("day", .day(zone.day(of: hole.lowerBound))),
                    NamedFigure("minutes between two meters", .count(minutes)),
                ]))
    }

    private mutating func doubtDouble(_ one: IntervalBlock, _ next: IntervalBlock, in zone: Zone) {
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
