import Measures
import Tariffs

/// A segment while it is changed step by step from one bill into the next.
struct Rateable {
    var tariff: TariffInForce
    var period: Period
    var usages: [BilledUsage]
    var properties: [BilledProperty]
    /// What other supply points of its bill used.
    var beside: [BilledUsage]
    /// What blocks had that filled in order of time: of this use on these days alone.
    private var inTime: [BilledBlocks]
    private let lines: [BillLine]

    init(_ side: ComparedSegment, usages: [BilledUsage]) {
        tariff = side.tariff
        period = side.segment.period
        properties = side.segment.properties
        self.usages = usages
        beside = side.beside
        lines = side.segment.lines
        inTime = usages == side.segment.usages ? side.segment.inTime : []
    }

    /// Minor units before added tax; nil where the tariff cannot rate it.
    var net: Int64? {
        let rated = try? tariff.input(
            over: period, usages: usages, properties: properties, beside: beside)
        guard var input = rated else { return nil }
        input.add(filled: inTime, lines, tariff.plan)
        return (try? tariff.plan.rate(input))?.netMinorUnits
    }

    /// Puts the use of its days on other days; `scaled` keeps what was used a day, else the sum.
    mutating func turn(to other: Period, scaled: Bool) {
        if other != period { inTime = [] }
        usages = usages.map { turned($0, to: other, scaled) }
        beside = beside.map { turned($0, to: other, scaled) }
        period = other
    }

    private func turned(_ usage: BilledUsage, to other: Period, _ scaled: Bool) -> BilledUsage {
        var usage = usage
        if scaled, other.days != period.days {
            let more = Exact(other.days) / Exact(period.days)
            let rounded = try? (usage.quantity * more).rounded(.millionths)
            usage.quantity = rounded ?? .outOfRange
        }
        usage.period = usage.period.carried(from: period, to: other)
        return usage
    }
}

extension RoundingRule {
    fileprivate static let millionths = RoundingRule(places: 6)
}

extension Period {
    /// The same part of another period, in whole days; all of it where no day is left.
    fileprivate func carried(from one: Period, to other: Period) -> Period {
        guard one.days > 0 else { return other }
        func carried(_ day: Day) -> Day { other.start + (day - one.start) * other.days / one.days }
        let (from, upTo) = (carried(start), carried(end))
        return from < upTo ? Period(from: from, upTo: upTo) : other
    }

    /// So many calendar months, or nil where it does not begin and end with a month.
    fileprivate var months: Int? {
        guard !isEmpty, start == start.firstOfMonth, end == end.firstOfMonth else { return nil }
        let (from, upTo) = (start.date, end.date)
        return (upTo.year - from.year) * 12 + upTo.month - from.month
    }
}

extension TariffBook {
    /// As long as `last`, from the first day of `this` on. Where a month costs the same whatever
    /// its days and both periods are calendar months, it is as many months, else as many days.
    func placed(_ last: Period, in this: Period) -> Period {
        if chargesByMonth, let months = last.months, this.months != nil {
            return Period(from: this.start, upTo: this.start.adding(months: months))
        }
        return Period(from: this.start, upTo: this.start + last.days)
    }

    private var chargesByMonth: Bool {
        charges.contains { $0.per == .month }
            && !charges.contains { $0.per == .day || $0.per == .year }
    }
}

extension TariffInForce {
    /// Without the prices that begin on `day` or later, where `period` reaches beyond it: the
    /// next bill's prices are not among the causes of this one.
    func frozen(from day: Day, for period: Period) -> TariffInForce {
        // Making a plan takes long, and nearly no bill has a new price in those few days.
        let beyond = Period(from: day, upTo: max(day, period.end))
        let begins = plan.book.prices.contains { price in
            price.steps.contains { beyond.contains($0.from) }
        }
        guard begins else { return self }
        var book = plan.book
        for index in book.prices.indices {
            let kept = book.prices[index].steps.filter { $0.from < day }
            if !kept.isEmpty { book.prices[index].steps = kept }
        }
        guard let plan = try? TariffPlan(book) else { return self }
        return TariffInForce(versionID: versionID, plan: plan)
    }
}
