import Measures
import Tariffs
import Testing

/// Blocks against a calculation that fills them one thousandth at a time (rules C1.5 to C1.7).
@Suite("Blocks")
struct BlocksTests {
    /// Thousandths in each block, counted one by one: unit `n` lies in the first block whose
    /// bound is at least `n`, so a bound belongs to the lower block.
    static func naive(_ milli: Int, boundsMilli: [Int]) -> [Int] {
        var parts = [Int](repeating: 0, count: boundsMilli.count + 1)
        var unit = 1
        while unit <= milli {
            let block = boundsMilli.firstIndex { unit <= $0 } ?? boundsMilli.count
            parts[block] += 1
            unit += 1
        }
        return parts
    }

    static func quantities(_ rated: Rated, _ plan: TariffPlan, blocks: Int) -> [Int] {
        (0..<blocks).map { block in
            rated.lines.filter { plan.code(of: $0, rated) == "B\(block)" }
                .map { milli($0.quantity) }.reduce(0, +)
        }
    }

    @Test(
        "one below, at and above each bound",
        arguments: [[3], [1, 2], [1, 2, 4]], [1, 2, 31])
    func edges(bounds: [Int], days: Int) throws {
        let prices = (0...bounds.count).map { "0.\($0 + 1)" }
        let period = Period(from: Books.start, upTo: Books.start + days)
        for scale in [TariffBook.Blocks.Scale.day, .bill] {
            let book = Books.blocks(bounds, prices: prices, per: scale)
            let plan = try TariffPlan(book)
            let inMilli = bounds.map { $0 * 1000 * (scale == .day ? days : 1) }
            let edges = inMilli.flatMap { [$0 - 1, $0, $0 + 1] }
            for used in [0, 1] + edges + [inMilli[inMilli.count - 1] * 2] {
                let rated = try Books.rated(book, milli: used, period)
                let ours = BlocksTests.quantities(rated, plan, blocks: prices.count)
                let expected = BlocksTests.naive(used, boundsMilli: inMilli)
                #expect(ours == expected, "\(bounds) \(scale) \(days) days, \(used)")
                #expect(!rated.lines.isEmpty)
            }
        }
    }

    @Test("random blocks", arguments: [1, 2, 3, 4, 5] as [UInt64])
    func random(seed: UInt64) throws {
        var random = Seeded(seed)
        for _ in 0..<60 {
            let count = Int.random(in: 1...4, using: &random)
            let bounds = Set((0..<count).map { _ in Int.random(in: 1...9, using: &random) })
                .sorted()
            let prices = bounds.indices.map { "0.0\($0 + 1)7" } + ["0.5"]
            let used = Int.random(in: 0...14_000, using: &random)
            let book = Books.blocks(bounds, prices: prices, per: .bill)
            let period = Period(from: Books.start, upTo: Books.start + 30)
            let rated = try Books.rated(book, milli: used, period)
            let ours = BlocksTests.quantities(rated, try TariffPlan(book), blocks: prices.count)
            let expected = BlocksTests.naive(used, boundsMilli: bounds.map { $0 * 1000 })
            #expect(ours == expected, "seed \(seed): \(bounds) \(used)")
            #expect(rated.netMinorUnits == rated.lines.map(\.minorUnits).reduce(0, +))
        }
    }

    @Test(
        "a price change splits quantity and bounds by the same days",
        arguments: [11, 12, 13] as [UInt64])
    func acrossChange(seed: UInt64) throws {
        var random = Seeded(seed)
        for _ in 0..<60 {
            let days = Int.random(in: 2...9, using: &random)
            let before = Int.random(in: 1..<days, using: &random)
            let used = Int.random(in: 0...30_000, using: &random)
            let book = Books.blocks(
                [1, 3], prices: ["0.1", "0.2", "0.3"], per: .day,
                changedTo: ["0.15", "0.25", "0.35"], on: Books.start + before)
            let period = Period(from: Books.start, upTo: Books.start + days)
            let rated = try Books.rated(book, milli: used, period)
            let first = (2 * used * before + days) / (2 * days)
            let split = [(first, before), (used - first, days - before)]
            var expected: [Int] = []
            for (part, days) in split {
                let filled = BlocksTests.naive(part, boundsMilli: [1000 * days, 3000 * days])
                let lines = filled.filter { $0 > 0 }
                expected += lines.isEmpty ? [0] : lines
            }
            let ours = rated.lines.map { milli($0.quantity) }
            #expect(ours == expected, "seed \(seed): \(used) over \(before) of \(days)")
            #expect(ours.reduce(0, +) == used)
        }
    }

    @Test("cumulative blocks go on where the year stands, and a true-up takes back from the top")
    func cumulative() throws {
        var book = Books.blocks([150, 350], prices: ["1.12", "2.07", "2.96"], per: .bill)
        book.inputs.append(TariffBook.Input("used", .number, otherwise: .zero))
        guard case .blocks(var blocks) = book.charges[0].kind else { return }
        blocks.used = "used"
        book.charges[0].kind = .blocks(blocks)
        let plan = try TariffPlan(book)
        let rows: [(used: Int, now: Int, parts: [Int])] = [
            (0, 150, [150]), (0, 151, [150, 1]), (110, 95, [40, 55]), (150, 1, [1]),
            (349, 2, [1, 1]), (200, -60, [-10, -50]), (400, 100, [100]),
        ]
        for row in rows {
            var input = plan.input(for: Period(from: Books.start, upTo: Books.start + 92))
            input.add(try #require(plan.usageSlot("kWh")), Quantity(row.now))
            input.set(try #require(plan.numberSlot("used")), Exact(row.used))
            let rated = try plan.rate(input)
            #expect(rated.lines.map { milli($0.quantity) / 1000 } == row.parts, "\(row)")
        }
    }
}
