package import Measures

/// One line of a bill as rated; its words are asked of the plan (`TariffPlan.code(of:)`).
package struct RatedLine: Sendable, Hashable {
    /// Place among the plan's line names.
    package let name: Int
    /// From 0 where a price change split the charge, else -1.
    package let segment: Int
    /// Place in the list of names, for a part of an allocation, else -1.
    package let part: Int
    package let period: Period
    package let quantity: Exact
    /// In major units of the currency.
    package let price: Exact
    /// What multiplies quantity × price: days, a share of the year, or one.
    package let times: Exact
    /// The amount before its one rounding, in major units.
    package let exact: Exact
    package var minorUnits: Int64
}

/// One tax on a bill; an included one is shown, not added (rule C1.34).
package struct RatedTax: Sendable, Hashable {
    /// Place among the taxes of the book.
    package let tax: Int
    /// The rate in per cent.
    package let percent: Exact
    package let baseMinorUnits: Int64
    package let exact: Exact
    package let minorUnits: Int64
    package let included: Bool
}

/// What rating gives: lines, taxes and totals that add up.
package struct Rated: Sendable, Hashable {
    package var currency: Currency
    package var lines: [RatedLine] = []
    package var taxes: [RatedTax] = []
    /// Names of the parts of an allocation, in order.
    package var partNames: [String] = []
    /// Sum of the lines.
    package var netMinorUnits: Int64 = 0
    /// Sum of the added taxes.
    package var taxMinorUnits: Int64 = 0
    /// What the next bill is told, in the order of `TariffBook.carries`.
    package var carried: [Exact] = []
    /// What blocks filled in order of time had; empty unless asked for.
    package var filled: [ChronologicalBlocks] = []
    /// How each line and tax came about, in order; empty unless asked for.
    package var workings: [Working] = []
    package var taxWorkings: [Working] = []

    package init(currency: Currency) { self.currency = currency }

    package var net: Money { money(netMinorUnits) }
    package var taxTotal: Money { money(taxMinorUnits) }
    package var total: Money { money(netMinorUnits + taxMinorUnits) }

    package func money(_ minorUnits: Int64) -> Money {
        Money(minorUnits: minorUnits, currency: currency)
    }
    package func amount(of line: RatedLine) -> Money { money(line.minorUnits) }
    package func base(of tax: RatedTax) -> Money { money(tax.baseMinorUnits) }
    package func amount(of tax: RatedTax) -> Money { money(tax.minorUnits) }

    mutating func clear() {
        lines.removeAll(keepingCapacity: true)
        taxes.removeAll(keepingCapacity: true)
        workings.removeAll(keepingCapacity: true)
        taxWorkings.removeAll(keepingCapacity: true)
        if !partNames.isEmpty { partNames = [] }
        if !filled.isEmpty { filled = [] }
        carried.removeAll(keepingCapacity: true)
        (netMinorUnits, taxMinorUnits) = (0, 0)
    }
}
