import Measures
import Tariffs
import Testing

/// Blocks that a whole fills and of which each band prices its part.
@Suite("Blocks filled by a whole")
struct FillingTests {
    static let day = Day(number: 17_532)
    static let zone = Zone.utc

    /// Day from 08:00 to 20:00 and night, blocks up to 100 and 300 kWh of both.
    static func book(_ order: TariffBook.Blocks.Filling.Order) -> TariffBook {
        var book = TariffBook(
            code: "test", name: "Test", commodity: "electricity", currency: .usd)
        let all = Set(Day.Weekday.allCases.map { TimeOfUseRules.Days.weekday($0) })
        book.timeOfUse = TimeOfUseRules(
            bands: ["day", "night"],
            windows: [TimeOfUseRules.Window(band: "day", days: all, from: 480, to: 1200)],
            otherwise: "night")
        book.quantities = [TariffBook.DerivedQuantity("kWh", "day + night", unit: .kWh)]
        for (index, band) in ["day", "night"].enumerated() {
            book.inputs.append(TariffBook.Input(band, .usage, unit: .kWh))
            let steps = (0..<3).map { tier in
                book.prices.append(
                    Books.price("P\(band)\(tier)", [(Day(number: 0), "\(index + 1).\(tier)")]))
                return TariffBook.Blocks.Step(
                    code: "\(band)\(tier)", upTo: tier < 2 ? ["100", "300"][tier] : nil,
                    price: "P\(band)\(tier)")
            }
            var blocks = TariffBook.Blocks(of: band, scale: .bill, steps: steps)
            blocks.filling = TariffBook.Blocks.Filling(by: "kWh", order)
            book.charges.append(TariffBook.Charge(band, .blocks(blocks)))
        }
        return book
    }

    /// Quantities by the code of their line.
    static func rated(_ book: TariffBook, _ hours: [Int64]) throws -> [String: Exact] {
        let (plan, input) = try input(book, hours)
        let rated = try plan.rate(input)
        return Dictionary(
            uniqueKeysWithValues: rated.lines.map { (plan.code(of: $0, rated), $0.quantity) })
    }

    static func input(
        _ book: TariffBook, _ hours: [Int64]
    ) throws -> (plan: TariffPlan, input: RatingInput) {
        let plan = try TariffPlan(book)
        let clock = try #require(plan.timeOfUse())
        let period = Period(from: day, upTo: day + hours.count / 24)
        var input = plan.input(for: period)
        let table = BandTable(clock, over: period, minutes: 60, in: zone)
        var use = ChronologicalUse(table, usages: plan.usageSlots(of: clock))
        hours.withUnsafeBufferPointer { use.take($0, scale: 1) }
        for (index, slot) in plan.usageSlots(of: clock).enumerated() {
            input.add(try #require(slot), Quantity(millionths: use.sums[index]))
        }
        input.inTime = use
        return (plan, input)
    }

    /// Night uses `night` kWh an hour and day `day`, in whole kWh.
    static func hours(_ days: Int, day: Int64, night: Int64) -> [Int64] {
        (0..<days * 24).map { (8..<20).contains($0 % 24) ? day * 1_000_000 : night * 1_000_000 }
    }

    @Test("in shares: each band has its part of every block")
    func shares() throws {
        let found = try Self.rated(Self.book(.shares), Self.hours(10, day: 3, night: 1))
        #expect(found["day0"] == Exact("75") && found["night0"] == Exact("25"))
        #expect(found["day1"] == Exact("150") && found["night1"] == Exact("50"))
        #expect(found["day2"] == Exact("135") && found["night2"] == Exact("45"))
    }

    @Test("in order of time: the blocks fill hour by hour, an hour is split at the bound")
    func time() throws {
        let found = try Self.rated(Self.book(.time), Self.hours(10, day: 3, night: 1))
        // A day is 8 + 36 + 4; 96 after two days, then 4 hours of the third night reach 100.
        #expect(found["night0"] == Exact("28") && found["day0"] == Exact("72"))
        // 300 after six days (288), 8 hours of night and two of the third hour's 3 kWh.
        #expect(found["night1"] == Exact("52") && found["day1"] == Exact("148"))
        #expect(found["night2"] == Exact("40") && found["day2"] == Exact("140"))
    }

    @Test(
        "whatever the use: the order of time is that of a count hour by hour", arguments: [1, 2, 3])
    func counted(seed: UInt64) throws {
        var random = Seeded(seed)
        let hours = (0..<30 * 24).map { _ in Int64.random(in: 0...3_000_000, using: &random) }
        let found = try Self.rated(Self.book(.time), hours)
        var expected: [String: Int64] = [:]
        var total: Int64 = 0
        for (index, value) in hours.enumerated() {
            let band = (8..<20).contains(index % 24) ? "day" : "night"
            let bounds: [Int64] = [0, 100_000_000, 300_000_000, .max]
            for block in 0..<3 {
                let part = min(total + value, bounds[block + 1]) - max(total, bounds[block])
                if part > 0 { expected["\(band)\(block)", default: 0] += part }
            }
            total += value
        }
        #expect(found == expected.mapValues { Quantity(millionths: $0).exact })
    }

    @Test("without the intervals it is refused, never guessed")
    func refused() throws {
        let plan = try TariffPlan(Self.book(.time))
        var input = plan.input(for: Period(from: Self.day, upTo: Self.day + 30))
        for name in ["day", "night"] {
            input.add(try #require(plan.usageSlot(name)), Quantity(500))
        }
        #expect(throws: RatingRefused.missingIntervals("day")) { try plan.rate(input) }
    }

    /// By hand: 48 kWh a day, 36 of them by day. 100 are reached in the third night, 300 in the
    /// seventh, so on the day of the change 240 are used: 72 and 108 by day.
    @Test(
        "where a price changes the blocks go on filling, each day at its price",
        arguments: [TariffBook.Blocks.Scale.bill, .day])
    func priceChange(scale: TariffBook.Blocks.Scale) throws {
        var book = Self.book(.time)
        if scale == .day { book.perDay(["10", "30"]) }
        book.prices[1].steps.append(.init(from: Self.day + 5, values: ["": Exact("9")!]))
        #expect(
            try Self.rated(book, Self.hours(10, day: 3, night: 1)) == [
                "day01": Exact(72), "day11": Exact(108), "day12": Exact(40), "day22": Exact(140),
                "night0": Exact(28), "night1": Exact(52), "night2": Exact(40),
            ])
        if scale == .day { return }
        #expect(
            try Self.rated(book, Self.hours(5, day: 3, night: 1))
                == ["day0": 72, "day1": 108, "night0": 28, "night1": 32].mapValues { Exact($0) })
    }

