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
        for tariff: TariffInForce, _ group: UsedGroup, _ columns: [ColumnOfUse]
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
        for (source, index) in tariff.columns(of: group) {
            guard let column = GrainedColumn(group.quantities[index]) else { return nil }
            columns.append(ColumnOfUse(source, grain: column.grain, maximum: column.maximum))
            steps.append(column.steps)
        }
        guard let program = programs.program(for: tariff, group, columns) else { return nil }
        let (nets, taxes) = program.rate(steps)
        return RatedRows(nets: nets, taxes: taxes)
    }
}

extension TariffInForce {
    /// What the columns of a group are to this tariff, with their places there. Demands that it
    /// does not ask for, and parts of what it does not price, are left out.
    func columns(of group: UsedGroup) -> [(source: ColumnOfUse.Source, index: Int)] {
        var sources: [ColumnOfUse.Source?] = group.usages.map { name in
            plan.usageSlot(name).map { .usage($0) }
        }
        sources += group.demands.map { name in plan.numberSlot(name).map { .number($0) } }
        for filled in group.filled {
            let limits = filled.limits.map(\.millionths)
            sources += (0...limits.count).map { block in
                plan.usageSlot(filled.usage).map { .part($0, block: block, limits: limits) }
            }
        }
        return sources.enumerated().compactMap { index, source in source.map { ($0, index) } }
    }
}
