import Measures
import Tariffs
import Testing

/// Bills from intervals, many at once: what `Rater` gives for each of them.
@Suite("Bills from intervals")
struct IntervalBillsTests {
    static let day = FillingTests.day

    /// Blocks filled in order of time, a charge on all of the use, one on each demand, a tax.
    static func book(_ seed: inout Seeded) -> TariffBook {
        var book = FillingTests.book(.time)
        book.rounding.line = RoundingRule(places: 2, mode: [.halfUp, .up, .down][seed.below(3)])
        book.inputs.append(TariffBook.Input("kWh", .usage, unit: .kWh))
        book.quantities = []
        for name in ["max_kW", "max_kW_day", "max_kW_night"] where seed.below(3) > 0 {
            let number = TariffBook.Input(name, .number, unit: .kW)
            book.inputs.append(number)
            add("\(name) * 1", name, to: &book, &seed)
        }
        add("kWh", "ALL", to: &book, &seed)
        add("day + night", "BOTH", to: &book, &seed)
        if seed.below(2) == 0 { book.taxes = [TariffBook.Tax("VAT", percent: "8.25")] }
        for index in book.charges.indices where !book.taxes.isEmpty {
            book.charges[index].tax = "VAT"
        }
        return book
    }

    private static func add(
        _ quantity: String, _ code: String, to book: inout TariffBook, _ seed: inout Seeded
    ) {
        book.prices.append(
            Books.price("P" + code, [(Day(number: 0), "\(seed.below(9)).\(seed.below(999))")]))
        book.charges.append(
            TariffBook.Charge(code, .unit(quantity: quantity, price: "P" + code)))
    }

    /// What `Rater` says of one account, interval by interval.
    static func rated(
        _ plan: TariffPlan, over period: Period, _ table: BandTable, _ values: [Int64]
    ) throws -> Rated {
        let clock = try #require(plan.timeOfUse())
        var input = plan.input(for: period)
        let slots = plan.usageSlots(of: clock)
        var use = ChronologicalUse(table, usages: slots)
        values.withUnsafeBufferPointer { use.take($0, scale: 1) }
        let perHour = Exact(60 / table.minutes)
        func set(_ name: String, _ maximum: Int64) {
            guard let slot = plan.numberSlot(name) else { return }
            input.set(slot, Quantity(millionths: maximum).exact * perHour)
        }
        for (index, slot) in slots.enumerated() {
            input.add(try #require(slot), Quantity(millionths: use.sums[index]))
            set("max_kW_" + clock.bands[index], use.maximum[index])
        }
        if let slot = plan.usageSlot("kWh") {
            input.add(slot, Quantity(millionths: values.reduce(0, +)))
        }
        set("max_kW", max(0, values.max() ?? 0))
        input.inTime = use
        return try plan.rate(input)
    }

    /// Rates all loads at once, each `scale` millionths, and compares each with the rater's.
    static func compare(
        _ book: TariffBook, _ loads: [[Int64]], scale: Int64, minutes: Int = 60,
        _ description: String
    ) throws {
        let plan = try TariffPlan(book)
        let clock = try #require(plan.timeOfUse())
        let days = (loads.first?.count ?? 0) * minutes / 1440
        let period = Period(from: day, upTo: day + days)
        let table = BandTable(clock, over: period, minutes: minutes, in: FillingTests.zone)
        var bills = try #require(
            IntervalBills(
                plan, plan.input(for: period), clocks: [clock], minutes: minutes,
                in: FillingTests.zone))
        for load in loads { bills.take(any: load, scale) }
        let found = try bills.rate()
        #expect(found.nets.count == loads.count)
        for (row, load) in loads.enumerated() {
            let one = try rated(plan, over: period, table, load.map { $0 * scale })
            #expect(found.nets[row] == one.netMinorUnits, "\(description), load \(row)")
            #expect(found.taxes[row] == one.taxMinorUnits, "\(description), load \(row)")
        }
        #expect(try bills.rate().nets.isEmpty)
    }