    @Test("a bound that changes inside the period is refused, and by older rules any change is")
    func boundChange() throws {
        let refused = RatingRefused.seriesAcrossPriceChange("day", Self.day + 5)
        var book = Self.book(.time)
        book.prices.append(
            Books.price("BOUND", [(Day(number: 0), "100"), (Self.day + 5, "120")], unit: "kWh"))
        book.bound(0, by: "BOUND")
        #expect(throws: refused) { try Self.rated(book, Self.hours(10, day: 3, night: 1)) }
        #expect(try Self.rated(book, Self.hours(5, day: 3, night: 1))["day0"] == Exact(72))
        var priced = Self.book(.time)
        priced.prices[1].steps.append(.init(from: Self.day + 5, values: ["": Exact("9")!]))
        let old = try Self.input(priced, Self.hours(10, day: 3, night: 1))
        var input = old.input
        input.fillsAcrossChanges = false
        #expect(throws: refused) { try old.plan.rate(input) }
    }

    @Test(
        "whatever the use and the days of change: as counted hour by hour", arguments: [1, 2, 3, 4])
    func countedAcross(seed: UInt64) throws {
        var random = Seeded(seed)
        let hours = (0..<30 * 24).map { _ in Int64.random(in: 0...1_000_000, using: &random) }
        let changes = [3, Int.random(in: 4...15, using: &random), 16].map { Self.day + $0 }
        var book = Self.book(.time)
        for (index, change) in changes.enumerated() {
            let value = try #require(Exact("\(index + 4)"))
            book.prices[0].steps.append(.init(from: change, values: ["": value]))
        }
        var expected: [String: Int64] = [:]
        var total: Int64 = 0
        for (index, value) in hours.enumerated() {
            let isDay = (8..<20).contains(index % 24)
            let piece = changes.count { $0 <= Self.day + index / 24 } + 1
            for (block, bound) in [Int64(0), 100_000_000, 300_000_000, .max].dropLast().enumerated()
            {
                let upper = [100_000_000, 300_000_000, Int64.max][block]
                let part = min(total + value, upper) - max(total, bound)
                let code = isDay ? "day\(block)\(piece)" : "night\(block)"
                if part > 0 { expected[code, default: 0] += part }
            }
            total += value
        }
        let found = try Self.rated(book, hours).filter { !$0.value.isZero }
        #expect(found == expected.mapValues { Quantity(millionths: $0).exact }, "seed \(seed)")
    }

