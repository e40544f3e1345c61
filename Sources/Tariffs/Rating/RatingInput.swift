package import Measures

/// What was used over some days, in the unit that the book asks for.
///
/// A period may have several parts of one usage: meters of one service, a meter exchange, or
/// reads on the day of a price change, which then need no split (rule C1.26). A part that
/// reaches beyond the rated period counts by its days inside (rule D5.2).
package struct Usage: Sendable, Hashable {
    package var slot: UsageSlot
    package var period: Period
    package var quantity: Quantity
    package var estimated: Bool

    package init(
        _ slot: UsageSlot, _ quantity: Quantity, over period: Period, estimated: Bool = false
    ) {
        self.slot = slot
        self.period = period
        self.quantity = quantity
        self.estimated = estimated
    }
}

/// A line of a bill that is rated again: how much it had, on which days.
package struct BilledPart: Sendable, Hashable {
    package let code: String
    package let period: Period
    package let quantity: Exact

    package init(_ code: String, _ quantity: Exact, over period: Period) {
        self.code = code
        self.quantity = quantity
        self.period = period
    }
}

struct NumberChange: Sendable, Hashable {
    let slot: Int
    let from: Day
    let value: Exact
}

/// All that one rating knows of a customer and a period. Made by `TariffPlan.input(for:)`.
package struct RatingInput: Sendable {
    package var period: Period
    package var usages: [Usage] = []
    /// The day whose tax rates hold; the last day of the period unless given.
    package var taxPoint: Day?
    /// The intervals behind the usages, where blocks are filled in order of time.
    package var inTime: ChronologicalUse?
    /// What blocks had of usages when they were filled before: for a bill that is rated again.
    package var filled: [ChronologicalBlocks] = []
    /// What the lines of that bill say: where a price changed, the parts of its blocks.
    package var billed: [BilledPart] = []
    /// Blocks in order of time go on filling where a price changes; false for a bill that is
    /// made again by rules that held it.
    package var fillsAcrossChanges = true
    /// A series of earlier bills without any is an empty history, not a missing figure; false for
    /// a bill that is made again by rules that held it.
    package var historyMayBeEmpty = true
    var numbers: [Exact]
    let splits: [Bool]
    /// Numbers that take another value inside the period, in order of their days.
    var changes: [NumberChange] = []
    /// What other parts of the same bill used; of the same fuel (rule C1.31).
    package var elsewhere: [Usage] = []
    var series: [[Exact]]
    var names: [[String]]

    init(
        period: Period, numbers: [Exact], splits: [Bool], series: [[Exact]], names: [[String]]
    ) {
        self.period = period
        self.numbers = numbers
        self.splits = splits
        self.series = series
        self.names = names
    }

    package mutating func set(_ slot: NumberSlot, _ value: Exact) { numbers[slot.index] = value }
    /// A number from a day on. One that does not split takes the last value for the whole period.
    package mutating func set(_ slot: NumberSlot, _ value: Exact, from day: Day) {
        guard splits[slot.index] else {
            if day < period.end { numbers[slot.index] = value }
            return
        }
        change(slot.index, to: value, from: day)
    }

    /// A number that splits charges on `day`.
    mutating func change(_ slot: Int, to value: Exact, from day: Day) {
        if day <= period.start { return numbers[slot] = value }
        changes.removeAll { $0.slot == slot && $0.from == day }
        let position = changes.firstIndex { $0.from > day } ?? changes.count
        changes.insert(NumberChange(slot: slot, from: day, value: value), at: position)
    }

    /// Takes note of what another part of the same bill used, by the names of its usages.
    package mutating func add(elsewhere other: RatingInput, of plan: TariffPlan, to own: TariffPlan)
    {
        for usage in other.usages {
            guard let slot = own.usageSlot(plan.usageNames[usage.slot.index]) else { continue }
            elsewhere.append(
                Usage(slot, usage.quantity, over: usage.period, estimated: usage.estimated))
        }
    }

    package mutating func set(_ slot: SeriesSlot, _ values: [Exact]) { series[slot.index] = values }
    package mutating func set(_ slot: NamesSlot, _ values: [String]) { names[slot.index] = values }

    package mutating func add(
        _ slot: UsageSlot, _ quantity: Quantity, estimated: Bool = false
    ) {
        usages.append(Usage(slot, quantity, over: period, estimated: estimated))
    }
}

extension TariffPlan {
    /// An input for `period` with the defaults of the book and nothing measured yet.
    package func input(for period: Period) -> RatingInput {
        RatingInput(
            period: period, numbers: numberDefaults, splits: numberSplits,
            series: Array(repeating: [], count: seriesNames.count),
            names: Array(repeating: [], count: listNames.count))
    }
}
