/// How a value between two steps is decided (rules C1.40, C1.41).
package enum Rounding: String, Sendable, Hashable, CaseIterable {
    /// Ties go away from zero, also for negatives: -0.075 becomes -0.08.
    case halfUp = "half-up"
    /// Ties go to the even neighbour.
    case halfEven = "half-even"
    /// Toward zero.
    case down
    /// Away from zero.
    case up
}

/// A rounding as a tariff states it: so many places, in this mode.
package struct RoundingRule: Sendable, Hashable {
    package let places: Int
    package let mode: Rounding

    /// `places` from 0 to 9.
    package init(places: Int, mode: Rounding = .halfUp) {
        precondition((0...9).contains(places), "a rounding has 0 to 9 places")
        self.places = places
        self.mode = mode
    }

    package static let pennies = RoundingRule(places: 2)
}

/// A value too large for the type that should hold it. Refused, never wrapped.
package struct OutOfRange: Error, Hashable, Sendable {
    package init() {}
}

extension Exact {
    /// The value as a whole number of `1/scale`, decided by `mode`.
    package func scaled(by scale: Int64, _ mode: Rounding) throws(OutOfRange) -> Int64 {
        guard !isOutOfRange else { throw OutOfRange() }
        var value = self
        var (n, overflow) = numerator.multipliedReportingOverflow(by: Int128(scale))
        if overflow {
            value = value.reduced
            (n, overflow) = value.numerator.multipliedReportingOverflow(by: Int128(scale))
            guard !overflow else { throw OutOfRange() }
        }
        if let n = Int64(exactly: n), let d = Int64(exactly: value.denominator) {
            return divide(n, by: d, mode)
        }
        let whole = divide(n, by: value.denominator, mode)
        guard let result = Int64(exactly: whole) else { throw OutOfRange() }
        return result
    }

    /// The value rounded to the places and in the mode of `rule`.
    package func rounded(_ rule: RoundingRule) throws(OutOfRange) -> Exact {
        let scale = powersOfTen[rule.places]
        return Exact(Int128(try scaled(by: scale, rule.mode)), over: Int128(scale))
    }
}

/// Powers of ten from 10^0 to 10^18.
package let powersOfTen: [Int64] = (0...18).map { exponent in
    (0..<exponent).reduce(1) { power, _ in power * 10 }
}

/// `n / d` for positive `d`, decided by `mode`.
@inline(__always)
private func divide<Whole: FixedWidthInteger & SignedInteger>(
    _ n: Whole, by d: Whole, _ mode: Rounding
) -> Whole {
    let (quotient, rest) = n.quotientAndRemainder(dividingBy: d)
    guard rest != 0 else { return quotient }
    let away: Whole = n < 0 ? -1 : 1
    let half = rest.magnitude &* 2
    switch mode {
    case .down: return quotient
    case .up: return quotient + away
    case .halfUp: return half >= d.magnitude ? quotient + away : quotient
    case .halfEven:
        if half == d.magnitude { return quotient % 2 == 0 ? quotient : quotient + away }
        return half > d.magnitude ? quotient + away : quotient
    }
}
