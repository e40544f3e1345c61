import Measures
import Tariffs
import Testing

/// Price changes, shares of the year, and sums that must add up (rules C1.3, C1.26, C1.43).
@Suite("Proration")
struct ProrationTests {
    @Test(
        "each day is charged once and each part is counted once",
        arguments: [21, 22, 23] as [UInt64])
    func parts(seed: UInt64) throws {
        var random = Seeded(seed)
        for _ in 0..<80 {
            let days = Int.random(in: 1...200, using: &random)
            let changes = (0..<Int.random(in: 0...4, using: &random))
                .map { _ in Int.random(in: -50...220, using: &random) }
            let values = Set(changes).sorted().enumerated()
                .map { (Books.start + $1, "0.2\($0)3") }
            let book = Books.flat([(Day(number: 0), "0.31")] + values)
            let used = Int.random(in: -5_000...900_000, using: &random)
            let period = Period(from: Books.start, upTo: Books.start + days)
            let rated = try Books.rated(book, milli: used, period)
            let plan = try TariffPlan(book)
            func lines(_ code: String) -> [RatedLine] {
                rated.lines.filter { plan.charge(of: $0).code == code }
            }
            #expect(lines("SC").map { milli($0.quantity) }.reduce(0, +) == days * 1000)
            #expect(lines("UNIT").map { milli($0.quantity) }.reduce(0, +) == used, "seed \(seed)")
            #expect(lines("UNIT").map(\.period.days).reduce(0, +) == days)
            #expect(rated.total.minorUnits == rated.lines.map(\.minorUnits).reduce(0, +))
            for (one, next) in zip(lines("SC"), lines("SC").dropFirst()) {
                #expect(one.period.end == next.period.start)
            }
        }
    }

    @Test("a read on the day of the change is not split (rule C1.26)")
    func readAtChange() throws {
        let change = Books.start + 10
        let plan = try TariffPlan(Books.flat([(Day(number: 0), "0.10"), (change, "0.20")]))
        let period = Period(from: Books.start, upTo: Books.start + 40)
        let slot = try #require(plan.usageSlot("kWh"))
        var input = plan.input(for: period)
        input.usages = [
            Usage(slot, Quantity(7), over: Period(from: period.start, upTo: change)),
            Usage(slot, Quantity(3), over: Period(from: change, upTo: period.end)),
        ]
        let rated = try plan.rate(input)
        let units = rated.lines.filter { plan.charge(of: $0).code == "UNIT" }
        #expect(units.map { $0.quantity } == [Exact(7), Exact(3)])
    }

    @Test("a meter exchange on another day is added up before the split")
    func exchange() throws {
        let change = Books.start + 10
        let plan = try TariffPlan(Books.flat([(Day(number: 0), "0.10"), (change, "0.20")]))
        let period = Period(from: Books.start, upTo: Books.start + 40)
        let slot = try #require(plan.usageSlot("kWh"))
        var input = plan.input(for: period)
        let swap = Books.start + 25
        input.usages = [
            Usage(slot, Quantity(70), over: Period(from: period.start, upTo: swap)),
            Usage(slot, Quantity(30), over: Period(from: swap, upTo: period.end)),
        ]
        let rated = try plan.rate(input)
        let units = rated.lines.filter { plan.charge(of: $0).code == "UNIT" }
        #expect(units.map { $0.quantity } == [Exact(25), Exact(75)])
    }

    @Test(
        "an annual price by the days of its year (rule A6.6)",
        arguments: [
            // from, days, year begins, price, pennies
            ("2025-01-01", 90, 1, "100", 2466), ("2024-01-01", 90, 1, "100", 2459),
            ("2024-04-01", 365, 4, "50.26", 5026), ("2024-07-10", 265, 4, "189.54", 13761),
            ("2024-12-22", 20, 1, "365", 1997),
        ] as [(String, Int, Int, String, Int)])
    func annual(from: String, days: Int, month: Int, price: String, pennies: Int) throws {
        var book = Books.book()
        book.inputs = []
        book.year = .from(month: month, day: 1)
        book.prices = [Books.price("FIX", [(Day(number: 0), price)], unit: "GBP/year")]
        var charge = TariffBook.Charge("FIX", .unit(quantity: nil, price: "FIX"))
        charge.per = .year
        book.charges = [charge]
        let start = try #require(Day(from))
        let rated = try Books.rated(book, milli: 0, Period(from: start, upTo: start + days))
        #expect(rated.netMinorUnits == Int64(pennies))
    }

    @Test("a part month by its days, a whole month in full (rule C1.27)")
    func monthly() throws {
        var book = Books.book()
        book.inputs = []
        book.prices = [Books.price("FEE", [(Day(number: 0), "31")], unit: "GBP/month")]
        var charge = TariffBook.Charge("FEE", .unit(quantity: nil, price: "FEE"))
        charge.per = .month
        book.charges = [charge]
        let rows = [("2025-02-01", 28, 3100), ("2025-01-31", 2, 211), ("2025-01-01", 59, 6200)]
        for (from, days, pennies) in rows {
            let start = try #require(Day(from))
            let rated = try Books.rated(book, milli: 0, Period(from: start, upTo: start + days))
            #expect(rated.netMinorUnits == Int64(pennies), "\(from) \(days)")
        }
    }

    @Test("no price is a refusal, never zero (rule C1.16)")
    func missingPrice() throws {
        let change = Books.start + 10
        var book = Books.flat([(Books.start, "0.10")])
        book.prices[0].steps.append(TariffBook.Price.Step(from: change, values: [:]))
        let plan = try TariffPlan(book)
        func refusal(_ from: Day, _ upTo: Day) -> RatingRefused? {
            var input = plan.input(for: Period(from: from, upTo: upTo))
            if let slot = plan.usageSlot("kWh") { input.add(slot, Quantity(1)) }
            do throws(RatingRefused) { _ = try plan.rate(input) } catch { return error }
            return nil
        }
        #expect(refusal(Books.start, change) == nil)
        #expect(refusal(Books.start, change + 1) == .missingPrice("UNIT", change))
        #expect(refusal(Books.start - 1, change) == .missingPrice("SC", Books.start - 1))
        #expect(refusal(change, change) == .emptyPeriod(change))
    }

    @Test("nothing measured is a refusal unless the book says what holds")
    func missingUsage() throws {
        let plan = try TariffPlan(Books.flat([(Day(number: 0), "0.10")]))
        let input = plan.input(for: Period(from: Books.start, upTo: Books.start + 1))
        #expect(throws: RatingRefused.missingUsage("kWh")) { try plan.rate(input) }
    }
}