    @Test("what was told when blocks were filled stands in for the intervals")
    func toldAgain() throws {
        let plan = try TariffPlan(Self.book(.time))
        let usages = try ["day", "night"].map { try #require(plan.usageSlot($0)) }
        var input = plan.input(for: Period(from: Self.day, upTo: Self.day + 10))
        for slot in usages { input.add(slot, Quantity(200)) }
        let limits: [Int64] = [100_000_000, 300_000_000]
        input.filled = usages.map {
            ChronologicalBlocks($0, limits: limits, parts: [50_000_000, 100_000_000, 50_000_000])
        }
        #expect(
            try plan.rate(input).lines.map(\.quantity).prefix(3)
                == [Exact(50), Exact(100), Exact(50)])
        input.filled[1] = ChronologicalBlocks(usages[1], limits: [100_000_000], parts: [1, 2, 3])
        #expect(throws: RatingRefused.missingIntervals("night")) { try plan.rate(input) }
    }

    @Test("nothing used: the first block says so", arguments: [0, 1])
    func nothing(index: Int) throws {
        let order: TariffBook.Blocks.Filling.Order = index == 0 ? .shares : .time
        let found = try Self.rated(Self.book(order), Self.hours(2, day: 0, night: 0))
        #expect(found == ["day0": .zero, "night0": .zero])
    }

    @Test("a bound below the one before leaves its block empty, filled or not")
    func falling() throws {
        let book = Books.blocks([300, 100], prices: ["1", "2", "3"], per: .bill)
        let period = Period(from: Books.start, upTo: Books.start + 30)
        let rated = try Books.rated(book, milli: 500_000, period)
        #expect(rated.lines.map(\.quantity) == [Exact(300), Exact(200)])
    }
}

/// Lines rounded one by one or all together, and what depends on the month.
@Suite("Rounding together, months")
struct TogetherTests {
    static func book(_ lines: TariffBook.BookRounding.Lines, _ prices: [String]) -> TariffBook {
        var book = Books.book()
        book.rounding.lines = lines
        for (index, price) in prices.enumerated() {
            book.prices.append(
                Books.price("P\(index)", [(Day(number: 0), price)], unit: "GBP/bill"))
            book.charges.append(
                TariffBook.Charge("L\(index)", .unit(quantity: nil, price: "P\(index)")))
        }
        return book
    }

    static let period = Period(from: Books.start, upTo: Books.start + 30)

    static let table: [(prices: [String], each: Int64, together: [Int64])] = [
        (["0.004", "0.004", "0.004"], 0, [1, 0, 0]),
        (["0.005", "0.005", "0.005"], 3, [1, 1, 0]),
        (["0.006", "0.006"], 2, [1, 0]),
        (["1.00", "2.00"], 300, [100, 200]),
        (["-0.004", "-0.004", "-0.004"], 0, [0, 0, -1]),
        (["0.014", "-0.004"], 1, [1, 0]),
    ]

    @Test("the sum is rounded once and the lines show its pennies", arguments: table.indices)
    func together(index: Int) throws {
        let (prices, each, together) = Self.table[index]
        let one = try Books.rated(Self.book(.each, prices), milli: 0, Self.period)
        #expect(one.netMinorUnits == each)
        let all = try Books.rated(
            Self.book(.together, prices), milli: 0, Self.period, recording: true)
        #expect(all.lines.map(\.minorUnits).sorted() == together.sorted())
        #expect(all.netMinorUnits == together.reduce(0, +))
        let results = all.workings.compactMap { $0.steps.last?.result }
        #expect(results == all.lines.map { .money(all.amount(of: $0)) })
    }

    @Test("a minimum and a formula see the lines before rounding")
    func exact() throws {
        var book = Self.book(.together, ["0.004"])
        book.charges.append(TariffBook.Charge("DOUBLE", .amount("line.L0 * 2", quantity: nil)))
        book.charges.append(TariffBook.Charge("LEAST", .minimum("0.02", covers: ["L0", "DOUBLE"])))
        let rated = try Books.rated(book, milli: 0, Self.period)
        #expect(rated.lines.map(\.exact) == ["0.004", "0.008", "0.008"].map { Exact($0) })
        #expect(rated.netMinorUnits == 2)
    }

    @Test("a line of its own rounding is a mistake there")
    func ownRounding() {
        var book = Self.book(.together, ["1"])
        book.charges[0].rounding = RoundingRule(places: 0)
        do throws(BookRefused) { _ = try TariffPlan(book) } catch {
            #expect(error.mistakes.map(\.rule) == [.roundedTogether("L0")])
            return
        }
        Issue.record("not refused")
    }

