import Measures

/// A formula with every name resolved to a slot: a short list of steps for a stack.
///
/// A reference type, so that rating passes it on without copying its arrays.
final class Program: Sendable {
    enum Step: Sendable {
        case constant(Exact)
        case usage(Int), number(Int), price(Int), quantity(Int), element(Int)
        case line(Int), exactLine(Int), tax(Int)
        /// A usage over the whole bill, with its other parts; the days of the whole bill.
        case billed(Int), billDays
        case days, yearShare, monthShare, yearDays, month
        case add, subtract, multiply, divide, negate, not, absolute
        case minimum, maximum
        case less, lessOrEqual, equal, notEqual
        case round(RoundingRule)
        /// Goes to the step unless the top of the stack is true (not zero).
        case unless(Int)
        case go(Int)
        /// Folds the program at this index of `inner` over the elements of its series.
        case fold(Fold, Int)
    }

    enum Fold: Sendable { case sum, minimum, maximum, count }

    /// A formula that is one plain figure needs no stack.
    enum Shape: Sendable {
        case constant(Exact)
        case usage(Int), number(Int), price(Int), quantity(Int)
        case steps
    }

    let steps: [Step]
    let inner: [Program]
    let shape: Shape
    /// The series that elements come from; all of one length.
    let series: [Int]
    let needs: Needs

    init(_ draft: ProgramDraft) {
        steps = draft.steps
        inner = draft.inner
        shape = draft.steps.count == 1 ? Shape(draft.steps[0]) : .steps
        series = draft.series
        needs = draft.needs
    }
}

extension Program.Shape {
    fileprivate init(_ step: Program.Step) {
        switch step {
        case .constant(let value): self = .constant(value)
        case .usage(let slot): self = .usage(slot)
        case .number(let slot): self = .number(slot)
        case .price(let slot): self = .price(slot)
        case .quantity(let slot): self = .quantity(slot)
        default: self = .steps
        }
    }
}

/// A program while it is being compiled.
struct ProgramDraft {
    var steps: [Program.Step] = []
    var inner: [Program] = []
    var series: [Int] = []
    var needs = Needs()
}

/// What a formula stands on, through every quantity it uses.
struct Needs: Sendable {
    var usages: Set<Int> = []
    var numbers: Set<Int> = []
    var prices: Set<Int> = []
    var quantities: Set<Int> = []
    var lines: Set<Int> = []
    var taxes: Set<Int> = []
    var series: Set<Int> = []
    /// Usages over the whole bill, which no price change splits.
    var billed: Set<Int> = []

    mutating func formUnion(_ other: Needs) {
        usages.formUnion(other.usages)
        numbers.formUnion(other.numbers)
        prices.formUnion(other.prices)
        quantities.formUnion(other.quantities)
        lines.formUnion(other.lines)
        taxes.formUnion(other.taxes)
        series.formUnion(other.series)
        billed.formUnion(other.billed)
    }
}
