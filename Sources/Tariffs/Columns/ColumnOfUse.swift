import Measures

/// A column: a figure that differs from bill to bill, and the largest of them.
package struct ColumnOfUse: Sendable, Hashable {
    package enum Source: Sendable, Hashable {
        case usage(UsageSlot)
        /// A number, such as a demand: the same for all days of a bill.
        case number(NumberSlot)
        /// What a usage had of one block while intervals filled blocks up to `limits`. Columns of
        /// all blocks of a usage stand together, in order.
        case part(UsageSlot, block: Int, limits: [Int64])
    }

    package let source: Source
    /// What one step of the column is, in millionths of the unit: 1, 1,000 for thousandths.
    package let grain: Int64
    package let maximum: Int64

    package init(_ source: Source, grain: Int64, maximum: Int64) {
        self.source = source
        self.grain = grain
        self.maximum = maximum
    }

    /// The unit's share of one step.
    var step: Exact { Exact(Int128(grain), over: 1_000_000) }
}

extension RatingInput {
    /// Sets what columns say of one bill, in millionths; nothing else was used.
    package mutating func set(_ columns: [ColumnOfUse.Source], _ millionths: (Int) -> Int64) {
        usages.removeAll(keepingCapacity: true)
        filled.removeAll(keepingCapacity: true)
        for (index, source) in columns.enumerated() {
            let quantity = Quantity(millionths: millionths(index))
            switch source {
            case .usage(let slot): add(slot, quantity)
            case .number(let slot): set(slot, quantity.exact)
            case .part(let usage, let block, let limits):
                if block == 0 {
                    filled.append(ChronologicalBlocks(usage, limits: limits, parts: []))
                }
                filled[filled.count - 1].parts.append(quantity.millionths)
            }
        }
    }
}

/// Quantities in the coarsest steps that fit all of them, so that numbers stay small.
package struct GrainedColumn {
    package let grain: Int64
    /// A bound of the values, one less than a power of sixteen, so that programs serve again.
    package let maximum: Int64
    package let steps: [Int64]

    /// Nil where one is below nothing.
    package init?(_ millionths: [Int64]) {
        guard millionths.allSatisfy({ $0 >= 0 }) else { return nil }
        (grain, steps) = GrainedColumn.coarsest(millionths)
        let bits = 64 - (steps.max() ?? 0).leadingZeroBitCount
        maximum = (1 << Int64(min((bits + 3) / 4 * 4, 62))) - 1
        guard bits <= 62 else { return nil }
    }

    private static func coarsest(_ values: [Int64]) -> (grain: Int64, steps: [Int64]) {
        if (values.first ?? 0) % 1_000_000 == 0,
            let whole = divided(values, by: { $0 / 1_000_000 }, grain: 1_000_000)
        {
            return (1_000_000, whole)
        }
        return divided(values, by: { $0 / 1_000 }, grain: 1_000).map { (1_000, $0) } ?? (1, values)
    }

    /// Nil where something is left over.
    @inline(__always)
    private static func divided(
        _ values: [Int64], by divide: (Int64) -> Int64, grain: Int64
    ) -> [Int64]? {
        var rests = Int64(0)
        let steps = values.map { value in
            let steps = divide(value)
            rests |= value &- steps &* grain
            return steps
        }
        return rests == 0 ? steps : nil
    }
}
