import Measures
import Metering
import Rulebook
import Tariffs

/// How far back a run may charge a supply point (rules D5.1, D5.2).
struct BackBillingReach {
    /// The first day whose charges may be recovered.
    let first: Day
    let months: Int
    let source: String

    /// Nil where no law sets a limit, or none is known to the run.
    init?(_ facts: PointFacts, _ rules: RunRules) {
        guard rules.version >= .four, let law = facts.law else { return nil }
        let limit = BackBilling.limit(
            facts.supplyPoint.commodity, law.customer, in: law.place, on: rules.today)
        guard let limit else { return nil }
        first = BackBilling.recoverable(actionOn: rules.today, months: limit.value).start
        (months, source) = (limit.value, limit.source)
    }

    func finding(outOfTime: Money, inTime: Money, since oldest: Day, _ way: String) -> Finding {
        Finding(
            Finding.Code("BL-BACK"), .blocking, rule: "D5.2",
            figures: [
                NamedFigure("out of time", .money(outOfTime)),
                NamedFigure("in time", .money(inTime)), NamedFigure("charged from", .day(oldest)),
                NamedFigure("may be charged from", .day(first)),
                NamedFigure("months", .count(months)), NamedFigure("worked out", .text(way)),
                NamedFigure("limit", .text(source)),
            ])
    }

    /// No limit is shorter than this: what begins later is in time everywhere.
    static let shortestInDays = 110
}

extension SegmentRater {
    /// Holds a bill that charges what is older than the law lets it: a person decides, with the
    /// money that is out of time (BL-BACK). What is given back has no limit (rule D5.3).
    func outOfTime(
        _ segment: BilledSegment, _ facts: PointFacts, _ rules: RunRules, truesUp: Bool,
        _ others: OtherBills
    ) -> Finding? {
        let isOld = segment.period.start < rules.today - BackBillingReach.shortestInDays
        guard isOld || truesUp, let reach = BackBillingReach(facts, rules) else { return nil }
        let trueUps = truesUp ? trueUps(of: segment, facts) : []
        let days = [segment.period.start] + trueUps.map(\.period.start)
        guard let oldest = days.min(), oldest < reach.first else { return nil }
        let (inTime, way) = inTime(segment, trueUps, reach, others)
        guard inTime < segment.total else { return nil }
        let currency = rules.schemes[facts.scheme].currency
        return reach.finding(
            outOfTime: Money(minorUnits: segment.total - inTime, currency: currency),
            inTime: Money(minorUnits: inTime, currency: currency), since: oldest, way)
    }

    private func trueUps(of segment: BilledSegment, _ facts: PointFacts) -> [TrueUp] {
        let registers = facts.registers.map { ($0.register.id, $0.register) }
        let earlier = facts.registers.map { ($0.register.id, $0.billed) }
        return segment.trueUps(
            Dictionary(registers) { one, _ in one }, Dictionary(earlier) { one, _ in one },
            tariff.plan.book.rounding.split
        ).filter { !$0.quantity.isNegative }
    }

    /// What the days in time come to by themselves, and how that was found: rated with the use
    /// that known reads put on them, else by days where the tariff cannot rate so few.
    private func inTime(
        _ segment: BilledSegment, _ trueUps: [TrueUp], _ reach: BackBillingReach,
        _ others: OtherBills
    ) -> (total: Int64, way: String) {
        let from = max(segment.period.start, reach.first)
        guard from < segment.period.end else { return (0, "nothing is in time") }
        let period = Period(from: from, upTo: segment.period.end)
        let usages = segment.usages(trueUps, from: reach.first)
        if let total = total(period, usages, segment.properties, others.beside) {
            return (total, "from known reads, between them by days")
        }
        let total = Int128(segment.total) * Int128(period.days) / Int128(segment.period.days)
        return (Int64(clamping: total), "by days")
    }

    private func total(
        _ period: Period, _ usages: [BilledUsage], _ properties: [BilledProperty],
        _ beside: [BilledUsage]
    ) -> Int64? {
        let input = try? tariff.input(period, usages, properties, beside: beside)
        guard let input, let rated = try? tariff.plan.rate(input) else { return nil }
        return rated.netMinorUnits + rated.taxMinorUnits
    }
}

extension BilledSegment {
    /// Its use without what was used before a day and put right only now, by days (rule B4.5).
    fileprivate func usages(_ trueUps: [TrueUp], from first: Day) -> [BilledUsage] {
        var usages = usages
        for trueUp in trueUps {
            let old = min(first, trueUp.period.end) - trueUp.period.start
            guard old > 0 else { continue }
            let share = Exact(Int128(old), over: Int128(trueUp.period.days))
            let late = try? (trueUp.quantity * share).rounded(RoundingRule(places: 6))
            usages[trueUp.index].quantity += -(late ?? .zero)
        }
        return usages
    }
}
