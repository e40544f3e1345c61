import Measures

/// A formula with every name resolved to a slot: a short list of steps for a stack.
struct Program: Sendable {
    enum Step: Sendable {
        case constant(Exact)
        case usage(Int), number(Int), price(Int), quantity(Int), element(Int)
        case line(Int), exactLine(Int), tax(Int)
        case days, yearShare, monthShare, yearDays
        case add, subtract, multiply, divide, negate, not, absolute
        case least, most
        case less, lessOrEqual, equal, notEqual
        case round(RoundingRule)
        /// Goes to the step unless the top of the stack is true (not zero).
        case unless(Int)
        case go(Int)
        /// Folds the program at this index of `inner` over the elements of its series.
        case fold(Fold, Int)
    }

    enum Fold: Sendable { case sum, least, most, count }

    /// A formula that is one plain figure needs no stack.
    enum Shape: Sendable {
        case constant(Exact)
        case usage(Int), number(Int), price(Int), quantity(Int)
        case steps
    }

    var steps: [Step] = []
    var inner: [Program] = []
    var shape = Shape.steps
    /// The series that elements come from; all of one length.
    var series: [Int] = []
    var needs = Needs()

    mutating func settle() {
        guard steps.count == 1 else { return }
        switch steps[0] {
        case .constant(let value): shape = .constant(value)
        case .usage(let slot): shape = .usage(slot)
        case .number(let slot): shape = .number(slot)
        case .price(let slot): shape = .price(slot)
        case .quantity(let slot): shape = .quantity(slot)
        default: shape = .steps
        }
    }
}

/// What a formula stands on, through every quantity it uses.
struct Needs: Sendable {
    var usages: Set<Int> = []
    var prices: Set<Int> = []
    var quantities: Set<Int> = []
    var lines: Set<Int> = []
    var taxes: Set<Int> = []
    var series: Set<Int> = []

    mutating func formUnion(_ other: Needs) {
        usages.formUnion(other.usages)
        prices.formUnion(other.prices)
        quantities.formUnion(other.quantities)
        lines.formUnion(other.lines)
        taxes.formUnion(other.taxes)
        series.formUnion(other.series)
    }
}
