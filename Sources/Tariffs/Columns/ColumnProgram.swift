import Measures

/// A tariff worked out for many bills that differ only in how much was used: all else is a
/// number by now. What is left is a few steps over columns of whole numbers.
///
/// The same minor units as `Rater` gives for each bill whose quantities are from nothing to
/// `limits`: every step was proven not to leave 64 bits there when the program was made.
package struct ColumnProgram: Sendable {
    /// One of the steps, in the order of the book.
    enum Step: Sendable {
        /// A quantity of its own: `columns[to]` is the rounded share of `columns[from]`.
        case quantity(from: Int, to: Int, RoundedShare)
        /// A column of whole multiples of two: what they come to, or one less a part of it.
        case sum(Multiple, Multiple, to: Int)
        /// Adds what the part of a column above one bound and up to another costs.
        case price(Priced)
        /// The same for three blocks that follow each other, in one pass.
        case blocks(ThreeBlocks)
        /// Adds the rounded share of a sum to another: a percentage, a tax.
        case share(of: Int, to: Int, RoundedShare, weight: Int64, isSigned: Bool)
    }

    struct Multiple: Sendable {
        let column: Int
        let times: Int64
    }

    struct Priced: Sendable {
        let column: Int
        /// Nothing and `.max` for the whole quantity.
        let above: Int64
        let width: Int64
        let share: RoundedShare
        /// Minor units of a whole result: one for pennies; below zero for a credit.
        let weight: Int64
        let to: Int
    }

    /// Blocks from nothing to the second bound and above it, to one sum, each in minor units.
    struct ThreeBlocks: Sendable {
        let column: Int
        let bounds: (Int64, Int64)
        let shares: (RoundedShare, RoundedShare, RoundedShare)
        let to: Int
    }

    /// The largest value of each given column, in steps of its grain, for which the program holds.
    package let limits: [Int64]
    let steps: [Step]
    /// Columns that are worked out, after those that are given.
    let columns: Int
    /// What each sum begins with. The first is the net, the second the added tax.
    let sums: [Int64]
}

extension ColumnProgram {
    static let net = 0
    static let tax = 1
    /// Rows worked on at once, so that all columns stay near the processor.
    private static let rows = 512

    /// The net and the added tax of each bill in minor units. `quantities` has a column for
    /// each that is given, none of its values below nothing or above its limit.
    package func rate(
        _ quantities: [UnsafeBufferPointer<Int64>],
        _ write: (Range<Int>, UnsafePointer<Int64>, UnsafePointer<Int64>) -> Void
    ) {
        let count = quantities.first?.count ?? 0
        let all = (columns + sums.count) * ColumnProgram.rows
        withUnsafeTemporaryAllocation(of: Int64.self, capacity: all) { memory in
            guard let base = memory.baseAddress else { return }
            var places = quantities.compactMap(\.baseAddress)
            for column in 0..<columns {
                places.append(UnsafePointer(base + column * ColumnProgram.rows))
            }
            let totals = base + columns * ColumnProgram.rows
            for start in stride(from: 0, to: count, by: ColumnProgram.rows) {
                let rows = start..<min(start + ColumnProgram.rows, count)
                run(places, totals: totals, rows: rows, given: quantities.count)
                write(rows, totals, totals + ColumnProgram.rows)
            }
        }
    }

    /// The same for columns in arrays.
    package func rate(_ quantities: [[Int64]]) -> (nets: [Int64], taxes: [Int64]) {
        let count = quantities.first?.count ?? 0
        var nets: [Int64] = []
        var taxes: [Int64] = []
        nets.reserveCapacity(count)
        taxes.reserveCapacity(count)
        withColumns(quantities[...], after: []) { columns in
            rate(columns) { rows, net, tax in
                nets.append(contentsOf: UnsafeBufferPointer(start: net, count: rows.count))
                taxes.append(contentsOf: UnsafeBufferPointer(start: tax, count: rows.count))
            }
        }
        return (nets, taxes)
    }

    private func withColumns(
        _ rest: ArraySlice<[Int64]>, after ready: [UnsafeBufferPointer<Int64>],
        _ body: ([UnsafeBufferPointer<Int64>]) -> Void
    ) {
        guard let first = rest.first else { return body(ready) }
        first.withUnsafeBufferPointer { withColumns(rest.dropFirst(), after: ready + [$0], body) }
    }

