import Measures

extension ColumnPlanner {
    mutating func add(_ tax: PlannedTax) -> Bool {
        guard isFixed(tax.percent.needs), isFixed(tax.base?.needs ?? Needs()),
            isFixed(tax.when?.needs ?? Needs())
        else { return false }
        do throws(RatingRefused) {
            rater.enterWhole(on: input.taxPoint ?? input.period.last)
            try rater.prepare(tax.quantities, rated)
            if let when = tax.when, !(try rater.isTrue(when, rated)) { return true }
            let percent = try rater.value(tax.percent, rated)
            guard !percent.isOutOfRange, !percent.isNegative else { return false }
            if tax.included { return true }
            guard tax.base == nil else { return try addFixed(tax, percent) }
            return add(tax, percent / Exact(100))
        } catch { return false }
    }

    mutating func add(_ tax: PlannedTax, _ rate: Exact) -> Bool {
        let rule = plan.book.rounding.tax
        if plan.book.rounding.taxLevel == .perLine {
            return (lineSums[tax.slot] ?? []).allSatisfy {
                share(of: $0, rate, rule, to: ColumnProgram.tax)
            }
        }
        guard let base = wanted[charges(of: tax)] else { return false }
        return share(of: base, rate, rule, to: ColumnProgram.tax)
    }

    /// A tax on a base that is the same for all.
    mutating func addFixed(_ tax: PlannedTax, _ percent: Exact) throws(RatingRefused) -> Bool {
        let before = rated.taxMinorUnits
        try rater.rate(tax, &rated)
        addFixed(rated.taxMinorUnits - before, to: ColumnProgram.tax)
        return true
    }
}
