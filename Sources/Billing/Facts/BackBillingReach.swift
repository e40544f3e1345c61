import Measures
import Rulebook

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

    /// `way` says how the amount in time was worked out.
    func finding(
        outOfTime: Money, inTime: Money, since oldest: Day, _ way: String
    ) -> Finding {
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

    /// The first day that may still be charged, where days of a period before it may not.
    static func first(inside period: Period, _ facts: PointFacts, _ rules: RunRules) -> Day? {
        guard mayCut(period, rules), let reach = BackBillingReach(facts, rules) else { return nil }
        return reach.first > period.start ? reach.first : nil
    }

    // Faster, and the same: nearly no period is so old that a limit has to be looked up.

    /// No limit is shorter than this: what begins later is in time everywhere.
    private static let shortestInDays = 110

    /// False where no limit of any place cuts a period.
    static func mayCut(_ period: Period, _ rules: RunRules) -> Bool {
        period.start < rules.today - shortestInDays
    }
}
