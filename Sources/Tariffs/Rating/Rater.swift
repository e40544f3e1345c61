import Measures

/// Rates one account after another with one plan.
///
/// Charges are rated in the order of the book, then taxes, then the charges that stand on taxes.
/// What is worked out on the way is kept in `memo`; the bills would be the same without it.
package struct Rater: ~Copyable {
    package let plan: TariffPlan
    var input: RatingInput
    /// What the formulas see: one piece of the period and the day whose prices hold.
    var scope: Scope
    /// The number of the piece, from 0, where a price change splits the present charge; else -1.
    var segment = -1
    /// The derived quantities of the book, as far as they were prepared for the scope.
    var quantities: [Exact]
    /// Minor units of each tax that was added to the bill.
    var taxAmounts: [Int64]
    /// The stack that formulas are worked out on.
    var stack: [Exact] = []
    /// The index of the present element of a series.
    var element = 0
    /// Of the present charge: the bounds of its blocks and its part of each.
    var uppers: [Exact?] = []
    var limits: [Int64] = []
    var parts: [Exact] = []
    /// True until lines that are rounded together have been: other lines see them unrounded.
    var awaitsSum = false
    /// Whether to record how each line and tax came about (`Rated.workings`).
    package var isRecording = false
    /// Whether to report how much each chronological block received (`Rated.filled`).
    package var reportsBlocks = false
    /// Where the block of the present line begins and ends.
    var bounds: (above: Exact?, upTo: Exact?)
    /// Where cumulative blocks of the present charge go on.
    var usedBefore: Exact?
    /// Days inside the period on which a price of the present charge changes.
    var changes: [Day] = []
    var memo: Memo

    struct Scope: Equatable {
        /// The days that quantities are measured over.
        var span: Period
        /// The piece of them between two price changes.
        var piece: Period
        var priceDay: Day
        /// Usages are cut down to the piece, not measured over the whole span.
        var cutsUsage = false
    }

    package init(_ plan: TariffPlan) {
        let none = Period(from: Day(number: 0), upTo: Day(number: 0))
        self.plan = plan
        input = plan.input(for: none)
        scope = Scope(span: none, piece: none, priceDay: none.start)
        quantities = Array(repeating: .zero, count: plan.quantities.count)
        taxAmounts = Array(repeating: 0, count: plan.taxes.count)
        memo = Memo(plan)
        stack.reserveCapacity(16)
    }

    /// Rates `input` into `rated`, whose arrays are used again.
    package mutating func rate(
        _ input: RatingInput, into rated: inout Rated
    ) throws(RatingRefused) {
        var input = input
        try rate(lent: &input, into: &rated)
    }

    /// The same for an input that is used again for the next account: it is lent, not copied.
    package mutating func rate(
        lent input: inout RatingInput, into rated: inout Rated
    ) throws(RatingRefused) {
        swap(&self.input, &input)
        defer { swap(&self.input, &input) }
        try rate(into: &rated)
    }

    private mutating func rate(into rated: inout Rated) throws(RatingRefused) {
        rated.clear()
        let changes = input.changes
        defer { input.changes = changes }
        try begin()
        for charge in plan.early { try rate(charge, &rated) }
        if awaitsSum { try roundTogether(&rated) }
        for tax in plan.taxes { try rate(tax, &rated) }
        for charge in plan.late { try rate(charge, &rated) }
        order(&rated)
        for line in rated.lines { rated.netMinorUnits += line.minorUnits }
        for carry in plan.carries { try work(carry, &rated) }
    }

    /// Makes ready for the charges and taxes of an input.
    mutating func begin(_ input: RatingInput) throws(RatingRefused) {
        self.input = input
        try begin()
    }

    private mutating func begin() throws(RatingRefused) {
        stack.removeAll(keepingCapacity: true)
        if !plan.carries.isEmpty { beginYears() }
        guard input.period.days > 0 else { throw .emptyPeriod(input.period.start) }
        takeHistories()
        try checkInput()
        resetScope()
        awaitsSum = plan.book.rounding.lines == .together
    }

    /// A series that nobody gave holds its default.
    private mutating func takeHistories() {
        guard input.historyMayBeEmpty else { return }
        for slot in plan.seriesDefaults.indices where input.series[slot].isEmpty {
            if let known = plan.seriesDefaults[slot], !known.isEmpty { input.series[slot] = known }
        }
    }

    private func checkInput() throws(RatingRefused) {
        for slot in plan.numberNames.indices where input.numbers[slot].isOutOfRange {
            throw .missingInput(plan.numberNames[slot])
        }
        if let change = input.changes.first(where: { $0.value.isOutOfRange }) {
            throw .missingInput(plan.numberNames[change.slot])
        }
        for slot in plan.usageNames.indices where plan.usageDefaults[slot] == nil {
            guard input.usages.contains(where: { $0.slot.index == slot }) else {
                throw .missingUsage(plan.usageNames[slot])
            }
        }
    }

    private mutating func resetScope() {
        let period = input.period
        let day = period.start
        scope = Scope(span: period, piece: period, priceDay: day)
        for slot in taxAmounts.indices { taxAmounts[slot] = 0 }
        bounds = (nil, nil)
        memo.forgetAccount()
    }

    /// The whole period in one piece, with the prices of a day.
    mutating func enterWhole(on day: Day) {
        enter(Scope(span: input.period, piece: input.period, priceDay: day))
    }

    mutating func enter(_ scope: Scope) {
        guard scope != self.scope else { return }
        self.scope = scope
        memo.forgetScope()
    }

    /// Lines by segment: an unsplit line stays before or after the split ones as in the book.
    private func order(_ rated: inout Rated) {
        guard plan.ordersBySegment,
            let firstSplit = rated.lines.firstIndex(where: { $0.segment >= 0 })
        else { return }
        let keys = rated.lines.indices.map { position in
            let line = rated.lines[position]
            return line.segment < 0 && position > firstSplit ? input.period.end : line.period.start
        }
        let order = keys.indices.sorted { keys[$0] == keys[$1] ? $0 < $1 : keys[$0] < keys[$1] }
        rated.lines = order.map { rated.lines[$0] }
        if isRecording { rated.workings = order.map { rated.workings[$0] } }
    }
}

extension TariffPlan {
    /// Rates one account; `recording` adds the working of each line and tax.
    package func rate(
        _ input: RatingInput, recording: Bool = false
    ) throws(RatingRefused) -> Rated {
        var rater = Rater(self)
        var rated = Rated(currency: book.currency)
        rater.isRecording = recording
        try rater.rate(input, into: &rated)
        return rated
    }
}
