package import Measures

extension Quantity {
    /// Shares this quantity over `weights` in steps of `places`; the parts add up to the whole.
    ///
    /// Odd steps go to the largest remainders, ties to the earliest part; what is finer than a
    /// step stays with the last part. Equal shares where no weight is above zero.
    package func split(by weights: [Int64], places: Int = 6) -> [Quantity] {
        precondition(!weights.isEmpty, "a quantity is shared over at least one part")
        let clean = weights.map { max($0, 0) }
        let weights = clean.contains { $0 > 0 } ? clean : clean.map { _ in 1 }
        let step = powersOfTen[6 - places]
        let steps = Int128((millionths / step).magnitude)
        let total = weights.reduce(Int128(0)) { $0 + Int128($1) }
        var parts = weights.map { steps * Int128($0) / total }
        let leftOver = Int(steps - parts.reduce(0, +))
        let byRemainder = weights.indices.sorted { first, second in
            let a = steps * Int128(weights[first]) % total
            let b = steps * Int128(weights[second]) % total
            return a == b ? first < second : a > b
        }
        for index in byRemainder.prefix(leftOver) { parts[index] += 1 }
        var shares = parts.map { Quantity(millionths: Int64($0) * step * millionths.signum()) }
        shares[shares.count - 1].millionths += millionths % step
        return shares
    }
}

extension Estimation {
    /// How use is shared over the parts of a period without a read (rule B4.4).
    package enum Split: Sendable, Hashable {
        /// Days in each part: the default for water.
        case days([Int])
        /// Degree days in each part, to a hundredth: gas and heat.
        case degreeDays([Exact])
        /// Shares of a class profile, to a millionth.
        case profile([Exact])

        var weights: [Int64] {
            switch self {
            case .days(let days): return days.map { Int64($0) }
            case .degreeDays(let degrees): return degrees.map { whole($0, 100) }
            case .profile(let shares): return shares.map { whole($0, 1_000_000) }
            }
        }

        private func whole(_ value: Exact, _ scale: Int64) -> Int64 {
            (try? value.scaled(by: scale, .halfUp)) ?? 0
        }
    }

    /// The parts of `use`, adding up to it. T (B4.4): 900 by 346 and 297 gives 484.29 first.
    package static func split(_ use: Quantity, by split: Split, places: Int = 2) -> [Quantity] {
        use.split(by: split.weights, places: places)
    }
}
