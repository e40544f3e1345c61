package import Measures

/// Bills of the same days for accounts that differ in their intervals alone: sums by band, parts
/// of blocks and demands go into columns as intervals come, and are rated together.
///
/// The same minor units as `Rater` gives for each; it rates those that columns cannot.
package struct IntervalBills: Sendable {
    /// A walk over the intervals: the bands of one clock, and where blocks end meanwhile.
    fileprivate struct Walk: Sendable {
        let table: BandTable
        let limits: [Int64]
        var filled = BlockUsage()
    }

    /// A figure that a walk gives, for a column of its own.
    private enum Figure: Sendable {
        case whole, highest
        case sum(walk: Int, band: Int)
        case maximum(walk: Int, band: Int)
        case part(walk: Int, band: Int, block: Int)
    }

    /// Intervals of the period.
    package let count: Int
    private let plan: TariffPlan
    private let input: RatingInput
    /// What an interval's use is multiplied with for its power.
    private let perHour: Int64
    private var walks: [Walk] = []
    private var figures: [Figure] = []
    /// What each figure is to the tariff.
    private var sources: [ColumnOfUse.Source] = []
    /// Account after account, in millionths.
    private var values: [Int64] = []
    private var accounts = 0
    private var programs: [[ColumnOfUse]: ColumnProgram?] = [:]

    /// For accounts of which all beside intervals is as `input` says. `clocks` are the windows of
    /// the tariff and those of its demand, as far as it has them; an hour has whole intervals.
    ///
    /// Nil where blocks filled in order of time end elsewhere for each account, or demand is more
    /// than the largest interval.
    package init?(
        _ plan: TariffPlan, _ input: RatingInput, clocks: [TimeOfUse], minutes: Int,
        in zone: Zone
    ) {
        guard !plan.measuresDemand else { return nil }
        (self.plan, self.input, perHour) = (plan, input, Int64(60 / minutes))
        let tables = (clocks.isEmpty ? [TimeOfUse.allDay] : clocks).map {
            BandTable($0, over: input.period, minutes: minutes, in: zone)
        }
        count = tables[0].count
        walks = tables.map { Walk(table: $0, limits: []) }
        addBands(tables)
        guard addParts(tables[0]) else { return nil }
    }

    /// `kWh` and `max_kW` of all intervals; each band's use and its `max_kW_` by its name. The
    /// windows of the demand come last, and say what it is.
    private mutating func addBands(_ tables: [BandTable]) {
        add(.whole, plan.usageSlot("kWh").map { .usage($0) })
        add(.highest, plan.numberSlot("max_kW").map { .number($0) })
        for (walk, table) in tables.enumerated() {
            for (band, name) in table.bands.enumerated() {
                add(.sum(walk: walk, band: band), plan.usageSlot(name).map { .usage($0) })
                let demand = plan.numberSlot("max_kW_" + name)
                add(.maximum(walk: walk, band: band), demand.map { .number($0) })
            }
        }
    }

    private mutating func add(_ figure: Figure, _ source: ColumnOfUse.Source?) {
        guard let source else { return }
        guard let known = sources.firstIndex(of: source) else {
            figures.append(figure)
            return sources.append(source)
        }
        if case .maximum = figure { figures[known] = figure }
    }

    /// Blocks are filled while the bands of the first clock are added up.
    private mutating func addParts(_ table: BandTable) -> Bool {
        let columns = sources.map { ColumnOfUse($0, grain: 1, maximum: 0) }
        guard let fills = plan.chronologicalLimits(input, columns) else { return false }
        for fill in fills {
            guard let band = table.bands.firstIndex(where: { plan.usageSlot($0) == fill.usage })
            else { return false }
            guard !fill.limits.isEmpty else {
                add(.sum(walk: 0, band: band), .part(fill.usage, block: 0, limits: []))
                continue
            }
            let walk = walk(table, fill.limits)
            for block in 0...fill.limits.count {
                add(
                    .part(walk: walk, band: band, block: block),
                    .part(fill.usage, block: block, limits: fill.limits))
            }
        }
        return true
    }

    private mutating func walk(_ table: BandTable, _ limits: [Int64]) -> Int {
        if walks[0].limits.isEmpty {
            walks[0] = Walk(table: table, limits: limits)
            return 0
        }
        if let known = walks.firstIndex(where: { $0.limits == limits }) { return known }
        walks.append(Walk(table: table, limits: limits))
        return walks.count - 1
    }
}

extension IntervalBills {
    /// Takes the intervals of the next account, each `scale` millionths; none is missing.
    package mutating func take(_ values: IntervalValues, scale: Int64) {
        for index in walks.indices { walks[index].take(values, scale) }
        note()
    }

    private mutating func note() {
        accounts += 1
        for figure in figures { values.append(value(of: figure)) }
    }

    private func value(of figure: Figure) -> Int64 {
        switch figure {
        case .whole: walks[0].filled.sums.reduce(0, &+)
        case .highest: (walks[0].filled.maximum.max() ?? 0) &* perHour
        case .sum(let walk, let band): walks[walk].filled.sum(band)
        case .maximum(let walk, let band): walks[walk].filled.maximum[band] &* perHour
        case .part(let walk, let band, let block): walks[walk].filled.sum(block, band)
        }
    }
}

extension IntervalBills.Walk {
    fileprivate mutating func take(_ values: IntervalValues, _ scale: Int64) {
        filled.take(values, scale: scale, table, upTo: limits)
    }
}

extension IntervalBills {
    /// The net and the added tax of each account taken since the last time, in minor units.
    package mutating func rate() throws(RatingRefused) -> (nets: [Int64], taxes: [Int64]) {
        defer {
            values.removeAll(keepingCapacity: true)
            accounts = 0
        }
        if let rated = byColumns() { return rated }
        return try each()
    }

    private mutating func byColumns() -> (nets: [Int64], taxes: [Int64])? {
        var columns: [ColumnOfUse] = []
        var steps: [[Int64]] = []
        for (index, source) in sources.enumerated() {
            let column = (0..<accounts).map { values[$0 * figures.count + index] }
            guard let column = GrainedColumn(column) else { return nil }
            columns.append(ColumnOfUse(source, grain: column.grain, maximum: column.maximum))
            steps.append(column.steps)
        }
        guard let program = program(columns) else { return nil }
        return program.rate(steps)
    }

    private mutating func program(_ columns: [ColumnOfUse]) -> ColumnProgram? {
        if let known = programs[columns] { return known }
        let program = plan.columnProgram(input, columns)
        programs[columns] = .some(program)
        return program
    }

    private func each() throws(RatingRefused) -> (nets: [Int64], taxes: [Int64]) {
        var input = input
        var rater = Rater(plan)
        var rated = Rated(currency: plan.book.currency)
        var (nets, taxes): ([Int64], [Int64]) = ([], [])
        for row in 0..<accounts {
            input.set(sources) { values[row * figures.count + $0] }
            try rater.rate(lent: &input, into: &rated)
            nets.append(rated.netMinorUnits)
            taxes.append(rated.taxMinorUnits)
        }
        return (nets, taxes)
    }
}
