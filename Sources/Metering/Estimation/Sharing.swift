package import Measures

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
