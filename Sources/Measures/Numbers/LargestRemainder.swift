/// Shares a whole so that its parts add up to it (rule C1.44).
///
/// Every part is cut down to whole steps. The steps left over go to the parts with the largest
/// remainders, one each, ties to the earliest part.
package enum LargestRemainder {
    /// Parts of `whole` in proportion to `weights`. None of them is negative; one weight is above
    /// zero.
    package static func parts(of whole: Int128, by weights: [Int64]) -> [Int128] {
        precondition(weights.allSatisfy { $0 >= 0 }, "a weight is never negative")
        let total = weights.reduce(Int128(0)) { $0 + Int128($1) }
        precondition(total > 0, "at least one weight is above zero")
        var parts = weights.map { whole * Int128($0) / total }
        let remainders = weights.map { whole * Int128($0) % total }
        handOut(Int(whole - parts.reduce(0, +)), to: &parts, by: remainders)
        return parts
    }

    /// Adds one step to each of the `leftOver` parts with the largest remainders, ties to the
    /// earliest. `leftOver` is at most the number of parts.
    package static func handOut<Part: FixedWidthInteger>(
        _ leftOver: Int, to parts: inout [Part], by remainders: [some Comparable]
    ) {
        let byRemainder = remainders.indices.sorted { first, second in
            remainders[first] == remainders[second]
                ? first < second : remainders[first] > remainders[second]
        }
        for index in byRemainder.prefix(leftOver) { parts[index] += 1 }
    }
}

extension Money {
    /// Shares this amount over `weights`; the parts always add up to the whole (rule C1.44).
    ///
    /// Odd pennies go to the largest remainders, ties to the earliest part.
    package func split(by weights: [Int64]) -> [Money] {
        LargestRemainder.parts(of: Int128(minorUnits.magnitude), by: weights).map {
            Money(minorUnits: Int64($0) * minorUnits.signum(), currency: currency)
        }
    }
}

extension Quantity {
    /// Shares this quantity over `weights` in steps of `places`; the parts add up to the whole.
    ///
    /// Odd steps go to the largest remainders, ties to the earliest part; what is finer than a
    /// step stays with the last part. A weight below zero counts as zero; the shares are equal
    /// where no weight is above zero.
    package func split(by weights: [Int64], places: Int = 6) -> [Quantity] {
        precondition(!weights.isEmpty, "a quantity is shared over at least one part")
        let clean = weights.map { max($0, 0) }
        let step = powersOfTen[6 - places]
        let parts = LargestRemainder.parts(
            of: Int128((millionths / step).magnitude),
            by: clean.contains { $0 > 0 } ? clean : clean.map { _ in 1 })
        var shares = parts.map { Quantity(millionths: Int64($0) * step * millionths.signum()) }
        shares[shares.count - 1].millionths += millionths % step
        return shares
    }
}
