/// An exact fraction: what a charge is between its inputs and its one rounding (rules A1.1).
///
/// Arithmetic never rounds and never wraps. A result that does not fit becomes
/// `Exact.outOfRange`, stays so through every later step, and is refused at the rounding.
package struct Exact: Sendable {
    package let numerator: Int128
    /// Positive; zero marks a value that is out of range.
    package let denominator: Int128

    @inlinable package init(_ numerator: Int128, over denominator: Int128) {
        if denominator < 0 {
            self.numerator = -numerator
            self.denominator = -denominator
        } else {
            self.numerator = denominator == 0 ? 0 : numerator
            self.denominator = denominator
        }
    }

    @inlinable package init(_ whole: Int) { self.init(Int128(whole), over: 1) }

    package static let zero = Exact(0)
    package static let one = Exact(1)
    package static let outOfRange = Exact(0, over: 0)

    package var isOutOfRange: Bool { denominator == 0 }
    package var isNegative: Bool { numerator < 0 }
    package var isZero: Bool { numerator == 0 && denominator != 0 }
}

extension Exact {
    @inlinable package static func * (a: Exact, b: Exact) -> Exact {
        let (n, over1) = a.numerator.multipliedReportingOverflow(by: b.numerator)
        let (d, over2) = a.denominator.multipliedReportingOverflow(by: b.denominator)
        guard over1 || over2 else { return Exact(n, over: d) }
        return multipliedReduced(a, b)
    }

    @inlinable package static func + (a: Exact, b: Exact) -> Exact {
        if a.denominator == b.denominator {
            let (n, over) = a.numerator.addingReportingOverflow(b.numerator)
            return over ? .outOfRange : Exact(n, over: a.denominator)
        }
        return addedReduced(a, b)
    }

    @inlinable package static func - (a: Exact, b: Exact) -> Exact { a + -b }

    @inlinable package static prefix func - (a: Exact) -> Exact {
        a.numerator == .min ? .outOfRange : Exact(-a.numerator, over: a.denominator)
    }

    /// Division by zero is out of range, like any other value that does not exist.
    package static func / (a: Exact, b: Exact) -> Exact {
        guard b.numerator != 0, b.numerator != .min, !b.isOutOfRange else { return .outOfRange }
        return a * Exact(b.denominator, over: b.numerator)
    }

    package static func += (a: inout Exact, b: Exact) { a = a + b }

    /// The same value in lowest terms.
    package var reduced: Exact {
        guard denominator > 1 else { return self }
        if let n = Int64(exactly: numerator), let d = Int64(exactly: denominator) {
            let divisor = Int64(greatestCommonDivisor(n.magnitude, d.magnitude))
            return divisor > 1 ? Exact(Int128(n / divisor), over: Int128(d / divisor)) : self
        }
        let divisor = greatestCommonDivisor(numerator.magnitude, denominator.magnitude)
        guard divisor > 1 else { return self }
        return Exact(numerator / Int128(divisor), over: denominator / Int128(divisor))
    }

    @usableFromInline static func multipliedReduced(_ a: Exact, _ b: Exact) -> Exact {
        guard !a.isOutOfRange, !b.isOutOfRange else { return .outOfRange }
        let left = Exact(a.numerator, over: b.denominator).reduced
        let right = Exact(b.numerator, over: a.denominator).reduced
        let (n, over1) = left.numerator.multipliedReportingOverflow(by: right.numerator)
        let (d, over2) = left.denominator.multipliedReportingOverflow(by: right.denominator)
        return over1 || over2 ? .outOfRange : Exact(n, over: d)
    }

    @usableFromInline static func addedReduced(_ a: Exact, _ b: Exact) -> Exact {
        guard !a.isOutOfRange, !b.isOutOfRange else { return .outOfRange }
        let common = greatestCommonDivisor(a.denominator.magnitude, b.denominator.magnitude)
        let (scaleB, scaleA) = (a.denominator / Int128(common), b.denominator / Int128(common))
        let (left, over1) = a.numerator.multipliedReportingOverflow(by: scaleA)
        let (right, over2) = b.numerator.multipliedReportingOverflow(by: scaleB)
        let (sum, over3) = left.addingReportingOverflow(right)
        let (base, over4) = a.denominator.multipliedReportingOverflow(by: scaleA)
        return over1 || over2 || over3 || over4 ? .outOfRange : Exact(sum, over: base)
    }
}

extension Exact: Hashable, Comparable {
    package static func == (a: Exact, b: Exact) -> Bool {
        if a.denominator == b.denominator { return a.numerator == b.numerator }
        let (left, right) = (a.reduced, b.reduced)
        return left.numerator == right.numerator && left.denominator == right.denominator
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(reduced.numerator)
        hasher.combine(reduced.denominator)
    }

    /// A value out of range compares with nothing: both `<` and `>` are false.
    package static func < (a: Exact, b: Exact) -> Bool {
        guard !a.isOutOfRange, !b.isOutOfRange else { return false }
        if a.denominator == b.denominator { return a.numerator < b.numerator }
        return wholeAndRest(a, isBelow: b)
    }

    /// Compares whole parts first and then the rests, so that no product can overflow.
    private static func wholeAndRest(_ a: Exact, isBelow b: Exact) -> Bool {
        let (wholeA, restA) = floorDivision(a.numerator, a.denominator)
        let (wholeB, restB) = floorDivision(b.numerator, b.denominator)
        if wholeA != wholeB { return wholeA < wholeB }
        let left = restA.magnitude.multipliedFullWidth(by: b.denominator.magnitude)
        let right = restB.magnitude.multipliedFullWidth(by: a.denominator.magnitude)
        return left.high == right.high ? left.low < right.low : left.high < right.high
    }
}

private func floorDivision(_ n: Int128, _ d: Int128) -> (Int128, Int128) {
    let (quotient, rest) = n.quotientAndRemainder(dividingBy: d)
    return rest < 0 ? (quotient - 1, rest + d) : (quotient, rest)
}

@usableFromInline func greatestCommonDivisor(_ a: UInt128, _ b: UInt128) -> UInt128 {
    if let narrowA = UInt64(exactly: a), let narrowB = UInt64(exactly: b) {
        return UInt128(greatestCommonDivisor(narrowA, narrowB))
    }
    var (a, b) = (a, b)
    while b != 0 { (a, b) = (b, a % b) }
    return max(a, 1)
}

/// By halves and differences, which take no division; 1 for two zeros.
func greatestCommonDivisor(_ a: UInt64, _ b: UInt64) -> UInt64 {
    if a == 0 || b == 0 { return max(a | b, 1) }
    let twos = (a | b).trailingZeroBitCount
    var (a, b) = (a >> UInt64(a.trailingZeroBitCount), b)
    while b != 0 {
        b >>= UInt64(b.trailingZeroBitCount)
        if a > b { swap(&a, &b) }
        b -= a
    }
    return a << UInt64(twos)
}
