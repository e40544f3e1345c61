package import Measures

extension BillDocument {
    /// What moved the total from the last bill to this one, in the published order of
    /// `Docs/comparison.md`.
    ///
    /// Without a last bill there is a sentence and nothing else. With one, the last total and
    /// the steps add up to the total of this bill, to the penny.
    package struct Comparison: Sendable, Hashable {
        /// Such as `Compared with your last bill`.
        package var title: String
        /// What is compared, or why nothing is; a whole sentence or two.
        package var sentence: String
        /// Total of the last bill; nil where there is none to compare with.
        package var last: Money?
        package var steps: [Step]
        /// Total of this bill.
        package var total: Money

        package init(
            title: String, sentence: String, last: Money?, steps: [Step] = [], total: Money
        ) {
            self.title = title
            self.sentence = sentence
            self.last = last
            self.steps = steps
            self.total = total
        }
    }
}

extension BillDocument.Comparison {
    /// One cause and the money it moved.
    package struct Step: Sendable, Hashable {
        /// Code of the step, such as `true-up`; it never changes.
        package var code: String
        /// Such as `Estimates put right`.
        package var label: String
        /// Above zero where it made the bill dearer.
        package var amount: Money
        /// Why, with its figures; a whole sentence, or several.
        package var sentence: String

        package init(code: String, label: String, amount: Money, sentence: String) {
            self.code = code
            self.label = label
            self.amount = amount
            self.sentence = sentence
        }
    }
}

extension BillDocument.Comparison.Step {
    /// With its sign, as it moves the total: `+£1.20` or `-£15.50`.
    package var shownAmount: String { (amount.minorUnits > 0 ? "+" : "") + amount.forPeople }
}

extension BillDocument.Comparison {
    /// From the last total over each step to this one; empty where nothing is compared.
    var rows: [(label: String, why: String, amount: String)] {
        guard let last else { return [] }
        return [("Last bill", "", last.forPeople)]
            + steps.map { ($0.label, $0.sentence, $0.shownAmount) }
            + [("This bill", "", total.forPeople)]
    }

    /// Where each row of the waterfall begins and ends, in minor units.
    var bars: [(from: Int64, to: Int64)] {
        guard let last else { return [] }
        var (at, bars) = (last.minorUnits, [(from: Int64(0), to: last.minorUnits)])
        for step in steps {
            bars.append((at, at + step.amount.minorUnits))
            at += step.amount.minorUnits
        }
        return bars + [(0, total.minorUnits)]
    }
}
