import Measures

extension Rater {
    /// One tax over the whole period, at the rate of the tax point (rules C1.34 to C1.36).
    mutating func rate(_ tax: PlannedTax, _ rated: inout Rated) throws(RatingRefused) {
        changes.removeAll(keepingCapacity: true)
        enterWhole(on: input.taxPoint ?? input.period.last)
        try prepare(tax.quantities, rated)
        if let when = tax.when, !(try isTrue(when, rated)) { return }
        let percent = try value(tax.percent, rated)
        let rate = tax.included ? percent / (percent + Exact(100)) : percent / Exact(100)
        let base = try base(of: tax, rated)
        guard base != 0 || tax.base == nil && carries(tax, rated) else { return }
        let exact = Exact(Int128(base), over: plan.minorPerMajor) * rate
        let isPerLine = plan.book.rounding.taxLevel == .perLine && tax.base == nil
        let whole = try taxPennies(exact, tax)
        let amount = isPerLine ? try perLine(tax, at: rate, rated) : whole
        if !tax.included {
            taxAmounts[tax.slot] = amount
            rated.taxMinorUnits += amount
        }
        let line = RatedTax(
            tax: tax.slot, percent: percent, baseMinorUnits: base, exact: exact,
            minorUnits: amount, included: tax.included)
        if isRecording { rated.taxWorkings.append(working(of: line, rated)) }
        rated.taxes.append(line)
    }

    private func taxPennies(_ amount: Exact, _ tax: PlannedTax) throws(RatingRefused) -> Int64 {
        try pennies(amount, by: plan.book.rounding.tax) { plan.book.taxes[tax.slot].code }
    }

    private mutating func base(
        of tax: PlannedTax, _ rated: borrowing Rated
    ) throws(RatingRefused) -> Int64 {
        if let base = tax.base {
            let exact = try value(base, rated)
            return try pennies(exact, by: plan.book.rounding.line) {
                plan.book.taxes[tax.slot].code
            }
        }
        var total: Int64 = 0
        for line in rated.lines where plan.taxSlots[line.name] == tax.slot {
            total += line.minorUnits
        }
        return total
    }

    private func carries(_ tax: PlannedTax, _ rated: borrowing Rated) -> Bool {
        for line in rated.lines where plan.taxSlots[line.name] == tax.slot { return true }
        return false
    }

    private func perLine(
        _ tax: PlannedTax, at rate: Exact, _ rated: borrowing Rated
    ) throws(RatingRefused) -> Int64 {
        var total: Int64 = 0
        for line in rated.lines where plan.taxSlots[line.name] == tax.slot {
            let exact = Exact(Int128(line.minorUnits), over: plan.minorPerMajor) * rate
            total += try taxPennies(exact, tax)
        }
        return total
    }
}
