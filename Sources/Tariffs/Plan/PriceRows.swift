import Measures

/// The dated values of one price, by variant of its choice or season.
struct PriceRows: Sendable {
    /// What picks the variant.
    enum Pick: Sendable { case only, number(Int), season }

    /// Changes of value in order; out of range from the day on which the price ends.
    struct Row: Sendable {
        let from: Int32
        let value: Exact
        /// The step of the book that it comes from, and the season where the price has one.
        let step: Int
        let season: Int
    }

    /// A value with the days on which it holds.
    struct Stretch: Sendable {
        static let none = Stretch(from: 0, upTo: 0, value: .outOfRange)

        let from: Int32
        let upTo: Int32
        let value: Exact
    }

    let name: String
    let pick: Pick
    let variants: [[Row]]

    /// The days around `day` on which a plain price keeps its value.
    func stretch(around day: Int32, _ value: Exact) -> Stretch {
        let from = variants[0].last { $0.from <= day }?.from ?? .min
        let upTo = variants[0].first { $0.from > day }?.from ?? .max
        return Stretch(from: from, upTo: upTo, value: value)
    }

    func row(_ variant: Int, on day: Int32) -> Row? {
        guard variants.indices.contains(variant) else { return nil }
        let rows = variants[variant]
        var (low, high) = (0, rows.count)
        while low < high {
            let middle = (low + high) / 2
            if rows[middle].from <= day { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? nil : rows[low - 1]
    }
}
