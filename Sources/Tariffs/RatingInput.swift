package import Measures

/// Places of inputs in a `RatingInput`, resolved once per tariff.
package struct UsageSlot: Sendable, Hashable { let index: Int }
package struct NumberSlot: Sendable, Hashable { let index: Int }
package struct SeriesSlot: Sendable, Hashable { let index: Int }
package struct NamesSlot: Sendable, Hashable { let index: Int }

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

/// All that one rating knows of a customer and a period. Made by `TariffPlan.input(for:)`.
package struct RatingInput: Sendable {
    package var period: Period
    package var usages: [Usage] = []
    /// The day whose tax rates hold; the last day of the period unless given.
    package var taxPoint: Day?
    /// The intervals behind the usages, where blocks are filled in order of time.
    package var inTime: UseInTime?
    var numbers: [Exact]
    var series: [[Exact]]
    var names: [[String]]

    init(period: Period, numbers: [Exact], series: [[Exact]], names: [[String]]) {
        self.period = period
        self.numbers = numbers
        self.series = series
        self.names = names
    }

    package mutating func set(_ slot: NumberSlot, _ value: Exact) { numbers[slot.index] = value }
    package mutating func set(_ slot: SeriesSlot, _ values: [Exact]) { series[slot.index] = values }
    package mutating func set(_ slot: NamesSlot, _ values: [String]) { names[slot.index] = values }

    package mutating func add(
        _ slot: UsageSlot, _ quantity: Quantity, estimated: Bool = false
    ) {
        usages.append(Usage(slot, quantity, over: period, estimated: estimated))
    }
}