    private func run(
        _ columns: [UnsafePointer<Int64>], totals: UnsafeMutablePointer<Int64>,
        rows: Range<Int>, given: Int
    ) {
        func column(_ index: Int) -> UnsafePointer<Int64> {
            index < given ? columns[index] + rows.lowerBound : columns[index]
        }
        func sum(_ index: Int) -> UnsafeMutablePointer<Int64> {
            totals + index * ColumnProgram.rows
        }
        for (index, value) in sums.enumerated() {
            sum(index).update(repeating: value, count: rows.count)
        }
        for step in steps { run(step, column: column, sum: sum, rows: rows.count) }
    }

    private func run(
        _ step: Step, column: (Int) -> UnsafePointer<Int64>,
        sum: (Int) -> UnsafeMutablePointer<Int64>, rows count: Int
    ) {
        switch step {
        case .quantity(let from, let to, let share):
            share.write(column(from), to: .init(mutating: column(to)), count)
        case .sum(let one, let other, let to):
            let (a, b) = (column(one.column), column(other.column))
            one.add(a, and: other, times: b, to: .init(mutating: column(to)), rows: count)
        case .price(let one): one.add(column(one.column), to: sum(one.to), count)
        case .blocks(let all): all.add(column(all.column), to: sum(all.to), count)
        case .share(let of, let to, let share, let weight, let isSigned):
            let add = isSigned ? share.addSigned : share.add
            add(sum(of), weight, sum(to), count)
        }
    }
}

// The loops. Their bounds are proven before, so that nothing is checked inside them.
extension RoundedShare {
    func write(_ from: UnsafePointer<Int64>, to: UnsafeMutablePointer<Int64>, _ count: Int) {
        for row in 0..<count { to[row] = of(from[row]) }
    }

    func add(
        _ from: UnsafePointer<Int64>, times weight: Int64, to: UnsafeMutablePointer<Int64>,
        _ count: Int
    ) {
        if weight == 1 {
            for row in 0..<count { to[row] &+= of(from[row]) }
        } else {
            for row in 0..<count { to[row] &+= of(from[row]) &* weight }
        }
    }

    /// Rounding is the same on both sides of nothing (rule C1.41).
    func addSigned(
        _ from: UnsafePointer<Int64>, times weight: Int64, to: UnsafeMutablePointer<Int64>,
        _ count: Int
    ) {
        for row in 0..<count {
            let sign = from[row] &>> 63
            let size = of((from[row] ^ sign) &- sign) &* weight
            to[row] &+= (size ^ sign) &- sign
        }
    }
}

extension ColumnProgram.Multiple {
    func add(
        _ from: UnsafePointer<Int64>, and other: ColumnProgram.Multiple,
        times more: UnsafePointer<Int64>,
        to: UnsafeMutablePointer<Int64>, rows count: Int
    ) {
        let (times, others) = (times, other.times)
        for row in 0..<count { to[row] = from[row] &* times &+ more[row] &* others }
    }
}

extension ColumnProgram.Priced {
    func add(_ from: UnsafePointer<Int64>, to: UnsafeMutablePointer<Int64>, _ count: Int) {
        if above == 0, width == .max { return share.add(from, times: weight, to: to, count) }
        let (above, width, share, weight) = (above, width, share, weight)
        for row in 0..<count {
            let past = from[row] &- above
            let part = lesser(past & ~(past &>> 63), width)
            to[row] &+= share.of(part) &* weight
        }
    }
}

extension ColumnProgram.ThreeBlocks {
    /// Three in a row as one step, where they begin with nothing, end open and count pennies.
    init?(_ parts: ArraySlice<ColumnProgram.Step>) {
        guard parts.count == 3, case .price(let one) = parts.first,
            case .price(let two) = parts.dropFirst().first, case .price(let three) = parts.last,
            one.above == 0, one.width < .max, two.above == one.width, two.width < .max,
            three.above == two.above + two.width, three.width == .max,
            [one, two, three].allSatisfy({
                $0.column == one.column && $0.to == one.to && $0.weight == 1
            })
        else { return nil }
        (column, to) = (one.column, one.to)
        bounds = (two.above, three.above)
        shares = (one.share, two.share, three.share)
    }

    func add(_ from: UnsafePointer<Int64>, to: UnsafeMutablePointer<Int64>, _ count: Int) {
        let (first, second) = bounds
        let (one, two, three) = shares
        for row in 0..<count {
            let all = from[row]
            let low = lesser(all, first)
            let high = lesser(all, second)
            to[row] &+= one.of(low) &+ two.of(high &- low) &+ three.of(all &- high)
        }
    }
}

/// Without a jump, which would be guessed wrong for every other customer.
@inline(__always) private func lesser(_ a: Int64, _ b: Int64) -> Int64 {
    let past = a &- b
    return b &+ (past & (past &>> 63))
}
