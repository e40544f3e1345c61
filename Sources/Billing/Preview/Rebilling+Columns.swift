import Measures
import Tariffs

/// Programs of one tariff, by what their groups have in common. Worked out once each.
struct ColumnPrograms {
    private struct Kind: Hashable {
        let period: Period
        let properties: [BilledProperty]
        let columns: [ColumnOfUse]
    }

    private var programs: [Kind: ColumnProgram?] = [:]

    /// The program for a group whose columns are `columns`, or nil where each bill is rated.
    mutating func program(
        _ tariff: TariffInForce, _ group: UsedGroup, _ columns: [ColumnOfUse]
    ) -> ColumnProgram? {
        let kind = Kind(period: group.period, properties: group.properties, columns: columns)
        if let known = programs[kind] { return known }
        let input = try? tariff.input(group.segment(0))
        let program = input.flatMap { tariff.plan.columnProgram($0, columns) }
        programs[kind] = .some(program)
        return program
    }
}

extension Rebilling {
    /// Fewer bills are rated one by one before a program is made for them.
    private static let fewest = 8

    /// The group's bills from columns, where the tariff can be worked out so far.
    func rateColumns(_ group: UsedGroup) -> RatedRows? {
        guard group.count >= Rebilling.fewest else { return nil }
        var columns: [ColumnOfUse] = []
        var steps: [[Int64]] = []
        for (name, quantities) in zip(group.usages, group.quantities) {
            guard let slot = tariff.plan.usageSlot(name), let column = Column(quantities) else {
                return nil
            }
            columns.append(ColumnOfUse(slot, grain: column.grain, most: column.most))
            steps.append(column.steps)
        }
        guard let program = programs.program(tariff, group, columns) else { return nil }
        let (nets, taxes) = program.rate(steps)
        return RatedRows(nets: nets, taxes: taxes)
    }
}

/// Quantities in the coarsest steps that fit all of them, so that numbers stay small.
struct Column {
    let grain: Int64
    /// A bound of the values, one less than a power of sixteen, so that programs serve again.
    let most: Int64
    let steps: [Int64]

    /// Nil where one is below nothing.
    init?(_ millionths: [Int64]) {
        guard let least = millionths.min(), least >= 0 else { return nil }
        let grain = [Int64(1_000_000), 1_000].first { grain in
            millionths.allSatisfy { $0 % grain == 0 }
        }
        self.grain = grain ?? 1
        steps = Column.divided(millionths, by: self.grain)
        let bits = 64 - (steps.max() ?? 0).leadingZeroBitCount
        most = (1 << Int64(min((bits + 3) / 4 * 4, 62))) - 1
        guard bits <= 62 else { return nil }
    }

    private static func divided(_ values: [Int64], by grain: Int64) -> [Int64] {
        switch grain {
        case 1: values
        case 1_000: values.map { $0 / 1_000 }
        default: values.map { $0 / 1_000_000 }
        }
    }
}
