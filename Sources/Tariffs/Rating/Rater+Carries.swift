import Measures

/// What a bill hands to the next one (rules C1.5c, C1.13, C1.14).
extension Rater {
    /// A yearly number begins anew on each first day of the charging year in the period.
    mutating func beginYears() {
        let period = input.period
        for carry in plan.carries {
            guard let start = carry.yearly else { continue }
            for day in plan.yearStarts(in: period) {
                input.change(carry.number, to: start, from: day)
            }
        }
    }

    /// Works out a carried number at the end of the period, over the days since it began anew.
    mutating func work(
        _ carry: PlannedCarry, _ rated: inout Rated
    ) throws(RatingRefused) {
        let period = input.period
        let begun = input.changes.last { $0.slot == carry.number && $0.from < period.end }
        let since = begun?.from ?? period.start
        changes = since > period.start ? [since] : []
        enter(
            Scope(
                span: period, piece: Period(from: since, upTo: period.end),
                priceDay: period.last, cutsUsage: true))
        try prepare(carry.quantities, rated)
        let name = plan.numberNames[carry.number]
        rated.carried.append(try known(value(carry.program, rated), name))
    }
}