    @Test("random books and loads: to the minor unit", arguments: 0..<40)
    func random(number: Int) throws {
        var seed = Seeded(UInt64(number))
        let book = Self.book(&seed)
        let minutes = [15, 30, 60][seed.below(3)]
        let scale = [Int64(1), 10, 1_000, 100_000][seed.below(4)]
        let maximum = Int64([2_000_000, 30_000_000, 0][seed.below(3)]) / scale
        let count = (1 + seed.below(31)) * 1440 / minutes
        let loads = (0..<20).map { _ in
            (0..<count).map { _ in Int64.random(in: 0...maximum, using: &seed) }
        }
        try Self.compare(book, loads, scale: scale, minutes: minutes, "seed \(number)")
    }

    /// Whole kWh of the hours of two days; blocks end at 100 and 300.
    static let edges: [(description: String, load: [Int: Int64])] = [
        ("nothing used, no demand", [:]),
        ("below the first bound", [0: 99]),
        ("on the first bound at an hour's end", [0: 60, 1: 40, 2: 7]),
        ("on the first bound at a day's end", [23: 100, 24: 7]),
        ("inside an hour", [8: 99, 9: 2]),
        ("inside the last hour of a band", [18: 90, 19: 20, 20: 5]),
        ("both bounds inside one hour", [30: 301]),
        ("both bounds on one day", [0: 99, 8: 100, 20: 102]),
        ("on the second bound at the end", [0: 100, 24: 200]),
        ("just above the second bound", [0: 100, 24: 200, 47: 1]),
        ("on days of their own", [5: 101, 29: 200]),
    ]

    @Test("both sides of each bound (rule C1.6)", arguments: [Int64(1_000), 1_000_000])
    func bounds(scale: Int64) throws {
        var seed = Seeded(7)
        let loads = Self.edges.map { edge in
            (0..<48).map { (edge.load[$0] ?? 0) * 1_000_000 / scale }
        }
        for index in Self.edges.indices {
            try Self.compare(
                Self.book(&seed), [loads[index]], scale: scale,
                Self.edges[index].description)
        }
        try Self.compare(Self.book(&seed), loads, scale: scale, "all together")
    }

    @Test("what goes beyond the proof, or below nothing, is the rater's")
    func beyond() throws {
        var seed = Seeded(1)
        let book = Self.book(&seed)
        let day = (0..<24).map { Int64($0) * 1_000_000_000_001 }
        try Self.compare(book, [day], scale: 1, "large")
        try Self.compare(book, [day.map { -$0 / 1_000_000 }], scale: 1, "below nothing")
    }

    @Test("bounds that a demand moves are each account's own: no bills together")
    func movingBounds() throws {
        var seed = Seeded(2)
        var book = Self.book(&seed)
        if !book.inputs.contains(where: { $0.name == "max_kW" }) {
            book.inputs.append(TariffBook.Input("max_kW", .number, unit: .kW))
        }
        guard case .blocks(var blocks) = book.charges[0].kind else { return #expect(Bool(false)) }
        blocks.steps[0].upTo = "max_kW * 10"
        book.charges[0].kind = .blocks(blocks)
        let plan = try TariffPlan(book)
        let clock = try #require(plan.timeOfUse())
        let input = plan.input(for: Period(from: Self.day, upTo: Self.day + 1))
        #expect(IntervalBills(plan, input, clocks: [clock], minutes: 60, in: .utc) == nil)
    }
}

extension IntervalBills {
    /// In the narrowest form, as intervals are stored.
    fileprivate mutating func take(any values: [Int64], _ scale: Int64) {
        if let short = values.allOf(Int16.self) {
            short.withUnsafeBufferPointer { take(.short($0), scale: scale) }
        } else if let middle = values.allOf(Int32.self) {
            middle.withUnsafeBufferPointer { take(.middle($0), scale: scale) }
        } else {
            values.withUnsafeBufferPointer { take(.long($0), scale: scale) }
        }
    }
}

extension [Int64] {
    fileprivate func allOf<Value: FixedWidthInteger>(_ type: Value.Type) -> [Value]? {
        let values = compactMap { Value(exactly: $0) }
        return values.count == count ? values : nil
    }
}

extension Seeded {
    fileprivate mutating func below(_ end: Int) -> Int { Int.random(in: 0..<end, using: &self) }
}
