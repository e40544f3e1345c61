package import Measures

/// A tariff book made ready to rate: every name a slot, every price a dated row.
///
/// Made once per tariff; rating one account then does no look-up by name.
package final class TariffPlan: Sendable {
    package let book: TariffBook
    let usageNames: [String]
    /// What holds when nothing was measured; nil where the usage is required.
    let usageDefaults: [Exact?]
    let numberNames: [String]
    let numberDefaults: [Exact]
    let numberSplits: [Bool]
    let seriesNames: [String]
    /// What a series holds when nothing is given: its default, alone; nothing for one that comes
    /// from earlier bills; nil where it is required.
    let seriesDefaults: [[Exact]?]
    let listNames: [String]
    let prices: [PriceRows]
    let quantities: [PlannedQuantity]
    let early: [PlannedCharge]
    /// Charges that stand on a tax, rated after the taxes.
    let late: [PlannedCharge]
    let taxes: [PlannedTax]
    let carries: [PlannedCarry]
    let lineNames: [LineName]
    let seasonStarts: [SeasonStart]
    /// The tax that each line name carries, or -1.
    let taxSlots: [Int]
    let ordersBySegment: Bool
    /// A charge has blocks that intervals fill in order of time.
    package let fillsChronologically: Bool
    /// A formula asks what all parts of the bill used (`bill.kWh`).
    package let asksWholeBill: Bool

    /// Refused with every mistake of the book.
    package convenience init(_ book: TariffBook) throws(BookRefused) {
        var planner = Planner(book)
        let parts = try planner.plan()
        self.init(book, parts)
    }

    private init(_ book: TariffBook, _ parts: Planner.Parts) {
        self.book = book
        let inputs = book.inputs
        let usages = inputs.filter { $0.kind == .usage }
        usageNames = usages.map(\.name)
        usageDefaults = usages.map(\.otherwise)
        let numbers = inputs.filter { $0.isNumber }
        numberNames = numbers.map(\.name)
        numberDefaults = numbers.map { $0.otherwise ?? .outOfRange }
        numberSplits = numbers.map(\.splits)
        seriesNames = inputs.filter { $0.kind == .series }.map(\.name)
        seriesDefaults = inputs.filter { $0.kind == .series }.map(\.history)
        listNames = inputs.filter { $0.kind == .names }.map(\.name)
        prices = parts.prices
        quantities = parts.quantities
        (early, late) = (parts.charges.filter { !$0.isLate }, parts.charges.filter(\.isLate))
        taxes = parts.taxes
        carries = parts.carries
        lineNames = parts.lineNames
        seasonStarts = parts.seasonStarts
        taxSlots = parts.lineNames.map { parts.charges[$0.charge].tax ?? -1 }
        ordersBySegment = book.lines == .bySegment
        (fillsChronologically, asksWholeBill) = (parts.fillChronologically, parts.askWholeBill)
    }
}

extension Planner.Parts {
    fileprivate var fillChronologically: Bool {
        charges.contains { charge in
            if case .blocks(let blocks) = charge.kind { return blocks.chronologicalUsage != nil }
            return false
        }
    }

    fileprivate var askWholeBill: Bool {
        charges.contains {
            !$0.needs.billed.isEmpty || $0.when?.needs.billed.isEmpty == false
        } || taxes.contains { !$0.needs.billed.isEmpty }
    }
}

extension TariffBook.Input {
    fileprivate var history: [Exact]? {
        otherwise.map { [$0] } ?? (fromBills == nil ? nil : [])
    }

    var isNumber: Bool {
        switch kind {
        case .number, .choice: return true
        default: return false
        }
    }
}

extension TariffPlan {
    /// Where a usage of the book stands in `RatingInput`, or nil if it has none of that name.
    package func usageSlot(_ name: String) -> UsageSlot? {
        usageNames.firstIndex(of: name).map { UsageSlot(index: $0) }
    }

    /// The name of a usage of the book.
    package func name(of slot: UsageSlot) -> String { usageNames[slot.index] }

    /// Where a number or choice of the book stands in `RatingInput`.
    package func numberSlot(_ name: String) -> NumberSlot? {
        numberNames.firstIndex(of: name).map { NumberSlot(index: $0) }
    }

    package func seriesSlot(_ name: String) -> SeriesSlot? {
        seriesNames.firstIndex(of: name).map { SeriesSlot(index: $0) }
    }

    package func namesSlot(_ name: String) -> NamesSlot? {
        listNames.firstIndex(of: name).map { NamesSlot(index: $0) }
    }

    /// What a text means for a number or choice of the book, or nil where it means nothing.
    package func value(_ text: String, of input: String) -> Exact? {
        guard let found = book.inputs.first(where: { $0.name == input }) else { return nil }
        guard case .choice(let words) = found.kind else { return Exact(text) }
        return words.firstIndex(of: text).map { Exact($0) }
    }

    /// Days from which one of its prices holds, in order: an actual read there splits the use
    /// (rule C1.26).
    package var priceDays: [Day] { Set(book.prices.flatMap { $0.steps.map(\.from) }).sorted() }

    /// Days on which a charge splits, because a price or the season of one changes, in order.
    package var splitDays: [Day] {
        Set((early + late).flatMap(\.changes)).sorted().map { Day(number: $0) }
    }

    /// The windows of the tariff with the days of its own calendar, or nil where it has none.
    package func timeOfUse(_ calendar: TariffCalendar = TariffCalendar()) -> TimeOfUse? {
        book.timeOfUse.map { TimeOfUse($0, seasons: book.seasons, calendar: calendar) }
    }

    /// The windows of its demand, where they are not those of the energy.
    package func demandWindows(_ calendar: TariffCalendar = TariffCalendar()) -> TimeOfUse? {
        book.demandWindows.map { TimeOfUse($0, seasons: book.seasons, calendar: calendar) }
    }

    /// The usage of the same name as each band, for the sums of `TimeOfUse.add`.
    package func usageSlots(of hours: TimeOfUse) -> [UsageSlot?] {
        hours.bands.map { usageSlot($0) }
    }

    /// The unit the book wants a usage, number or series in.
    package func unit(of input: String) -> Unit? {
        book.inputs.first { $0.name == input }?.unit
    }
}

extension TariffPlan {
    /// Minor units in a major unit of its currency (ISO 4217).
    var minorPerMajor: Int128 { Int128(book.currency.minorPerMajor) }
}
