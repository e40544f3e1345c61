import Typesetting

// What moved the total since the last bill: a sentence, and each step with its reason.

extension BillLayout {
    /// Nothing where there is no last bill to compare with.
    mutating func comparison() {
        guard let comparison = document.comparison, comparison.last != nil else { return }
        makeRoom(100_000)
        heading(comparison.title)
        pdf.begin(.paragraph)
        paragraphLines(comparison.sentence, look.body, x: BillLook.left, width: BillLook.width)
        pdf.end()
        y += 4_000
        steps(comparison.rows)
        y += BillLook.between - 4_000
    }

    /// From the last total over each step to this one.
    private mutating func steps(_ rows: [(label: String, why: String, amount: String)]) {
        let table = SheetTable(
            "Step",
            [
                .init(title: "Why", width: 306_000, isNumber: false),
                .init(title: "Amount", width: 70_000),
            ])
        pdf.begin(.table)
        head(table)
        pdf.begin(.tableBody)
        for (label, why, amount) in rows.dropLast() {
            row([.init(label), .init(why), .init(amount)], of: table, look.note)
        }
        for (label, _, amount) in rows.suffix(1) {
            sum(label, amount, of: table, in: look.bodyBold, line: BillLook.ink)
        }
        pdf.end()
        pdf.end()
    }
}
