import Measures

/// A whole number times a fraction, rounded: `x · n/d`, for every `x` from nothing to a most.
///
/// One multiplication and a shift take the place of a division, and give the same whole number
/// for each `x`. Let `factor = (n·2^s + e)/d` and `bias = (h·2^s + g)/d`, both rounded up, so that
/// `e` and `g` are below `d`; `h` is what rounding adds before cutting. Then
/// `(x·factor + bias)/2^s` is `(x·n + h)/d` plus `(x·e + g)/(d·2^s)`. The first is a whole number of
/// d-ths, so cutting gives the same as long as the second is below one d-th: `x·e + g < 2^s`.
/// The least such `s` that is worth trying is taken, if nothing leaves 64 bits with it.
struct RoundedShare: Sendable, Hashable {
    let factor: Int64
    let bias: Int64
    let shift: Int64
    /// The result for the most.
    let maximum: Int64

    /// Nil for a fraction below nothing, for halves to even, and where 64 bits do not hold it.
    init?(_ fraction: Exact, _ rounding: Rounding, upTo maximum: Int64) {
        let lowest = fraction.reduced
        guard !fraction.isOutOfRange, !fraction.isNegative, maximum >= 0,
            lowest.numerator <= RoundedShare.largest, lowest.denominator <= RoundedShare.largest,
            let added = rounding.added(over: lowest.denominator)
        else { return nil }
        let digits = Int64(128 - lowest.denominator.leadingZeroBitCount)
        for shift in max(digits - 1, 0)...62 {
            guard
                let share = RoundedShare(lowest, adding: added, shift: shift, upTo: Int128(maximum))
            else { continue }
            self = share
            return
        }
        return nil
    }

    private static let largest: Int128 = 1 << 60

    private init?(_ fraction: Exact, adding added: Int128, shift: Int64, upTo maximum: Int128) {
        let (n, d) = (fraction.numerator, fraction.denominator)
        let one = Int128(1) << Int128(shift)
        let factor = (n * one + d - 1) / d
        let bias = (added * one + d - 1) / d
        let (e, g) = (factor * d - n * one, bias * d - added * one)
        let (largest, tooLarge) = maximum.multipliedReportingOverflow(by: factor)
        let (error, tooWrong) = maximum.multipliedReportingOverflow(by: e)
        guard !tooLarge, !tooWrong, error + g < one, largest + bias <= Int128(Int64.max) else {
            return nil
        }
        (self.factor, self.bias, self.shift) = (Int64(factor), Int64(bias), shift)
        self.maximum = Int64((largest + bias) >> Int128(shift))
    }

    @inline(__always) func of(_ x: Int64) -> Int64 { (x &* factor &+ bias) &>> shift }
}

extension Rounding {
    /// What is added to the numerator before cutting; nil where the result itself decides.
    fileprivate func added(over denominator: Int128) -> Int128? {
        switch self {
        case .down: 0
        case .halfUp: denominator / 2
        case .up: denominator - 1
        case .halfEven: nil
        }
    }
}
