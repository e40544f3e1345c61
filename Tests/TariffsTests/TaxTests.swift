import Measures
import Tariffs
import Testing

/// Rounding of lines and taxes, and contained tax (rules C1.34 to C1.41, F5.3).
@Suite("Tax and rounding")
struct TaxTests {
    static func plan(
        _ amounts: [String], percent: String, included: Bool, mode: Rounding = .halfUp,
        level: TariffBook.BookRounding.TaxLevel = .perRate
    ) throws -> TariffPlan {
        var book = Books.book()
        book.inputs = []
        book.rounding.tax = RoundingRule(places: 2, mode: mode)
        book.rounding.taxLevel = level
        book.charges = amounts.enumerated().map { index, amount in
            var charge = TariffBook.Charge("L\(index)", .amount(amount, quantity: nil))
            charge.tax = "VAT"
            return charge
        }
        var tax = TariffBook.Tax("VAT", percent: percent)
        tax.included = included
        book.taxes = [tax]
        return try TariffPlan(book)
    }

    static func rated(_ plan: TariffPlan) throws -> Rated {
        try plan.rate(plan.input(for: Period(from: Books.start, upTo: Books.start + 30)))
    }

    @Test(
        "modes",
        arguments: [
            (Rounding.halfUp, 1244), (.halfEven, 1244), (.down, 1243), (.up, 1244),
        ])
    func modes(mode: Rounding, pennies: Int) throws {
        let plan = try TaxTests.plan(["248.70"], percent: "5", included: false, mode: mode)
        #expect(try TaxTests.rated(plan).taxMinorUnits == Int64(pennies))
    }

    @Test("a negative tie rounds away from zero (rule C1.40)")
    func negative() throws {
        let plan = try TaxTests.plan(["11.046", "-12.6"], percent: "5", included: false)
        let rated = try TaxTests.rated(plan)
        #expect(rated.net.plain == "-1.55")
        #expect(rated.taxTotal.plain == "-0.08")
        #expect(rated.total.plain == "-1.63")
    }

    @Test("tax per line gives other pennies than tax per rate (rule C1.35)")
    func levels() throws {
        let amounts = ["0.10", "0.10", "0.10"]
        let once = try TaxTests.plan(amounts, percent: "5", included: false)
        let each = try TaxTests.plan(amounts, percent: "5", included: false, level: .perLine)
        #expect(try TaxTests.rated(once).taxMinorUnits == 2)
        #expect(try TaxTests.rated(each).taxMinorUnits == 3)
    }

    @Test(
        "contained tax is shown, not added",
        arguments: [41, 42] as [UInt64])
    func contained(seed: UInt64) throws {
        var random = Seeded(seed)
        for _ in 0..<50 {
            let amounts = (0..<Int.random(in: 1...6, using: &random)).map { _ in
                Exact(Int128(Int.random(in: -9_999...99_999, using: &random)), over: 100).text
            }
            let plan = try TaxTests.plan(amounts, percent: "5", included: true)
            let rated = try TaxTests.rated(plan)
            #expect(rated.taxMinorUnits == 0)
            #expect(rated.total == rated.net)
            let gross = Exact(Int128(rated.netMinorUnits), over: 100)
            let contained = gross * Exact(5) / Exact(105)
            let expected = try Money(contained, in: .gbp, .halfUp).minorUnits
            #expect(rated.taxes.map(\.minorUnits) == [expected], "seed \(seed) \(amounts)")
        }
    }

    @Test("the tax rate is that of the tax point")
    func taxPoint() throws {
        var book = Books.book()
        book.inputs = []
        book.prices = [
            Books.price("RATE", [(Day(number: 0), "15"), (Books.start + 31, "17.5")], unit: "%")
        ]
        var charge = TariffBook.Charge("L", .amount("100", quantity: nil))
        charge.tax = "VAT"
        book.charges = [charge]
        book.taxes = [TariffBook.Tax("VAT", percent: "RATE")]
        let plan = try TariffPlan(book)
        var input = plan.input(for: Period(from: Books.start, upTo: Books.start + 30))
        #expect(try plan.rate(input).taxTotal.plain == "15.00")
        input.taxPoint = Books.start + 31
        #expect(try plan.rate(input).taxTotal.plain == "17.50")
    }
}

/// The working tells what the line says.
@Suite("Working")
struct WorkingTests {
    @Test("from usage to amount, with the split and the price's date")
    func steps() throws {
        let change = Books.start + 10
        let book = Books.flat([(Day(number: 0), "0.10"), (change, "0.20")])
        let period = Period(from: Books.start, upTo: Books.start + 40)
        let rated = try Books.rated(book, milli: 100_000, period, recording: true)
        #expect(rated.workings.count == rated.lines.count)
        let last = try #require(rated.workings.last)
        #expect(last.steps.map(\.kind) == [.advance, .split, .price, .charge])
        #expect(last.steps[1].result == .exact(Exact(75), .kWh))
        #expect(last.steps[2].inputs == [NamedFigure("from", .day(change))])
        #expect(last.steps[3].exact == Exact(15))
        let plain = try Books.rated(book, milli: 100_000, period)
        #expect(plain.lines == rated.lines)
        #expect(plain.workings.isEmpty)
    }
}

/// Shares of a pool add up to it (rule C1.44).
@Suite("Allocation")
struct AllocationTests {
    static func parts(_ pool: String, _ weights: [Int]) throws -> [Int64] {
        var book = Books.book()
        book.inputs = [
            TariffBook.Input("units", .series), TariffBook.Input("flats", .names),
            TariffBook.Input("pool", .number),
        ]
        let share = TariffBook.Kind.allocation(
            pool: "pool", share: "units / sum(units)", names: "flats")
        book.charges = [TariffBook.Charge("FLAT", share)]
        let plan = try TariffPlan(book)
        var input = plan.input(for: Period(from: Books.start, upTo: Books.start + 365))
        input.set(try #require(plan.numberSlot("pool")), try #require(Exact(pool)))
        input.set(try #require(plan.seriesSlot("units")), weights.map { Exact($0) })
        input.set(try #require(plan.namesSlot("flats")), weights.indices.map { "F\($0)" })
        let rated = try plan.rate(input)
        #expect(rated.lines.map { plan.code(of: $0, rated) } == weights.indices.map { "F\($0)" })
        return rated.lines.map(\.minorUnits)
    }

    @Test(
        "odd pennies go to the largest remainders, ties to the earliest",
        arguments: [
            ("100", [1, 1, 1], [3334, 3333, 3333]), ("-100", [1, 1, 1], [-3333, -3333, -3334]),
            ("0.05", [0, 10], [0, 5]), ("0.01", [1, 1], [1, 0]),
            ("10", [1, 2, 4], [143, 286, 571]),
        ] as [(String, [Int], [Int64])])
    func split(pool: String, weights: [Int], expected: [Int64]) throws {
        #expect(try AllocationTests.parts(pool, weights) == expected)
    }

    @Test("random pools", arguments: [51, 52] as [UInt64])
    func random(seed: UInt64) throws {
        var random = Seeded(seed)
        for _ in 0..<60 {
            let weights = (0..<Int.random(in: 1...30, using: &random))
                .map { _ in Int.random(in: 1...5_000, using: &random) }
            let pennies = Int.random(in: -900_000...9_000_000, using: &random)
            let parts = try AllocationTests.parts(
                Exact(Int128(pennies), over: 100).text, weights)
            #expect(parts.reduce(0, +) == Int64(pennies), "seed \(seed)")
        }
    }
}