    @Test("a line of some months, and a period over two of them")
    func months() throws {
        var book = Self.book(.each, ["1"])
        book.charges[0].when = "month >= 6 and month <= 9"
        func lines(_ first: Day, _ last: Day) throws -> Int {
            try Books.rated(book, milli: 0, Period(from: first, through: last)).lines.count
        }
        let days = try [(5, 31), (6, 1), (9, 30), (10, 1)].map {
            try #require(Day(year: 2025, month: $0.0, day: $0.1))
        }
        #expect(try days.map { try lines($0, $0) } == [0, 1, 1, 0])
        let across = Period(from: days[0], through: days[1])
        #expect(throws: RatingRefused.severalMonths(across)) { try lines(days[0], days[1]) }
    }
}

/// Sums from the table are those of the walk along the clock, whatever the stored form.
@Suite("Band tables")
struct BandTableTests {
    static let zone = Zone(
        name: "test", base: 0,
        shifts: [
            Zone.Shift(from: Instant(seconds: 17_550 * 86_400 + 3600), offset: 3600),
            Zone.Shift(from: Instant(seconds: 17_700 * 86_400 + 3600), offset: 0),
        ])

    @Test(
        "as the clock has it, over clock changes too", arguments: [15, 30, 60], [17_532, 17_690])
    func sums(minutes: Int, first: Int32) throws {
        let clock = try #require(try TariffPlan(FillingTests.book(.time)).timeOfUse())
        let period = Period(from: Day(number: first), upTo: Day(number: first + 31))
        let table = BandTable(clock, over: period, minutes: minutes, in: Self.zone)
        var random = Seeded(UInt64(first) + UInt64(minutes))
        let values = (0..<table.count).map { _ in Int16.random(in: 0...Int16.max, using: &random) }
        var expected = BandSums(bands: 2)
        clock.add(
            values.map { Int64($0) * 10 }, from: Self.zone.start(of: period.start),
            every: minutes * 60, in: Self.zone, to: &expected)
        var use = ChronologicalUse(table, usages: [nil, nil])
        func expectSame() { #expect(use.sums == expected.sums && use.maximum == expected.maximum) }
        values.withUnsafeBufferPointer { use.take($0, scale: 10) }
        expectSame()
        values.map { Int32($0) }.withUnsafeBufferPointer { use.take($0, scale: 10) }
        expectSame()
        values.map { Int64($0) }.withUnsafeBufferPointer { use.take($0, scale: 10) }
        expectSame()
    }

    @Test("from any instant on, negative values and odd counts too", arguments: 1...60)
    func anyStretch(seed: UInt64) throws {
        var random = Seeded(seed)
        let clock = try #require(try TariffPlan(FillingTests.book(.time)).timeOfUse())
        let minutes = [5, 15, 30, 60][Int(seed % 4)]
        let day = 17_545 + Int64.random(in: 0...10, using: &random)
        let start = Instant(seconds: day * 86_400 + Int64(minutes * 60) * Int64(seed % 7))
        let count = [0, 1, 23, 46, 50, 1487, 2100][Int(seed / 4 % 7)]
        let table = BandTable(clock, of: count, from: start, minutes: minutes, in: Self.zone)
        let values = (0..<count).map { _ in Int16.random(in: -32_767...32_767, using: &random) }
        var expected = BandSums(bands: 2)
        clock.add(
            values.map { Int64($0) * 1000 }, from: start, every: minutes * 60, in: Self.zone,
            to: &expected)
        func expectSame(_ take: (inout BlockUsage) -> Void) {
            var filled = BlockUsage()
            take(&filled)
            #expect(
                filled.sums == expected.sums && filled.maximum == expected.maximum, "seed \(seed)")
        }
        values.withUnsafeBufferPointer { all in
            expectSame { $0.take(.short(all), scale: 1000, table) }
        }
        values.map { Int32($0) }.withUnsafeBufferPointer { all in
            expectSame { $0.take(.middle(all), scale: 1000, table) }
        }
        values.map { Int64($0) }.withUnsafeBufferPointer { all in
            expectSame { $0.take(.long(all), scale: 1000, table) }
        }
    }
}

extension TariffBook {
    /// Other bounds, of which a period has so much a day.
    fileprivate mutating func perDay(_ bounds: [String]) {
        for (index, bound) in bounds.enumerated() { self.bound(index, by: bound) }
        for index in charges.indices {
            guard case .blocks(var blocks) = charges[index].kind else { continue }
            blocks.scale = .day
            charges[index].kind = .blocks(blocks)
        }
    }

    fileprivate mutating func bound(_ step: Int, by formula: String) {
        for index in charges.indices {
            guard case .blocks(var blocks) = charges[index].kind else { continue }
            blocks.steps[step].upTo = formula
            charges[index].kind = .blocks(blocks)
        }
    }
}
