package import Measures
package import Tariffs

/// A tariff ready to rate, with the version it was made of and its names resolved.
///
/// A reference, so that it is handed on without copying its plan.
package final class TariffInForce: Sendable {
    package let versionID: Int64
    /// Of the text that the plan was compiled from.
    package let digest: Digest
    package let plan: TariffPlan
    let calendar: TariffCalendar
    /// Numbers and choices the tariff asks the supply point for.
    let numbers: [NumberInput]
    /// Numbers and series it takes from earlier bills.
    let fromBills: [BillsInput]
    /// Numbers it takes from series of prices, by name.
    let fromPrices: [(name: String, prices: TariffBook.FromPrices)]
    let timeOfUse: TimeOfUse?
    let demandWindows: TimeOfUse?
    /// Both, as far as it has them.
    let clocks: [TimeOfUse]
    /// Days on which a price changes: an actual read there splits the use (rule C1.26).
    let priceChanges: [Day]
    /// Those, and days on which the season of a price begins: from rule version 4 on.
    let splitDays: [Day]

    struct NumberInput: Sendable {
        let name: String
        let slot: NumberSlot
        let otherwise: Exact?
        let splits: Bool
    }

    package init(
        versionID: Int64, digest: Digest = .none, plan: TariffPlan,
        calendar: TariffCalendar = TariffCalendar()
    ) {
        self.versionID = versionID
        self.digest = digest
        self.calendar = calendar
        self.plan = plan
        timeOfUse = plan.timeOfUse(calendar)
        demandWindows = plan.demandWindows(calendar)
        clocks = [timeOfUse, demandWindows].compactMap { $0 }
        numbers = plan.book.inputs.compactMap { input in
            guard let slot = plan.numberSlot(input.name) else { return nil }
            return NumberInput(
                name: input.name, slot: slot, otherwise: input.otherwise, splits: input.splits)
        }
        fromBills = TariffInForce.fromBills(plan.book)
        fromPrices = plan.book.inputs.compactMap { input in
            input.fromPrices.map { (input.name, $0) }
        }
        priceChanges = plan.priceDays
        splitDays = Set(plan.priceDays + plan.splitDays).sorted()
    }

    package var commodity: Commodity? { Commodity(rawValue: plan.book.commodity) }

    /// The last day on which one of its prices begins.
    package var lastPriceDay: Day? { priceChanges.last }

    /// Nothing is measured for it: a charge by band or rateable value (rule A2.7).
    var needsNoMeter: Bool { plan.book.needsNoMeter }
}
