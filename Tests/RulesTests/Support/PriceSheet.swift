import Measures
import Tariffs

/// A small tariff book in a few words, and the bills it gives.
struct PriceSheet {
    var book: TariffBook

    /// `usages` and `numbers` are what the tariff asks for; numbers split charges on their days.
    init(
        _ currency: Currency = .gbp, usages: [String] = [], numbers: [String] = [],
        series: [String] = [], prices: KeyValuePairs<String, String> = [:],
        charges: [TariffBook.Charge] = [], taxes: [TariffBook.Tax] = []
    ) {
        book = TariffBook(
            code: "sheet", name: "Sheet", commodity: "electricity", currency: currency)
        book.inputs =
            usages.map { TariffBook.Input($0, .usage) }
            + numbers.map { TariffBook.Input($0, .number, splits: true) }
            + series.map { TariffBook.Input($0, .series) }
        book.charges = charges
        book.taxes = taxes
        for (name, value) in prices { price(name, ["2000-01-01": value]) }
    }

    /// A price with its dated values.
    mutating func price(_ name: String, _ values: KeyValuePairs<String, String>) {
        book.prices.append(
            TariffBook.Price(
                name, unit: "",
                steps: values.map {
                    TariffBook.Price.Step(from: day($0.key), values: ["": exact($0.value)])
                }))
    }

    func with(_ change: (inout TariffBook) -> Void) -> PriceSheet {
        var sheet = self
        change(&sheet.book)
        return sheet
    }

    /// Use, numbers and series by their names, for the days from `first` to `last`.
    func bill(
        _ first: String, _ last: String, use: KeyValuePairs<String, String> = [:],
        numbers: KeyValuePairs<String, String> = [:], series: [String: [String]] = [:],
        _ change: (inout RatingInput, TariffPlan) -> Void = { _, _ in }
    ) throws -> SheetBill {
        let plan = try TariffPlan(book)
        var input = plan.input(for: period(first, last))
        for (name, value) in use {
            if let slot = plan.usageSlot(name) { input.add(slot, quantity(value)) }
        }
        for (name, value) in numbers {
            if let slot = plan.numberSlot(name) { input.set(slot, exact(value)) }
        }
        for (name, values) in series {
            if let slot = plan.seriesSlot(name) { input.set(slot, values.map(exact)) }
        }
        change(&input, plan)
        return SheetBill(plan: plan, rated: try plan.rate(input))
    }
}

/// What a price sheet charges, in words.
struct SheetBill {
    let plan: TariffPlan
    let rated: Rated

    /// `SC 29.73, UNIT 147.86`
    var lines: String {
        list(rated.lines.map { plan.code(of: $0, rated) + " " + rated.amount(of: $0).plain })
    }

    /// `B1 944, B2 556`
    var quantities: String {
        list(rated.lines.map { plan.code(of: $0, rated) + " " + $0.quantity.text })
    }

    /// `VAT 2.90`
    var taxes: String {
        list(rated.taxes.map { plan.code(of: $0) + " " + rated.amount(of: $0).plain })
    }

    var total: String { rated.total.plain }

    /// `SC 11.84, UNIT 46.08, VAT 2.90, total 60.82`
    var text: String {
        list([lines, taxes].filter { !$0.isEmpty } + ["total " + total])
    }
}

// Charges as a price sheet has them.

func charge(
    _ code: String, of quantity: String? = nil, price: String? = nil,
    per time: TariffBook.Proration = .bill, tax: String? = nil
) -> TariffBook.Charge {
    var charge = TariffBook.Charge(code, .unit(quantity: quantity, price: price ?? code))
    charge.per = time
    charge.tax = tax
    return charge
}

/// Any formula in money.
func amount(_ code: String, _ formula: String, tax: String? = nil) -> TariffBook.Charge {
    var charge = TariffBook.Charge(code, .amount(formula, quantity: nil))
    charge.tax = tax
    return charge
}

func percent(_ code: String, _ percent: String, of lines: [String]) -> TariffBook.Charge {
    TariffBook.Charge(code, .percent(percent, of: lines, ofExact: false))
}

func tax(
    _ code: String, _ percent: String, of base: String? = nil, isIncluded: Bool = false
) -> TariffBook.Tax {
    var tax = TariffBook.Tax(code, percent: percent)
    tax.base = base
    tax.included = isIncluded
    return tax
}

/// A quantity that a tariff works out, decided to so many places.
func derived(
    _ name: String, _ formula: String, places: Int? = nil, _ mode: Rounding = .halfUp
) -> TariffBook.DerivedQuantity {
    TariffBook.DerivedQuantity(
        name, formula, rounding: places.map { RoundingRule(places: $0, mode: mode) })
}
