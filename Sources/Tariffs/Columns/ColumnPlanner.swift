import Measures

extension TariffPlan {
    /// The program for all bills of `input`'s period, numbers and choices, in which only the
    /// columns differ; nil where `Rater` must rate each bill: blocks are cut by a price change, a
    /// decision rests on a column, a credit is rounded to even, numbers grow too large.
    ///
    /// Usages of `input` are not looked at; it has no series. The parts that a usage had of blocks
    /// come to its own column.
    package func columnProgram(
        _ input: RatingInput, _ columns: [ColumnOfUse]
    ) -> ColumnProgram? {
        var planner = ColumnPlanner(self, input, columns: columns)
        return planner.program()
    }

    /// Where blocks end that usages fill in order of time, with the prices of the first day; nil
    /// where that rests on a column or is cut by a price change, or where nothing can be rated.
    package func chronologicalLimits(
        _ input: RatingInput, _ columns: [ColumnOfUse]
    ) -> [ChronologicalBlocks]? {
        var planner = ColumnPlanner(self, input, columns: columns)
        return planner.chronologicalLimits()
    }
}

/// Works a plan out as far as it goes without the quantities.
struct ColumnPlanner: ~Copyable {
    /// A quantity: a number, or a column times a number.
    enum Quantity {
        case fixed(Exact)
        case scaled(Int, by: Exact)
    }

    /// What a sum lies between, so that none can leave its range.
    struct Span {
        var minimum: Int128
        var maximum: Int128
    }

    let plan: TariffPlan
    let input: RatingInput
    let given: [ColumnOfUse]
    var rater: Rater
    var rated: Rated
    /// The largest value of each column, and what quantities come to.
    var maximum: [Int64]
    /// Those of the piece that was entered last.
    var quantities: [Int: Quantity] = [:]
    var entered: Rater.Scope?
    var steps: [ColumnProgram.Step] = []
    var sums: [Int64] = [0, 0]
    var spans = [Span(minimum: 0, maximum: 0), Span(minimum: 0, maximum: 0)]
    /// Charges whose amount rests on what was used, with the sum of each that is asked for.
    var varying: Set<Int> = []
    var wanted: [Set<Int>: Int] = [:]
    /// Sums of the single lines of a tax that is rounded line by line.
    var lineSums: [Int: [Int]] = [:]

    init(_ plan: TariffPlan, _ input: RatingInput, columns given: [ColumnOfUse]) {
        self.plan = plan
        self.given = given
        var input = input
        input.set(given.map(\.source)) { _ in 0 }
        self.input = input
        rater = Rater(plan)
        rated = Rated(currency: plan.book.currency)
        maximum = given.map(\.maximum)
    }

    mutating func program() -> ColumnProgram? {
        guard plan.late.isEmpty, !given.isEmpty, input.period.days > 0, input.changes.isEmpty,
            plan.book.rounding.lines == .each
        else { return nil }
        do throws(RatingRefused) { try rater.begin(input) } catch { return nil }
        wantSums()
        for charge in plan.early {
            guard add(charge) else { return nil }
        }
        for tax in plan.taxes {
            guard add(tax) else { return nil }
        }
        let limit = Int128(1) << 52
        guard spans.allSatisfy({ $0.maximum < limit && -$0.minimum < limit }) else { return nil }
        return ColumnProgram(
            limits: given.map(\.maximum), steps: joined(steps),
            columns: maximum.count - given.count,
            sums: sums)
    }

    /// Three blocks after each other become one step.
    func joined(_ steps: [ColumnProgram.Step]) -> [ColumnProgram.Step] {
        var joined: [ColumnProgram.Step] = []
        for step in steps {
            joined.append(step)
            guard let blocks = ColumnProgram.ThreeBlocks(joined.suffix(3)) else { continue }
            joined.replaceSubrange(joined.count - 3..<joined.count, with: [.blocks(blocks)])
        }
        return joined
    }

    /// The sums that percentages and taxes ask for; one of all charges is the net itself.
    mutating func wantSums() {
        for charge in plan.early {
            if case .percent(_, let of, false) = charge.kind { want(Set(of)) }
        }
        for tax in plan.taxes where !tax.included && tax.base == nil { want(charges(of: tax)) }
    }

    mutating func want(_ charges: Set<Int>) {
        guard wanted[charges] == nil else { return }
        if charges == Set(plan.early.map(\.slot)) {
            wanted[charges] = ColumnProgram.net
        } else {
            wanted[charges] = newSum()
        }
    }

    mutating func newSum() -> Int {
        sums.append(0)
        spans.append(Span(minimum: 0, maximum: 0))
        return sums.count - 1
    }

    func charges(of tax: PlannedTax) -> Set<Int> {
        Set(plan.early.filter { $0.tax == tax.slot }.map(\.slot))
    }
}
