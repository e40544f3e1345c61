import Measures
import Testing

@testable import Tariffs

/// A customer's first bill by a tariff that looks back (rule C1.9).
@Suite("Empty history")
struct EmptyHistoryTests {
    static let january = Period.month(of: Day(year: 2025, month: 1, day: 1)!)

    static func plan(_ formula: String, otherwise: Exact? = nil, taken: Bool = true) throws
        -> TariffPlan
    {
        var book = Books.book()
        let bills = TariffBook.FromBills(.property, of: ["kW"], over: .months(11))
        book.inputs = [
            TariffBook.Input("kW", .number),
            TariffBook.Input(
                "before", .series, otherwise: otherwise, fromBills: taken ? bills : nil),
        ]
        book.prices = [Books.price("P", [(Day(number: 0), "10")], unit: "GBP/kW")]
        book.quantities = [TariffBook.DerivedQuantity("billed", formula)]
        book.charges = [TariffBook.Charge("D", .unit(quantity: "billed", price: "P"))]
        return try TariffPlan(book)
    }

    static func total(_ plan: TariffPlan, _ before: [Exact] = [], mayBeEmpty: Bool = true) throws
        -> Int64
    {
        var input = plan.input(for: january)
        input.historyMayBeEmpty = mayBeEmpty
        input.set(try #require(plan.numberSlot("kW")), Exact(100))
        input.set(try #require(plan.seriesSlot("before")), before)
        return try plan.rate(input).netMinorUnits
    }

    static let ratchet = "max(kW, 80% * max(before))"

    @Test("no earlier bills are no ratchet: 100 kW at 10.00")
    func first() throws {
        #expect(try Self.total(Self.plan(Self.ratchet)) == 100_000)
        #expect(try Self.total(Self.plan(Self.ratchet), [Exact(200)]) == 160_000)
        #expect(try Self.total(Self.plan("kW + sum(before) + count(before)")) == 100_000)
    }

    @Test("the default of a series holds in a quote too")
    func byDefault() throws {
        #expect(try Self.total(Self.plan(Self.ratchet, otherwise: Exact(150))) == 120_000)
    }

    @Test("a series from nowhere is asked for, and bills of earlier rules stay held")
    func required() throws {
        #expect(throws: RatingRefused.missingInput("before")) {
            try Self.total(Self.plan(Self.ratchet, taken: false))
        }
        #expect(throws: RatingRefused.missingInput("before")) {
            try Self.total(Self.plan(Self.ratchet), mayBeEmpty: false)
        }
    }
}
