import Measures

extension Planner {
    /// A line may stand only on lines before it, a tax only on taxes before it.
    mutating func checkOrder() {
        for charge in parts.charges {
            let path = ["charges", String(charge.slot)]
            for line in charge.needs.lines.sorted() where line >= charge.slot {
                note(
                    .usesLaterLine(book.charges[line].code), book.charges[charge.slot].code,
                    at: path)
            }
            if charge.isLate, charge.tax != nil {
                note(.taxedAfterTax(book.charges[charge.slot].code), "", at: path + ["tax"])
            }
        }
        let late = Set(parts.charges.filter(\.isLate).map(\.slot))
        for tax in parts.taxes {
            let path = ["taxes", book.taxes[tax.slot].code]
            for other in tax.needs.taxes.sorted() where other >= tax.slot {
                note(.usesLaterLine(book.taxes[other].code), book.taxes[tax.slot].code, at: path)
            }
            for line in tax.needs.lines.sorted() where late.contains(line) {
                note(.taxedAfterTax(book.charges[line].code), book.taxes[tax.slot].code, at: path)
            }
        }
    }
}

// MARK: What the next bill is told

extension Planner {
    mutating func plan(_ carry: TariffBook.Carry) {
        let path = ["carries", carry.input]
        let program = compiler.compile(carry.formula, path: path + ["is"])
        guard case .number(let number)? = compiler.names.meanings[carry.input],
            compiler.names.choices[carry.input] == nil
        else {
            let nearest = compiler.names.nearest(to: carry.input)
            return note(.unknownName(carry.input, nearest: nearest), carry.input, at: path)
        }
        if carry.resetsYearly, case .fixed = book.year { note(.noYearStart, carry.input, at: path) }
        let start = book.inputs.first { $0.name == carry.input }?.otherwise ?? .zero
        parts.carries.append(
            PlannedCarry(
                number: number, program: program, quantities: program.needs.quantities.sorted(),
                yearly: carry.resetsYearly ? start : nil))
    }
}
