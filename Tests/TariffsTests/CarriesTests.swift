import Measures
import Tariffs
import Testing

/// Numbers that go from bill to bill, change inside a period, or belong to the whole bill.
@Suite("Numbers of a year, a day, a bill")
struct CarriesTests {
    /// Cumulative blocks of 100 and 150 over the year from 1 July.
    static func cumulative() -> TariffBook {
        var book = Books.book()
        book.year = .from(month: 7, day: 1)
        book.inputs.append(TariffBook.Input("used", .number, otherwise: .zero))
        book.prices = (0...2).map { Books.price("P\($0)", [(Day(number: 0), "0.\($0 + 1)")]) }
        let steps = [("B0", "100"), ("B1", "150"), ("B2", nil)].enumerated().map {
            TariffBook.Blocks.Step(code: $1.0, upTo: $1.1, price: "P\($0)")
        }
        let blocks = TariffBook.Blocks(of: "kWh", scale: .bill, used: "used", steps: steps)
        book.charges = [TariffBook.Charge("ENERGY", .blocks(blocks))]
        book.carries = [TariffBook.Carry("used", "used + kWh", resetsYearly: true)]
        return book
    }

    static func day(_ text: String) throws -> Day { try #require(Day(text)) }

    static func rated(
        _ book: TariffBook, _ from: String, _ days: Int, kWh: Int, used: Int
    ) throws -> Rated {
        let plan = try TariffPlan(book)
        var input = plan.input(for: Period(from: try day(from), upTo: try day(from) + days))
        input.add(try #require(plan.usageSlot("kWh")), Quantity(kWh))
        input.set(try #require(plan.numberSlot("used")), Exact(used))
        return try plan.rate(input)
    }

    @Test(
        "a year billed in pieces costs what it costs in one (C1.5)",
        arguments: 1...8 as ClosedRange<UInt64>)
    func pieces(seed: UInt64) throws {
        var random = Seeded(seed)
        let book = CarriesTests.cumulative()
        var (used, net, from) = (0, Int64(0), try CarriesTests.day("2024-07-01"))
        for bill in 0..<6 {
            let kWh = Int.random(in: 0...60, using: &random)
            let days = bill == 5 ? Int(try CarriesTests.day("2025-07-01") - from) : 60
            let rated = try CarriesTests.rated(book, "\(from)", days, kWh: kWh, used: used)
            used += kWh
            #expect(rated.carried == [Exact(used)], "seed \(seed)")
            (net, from) = (net + rated.netMinorUnits, from + days)
        }
        let whole = try CarriesTests.rated(book, "2024-07-01", 365, kWh: used, used: 0)
        #expect(net == whole.netMinorUnits, "seed \(seed)")
    }

    @Test(
        "the charging year begins anew on its first day, not before",
        arguments: [
            ("2024-06-01", 30, 150, 250), ("2024-06-01", 31, 31, 1), ("2024-06-30", 2, 20, 10),
            ("2024-07-01", 30, 30, 30), ("2024-07-02", 30, 30, 130),
        ])
    func anew(from: String, days: Int, kWh: Int, carried: Int) throws {
        let rated = try CarriesTests.rated(
            CarriesTests.cumulative(), from, days, kWh: kWh, used: 100)
        #expect(rated.lines.map(\.quantity).reduce(.zero, +) == Exact(kWh))
        #expect(rated.carried == [Exact(carried)])
    }

    @Test("a yearly number needs a year that begins on a day")
    func noFirstDay() {
        var book = CarriesTests.cumulative()
        book.year = .fixed(days: 365)
        #expect(throws: BookRefused.self) { try TariffPlan(book) }
        book.year = .from(month: 1, day: 1)
        book.carries = [TariffBook.Carry("unsaid", "kWh")]
        #expect(throws: BookRefused.self) { try TariffPlan(book) }
    }

    @Test(
        "a number that changes splits its charge by days, and only inside the period",
        arguments: [(-1, [31]), (0, [31]), (1, [1, 30]), (30, [30, 1]), (31, [31])])
    func changes(after: Int, pieces: [Int]) throws {
        var book = Books.book()
        book.inputs = [TariffBook.Input("kVA", .number, splits: true)]
        book.prices = [Books.price("CAP", [(Day(number: 0), "0.10")])]
        var charge = TariffBook.Charge("CAP", .unit(quantity: "kVA", price: "CAP"))
        charge.per = .day
        book.charges = [charge]
        let plan = try TariffPlan(book)
        let period = Period(from: Books.start, upTo: Books.start + 31)
        var input = plan.input(for: period)
        let slot = try #require(plan.numberSlot("kVA"))
        input.set(slot, Exact(100))
        input.set(slot, Exact(200), from: Books.start + after)
        let rated = try plan.rate(input)
        #expect(rated.lines.map { $0.period.days } == pieces)
        let old = max(0, min(after, 31))
        #expect(rated.netMinorUnits == Int64(old * 1000 + (31 - old) * 2000))
    }

    @Test(
        "a word that changes takes the price of each word for its days, or the last one",
        arguments: [(true, 1600), (false, 2000)] as [(Bool, Int64)])
    func words(splits: Bool, amount: Int64) throws {
        var book = Books.book()
        book.inputs = [TariffBook.Input("band", .choice(["A", "B"]), splits: splits)]
        let step = TariffBook.Price.Step(
            from: Day(number: 0), values: ["A": Exact(1), "B": Exact(2)])
        book.prices = [TariffBook.Price("SC", unit: "GBP/day", by: "band", steps: [step])]
        var charge = TariffBook.Charge("SC", .unit(quantity: nil, price: "SC"))
        charge.per = .day
        book.charges = [charge]
        let plan = try TariffPlan(book)
        var input = plan.input(for: Period(from: Books.start, upTo: Books.start + 10))
        let slot = try #require(plan.numberSlot("band"))
        input.set(slot, .zero)
        input.set(slot, .one, from: Books.start + 4)
        #expect(try plan.rate(input).netMinorUnits == amount)
    }

    @Test(
        "de minimis asks all parts of the bill, also where a price changes (C1.31)",
        arguments: [
            (989, 0, false), (990, 0, false), (991, 0, true), (500, 490, false), (500, 491, true),
        ])
    func deMinimis(here: Int, elsewhere: Int, levied: Bool) throws {
        var book = Books.book()
        book.prices = [Books.price("CCL", [(Day(number: 0), "0.01"), (Books.start + 7, "0.02")])]
        var charge = TariffBook.Charge("CCL", .unit(quantity: "kWh", price: "CCL"))
        charge.when = "bill.kWh > 33 * bill.days"
        book.charges = [charge]
        let plan = try TariffPlan(book)
        let slot = try #require(plan.usageSlot("kWh"))
        var input = plan.input(for: Period(from: Books.start, upTo: Books.start + 30))
        var other = input
        input.add(slot, Quantity(here))
        other.add(slot, Quantity(elsewhere))
        input.add(elsewhere: other, of: plan, to: plan)
        #expect(try plan.rate(input).lines.isEmpty != levied)
    }

    @Test(
        "another part of the bill counts by the days that it shares with this one",
        arguments: [(0, 30, 60), (15, 45, 30), (30, 60, 0), (10, 20, 60)])
    func sharedDays(from: Int, upTo: Int, counted: Int) throws {
        var book = Books.book()
        book.prices = [Books.price("P", [(Day(number: 0), "1.00")])]
        book.charges = [TariffBook.Charge("ALL", .unit(quantity: "bill.kWh", price: "P"))]
        let plan = try TariffPlan(book)
        let slot = try #require(plan.usageSlot("kWh"))
        var input = plan.input(for: Period(from: Books.start, upTo: Books.start + 30))
        var other = plan.input(for: Period(from: Books.start + from, upTo: Books.start + upTo))
        input.add(slot, Quantity(1))
        other.add(slot, Quantity(60))
        input.add(elsewhere: other, of: plan, to: plan)
        #expect(try plan.rate(input).lines.map(\.quantity) == [Exact(1 + counted)])
        #expect(plan.asksWholeBill && !plan.fillsChronologically)
    }

    @Test("blocks by the month count calendar months", arguments: [(31, 300), (28, 0), (62, 600)])
    func months(days: Int, first: Int) throws {
        let book = Books.blocks([300], prices: ["0.10", "0.20"], per: .month)
        let start = try CarriesTests.day(days == 28 ? "2025-02-01" : "2025-07-01")
        let rated = try Books.rated(
            book, milli: 1_000_000, Period(from: start, upTo: start + days))
        let bound = days == 28 ? 300 : first
        #expect(rated.lines[0].quantity == Exact(bound))
        #expect(rated.lines[1].quantity == Exact(1000 - bound))
    }
}
