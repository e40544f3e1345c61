import Measures
import Metering
import Testing

/// A block says the same in whatever width its values lie: as they were stored, or as millionths.
@Suite("Blocks in the width they are stored in")
struct StoredWidthTests {
    private static let start = Instant(seconds: 1_750_000_000 / 1800 * 1800)
    private static let flags = [
        QualityFlag.actual, QualityFlag(.estimated, method: 3), QualityFlag.missing,
    ]

    /// A block of some width: values of `maximum` steps of `scale` millionths at most, some missing.
    private static func wide(
        _ count: Int, maximum: Int64, scale: Int64, at position: Int = 0, isWhole: Bool = false,
        _ random: inout Seeded
    ) throws -> IntervalBlock {
        let flags = (0..<count).map { _ in
            Self.flags[isWhole ? 0 : max(0, Int.random(in: -9...2, using: &random))]
        }
        let values = flags.map { flag in
            flag == .missing
                ? IntervalBlock.missing
                : Int64.random(in: -maximum / 9...maximum, using: &random) * scale
        }
        return try IntervalBlock(
            start: start + position * 1800, minutes: 30, values: values,
            runs: flags.map { IntervalBlock.Run(1, $0) })
    }

    private static func forms(_ seed: UInt64) -> (maximum: Int64, scale: Int64) {
        let all: [(Int64, Int64)] = [
            (9, 1000), (Int64(Int16.max), 1000), (Int64(Int16.max), 1_000_000),
            (Int64(Int32.max), 1), (Int64(Int32.max), 1_000_000), (.max / 8, 1),
        ]
        return all[Int(seed % 6)]
    }

    @Test("read from its bytes, a block is the one that was written", arguments: 1...60)
    func decoded(seed: UInt64) throws {
        var random = Seeded(seed)
        let (maximum, scale) = Self.forms(seed)
        let count = [1, 7, 8, 47, 48, 50, 336, 1488][Int(seed % 8)]
        let wide = try Self.wide(count, maximum: maximum, scale: scale, &random)
        let read = try IntervalBlock(decoding: wide.encoded())
        #expect(read == wide && wide == read && read.hashValue == wide.hashValue, "seed \(seed)")
        #expect(read.values == wide.values && read.encoded() == wide.encoded())
        #expect((0..<count).allSatisfy { read[$0] == wide.values[$0] })
        #expect(read.total == wide.total && read.gaps == wide.gaps)
        let from = Int.random(in: 0..<count, using: &random)
        let part = from..<Int.random(in: from...count, using: &random)
        #expect(read.total(in: part) == wide.total(in: part), "seed \(seed)")
        let sum = wide.values[part].reduce(Int128(0)) { $0 + Int128($1) }
        let isWhole = !wide.values[part].contains(IntervalBlock.missing)
        #expect(wide.isWhole(in: part) == isWhole)
        #expect(
            read.total(in: part)?.millionths == (isWhole ? Int64(exactly: sum) : nil),
            "seed \(seed)")
        let ends = (Self.start + from * 1800, Self.start + part.upperBound * 1800)
        #expect(read.cut(from: ends.0, upTo: ends.1) == wide.cut(from: ends.0, upTo: ends.1))
    }

    @Test("one value more or less, one flag, another scale: not the same block")
    func differ() throws {
        func read(_ values: [Int64]) throws -> IntervalBlock {
            try IntervalBlock(
                decoding: IntervalBlock(start: Self.start, minutes: 30, values: values).encoded())
        }
        let one = try read([1000, 2000, IntervalBlock.missing])
        #expect(one == (try read([1000, 2000, IntervalBlock.missing])))
        for other in [
            [1000, 2000], [1000, 2000, 0], [1000, 2001, IntervalBlock.missing],
            [10_000, 20_000, IntervalBlock.missing], [1, 2, IntervalBlock.missing],
        ] as [[Int64]] { #expect(one != (try read(other))) }
    }

    @Test("joined from any widths, with gaps, as interval by interval", arguments: 1...80)
    func joined(seed: UInt64) throws {
        var random = Seeded(seed)
        var (blocks, at): ([IntervalBlock], Int) = ([], -20)
        for part in 0..<3 {
            let (maximum, scale) = Self.forms(seed % 3 == 0 ? 1 : seed + UInt64(part))
            let count = Int.random(in: 1...60, using: &random)
            let block = try Self.wide(count, maximum: maximum, scale: scale, at: at, &random)
            blocks.append(try IntervalBlock(decoding: block.encoded()))
            at += count + (seed % 2 == 0 ? 0 : Int.random(in: 0...5, using: &random))
        }
        let wanted = Self.start..<Self.start + 100 * 1800
        let joined = IntervalBlock.joined(blocks, minutes: 30, over: wanted)
        let plain = (0..<100).map { index -> (Int64, QualityFlag) in
            for block in blocks {
                let position = index - (block.start - wanted.lowerBound) / 1800
                if position >= 0, position < block.count {
                    return (block[position], block.flag(at: position))
                }
            }
            return (IntervalBlock.missing, .missing)
        }
        #expect(joined.values == plain.map(\.0), "seed \(seed)")
        #expect(joined.qualities() == plain.map(\.1), "seed \(seed)")
        let again = try IntervalBlock(
            start: joined.start, minutes: 30, values: joined.values, runs: joined.runs)
        #expect(again == joined && joined.encoded() == again.encoded())
    }

    @Test("a whole block asked for is the block itself; nothing asked for is nothing")
    func itself() throws {
        var random = Seeded(7)
        let month = try IntervalBlock(
            decoding: Self.wide(1488, maximum: 3000, scale: 1000, &random).encoded())
        #expect(IntervalBlock.joined([month], minutes: 30, over: month.start..<month.end) == month)
        #expect(
            IntervalBlock.joined([month], minutes: 30, over: month.start..<month.start).count == 0)
        let none = IntervalBlock.joined([], minutes: 30, over: month.start..<month.end)
        #expect(none.gaps == [0..<1488])
    }

    @Test(
        "B3.8: the quick look finds the spikes that the look at each day finds", arguments: 1...80)
    func spikes(seed: UInt64) throws {
        var random = Seeded(seed)
        let days = 5
        let usual = [Int64(400), 1_000, 30_000][Int(seed % 3)]
        var values = (0..<days * 48).map { _ in Int64.random(in: 0...usual, using: &random) * 1000 }
        for _ in 0..<Int.random(in: 0...9, using: &random) {
            let maximum = usual * Int64.random(in: 1...4, using: &random)
            values[Int.random(in: 0..<values.count, using: &random)] =
                Int64.random(in: 0...maximum, using: &random) * 1000
        }
        let wide = try IntervalBlock(start: Self.start, minutes: 30, values: values)
        let block = try IntervalBlock(decoding: wide.encoded())
        var limits = ValidationLimits()
        limits.intervals.spikeRatio = [nil, 0, 500, 1800][Int(seed % 4)]
        limits.intervals.spikeAbove = seed % 5 == 0 ? Quantity(millionths: usual * 1_500) : nil
        let zone = Zone(name: "start", base: Int(-Self.start.seconds % 86_400))
        let first = zone.day(of: Self.start)
        let period = Period(from: first, upTo: first + days)
        let facts = IntervalFacts(block: block, period: period, zone: zone, unit: .kWh)
        let found = facts.findings(limits).map(\.code.rawValue)
        let isSpiky = (0..<days).contains { day in
            let sorted = values[day * 48..<(day + 1) * 48].sorted(by: >)
            return limits.intervals.spikeAbove.map { sorted[0] > $0.millionths } ?? false
                || limits.intervals.isSpikeByRatio(sorted[0], sorted[2])
        }
        #expect(found.contains("IV-SPIKE") == isSpiky, "seed \(seed)")
    }

    @Test("B3.8: the third highest on both sides of the edge", arguments: [1, 10, 1000] as [Int64])
    func spikeEdge(scale: Int64) throws {
        // (28 - 10) / 10 is 1.8, which is allowed; (28 - 9.999…) / 9.999… is more.
        for (third, isSpike) in [(Int64(10_000_000), false), (10_000_000 - scale, true)] {
            var values = Array(repeating: scale, count: 48)
            (values[3], values[4], values[5]) = (28_000_000, 28_000_000, third)
            let wide = try IntervalBlock(start: Self.start, minutes: 30, values: values)
            let block = try IntervalBlock(decoding: wide.encoded())
            let zone = Zone(name: "start", base: Int(-Self.start.seconds % 86_400))
            let first = zone.day(of: Self.start)
            let facts = IntervalFacts(
                block: block, period: Period(from: first, upTo: first + 1), zone: zone, unit: .kWh)
            let found = facts.findings(ValidationLimits()).map(\.code.rawValue)
            #expect(found == (isSpike ? ["IV-SPIKE"] : []), "\(third)")
        }
    }

    @Test("sums that may leave 64 bits are known before they are made")
    func range() throws {
        func stays(_ value: Int64, _ count: Int) throws -> Bool {
            let wide = try IntervalBlock(
                start: Self.start, minutes: 30, values: Array(repeating: value, count: count))
            let read = try IntervalBlock(decoding: wide.encoded())
            #expect(read.staysInRange == wide.staysInRange)
            return read.staysInRange
        }
        #expect(try stays(.max, 1))
        #expect(try !stays(.max, 2))
        #expect(try stays(.max / 2, 2))
        #expect(try !stays(.min / 2 - 1, 2))
        #expect(try stays(Int64(Int16.max) * 1_000_000, 50_000))
        #expect(try stays(Int64(Int32.max) * 1_000_000, 4_000))
        #expect(try !stays(Int64(Int32.max) * 1_000_000, 5_000))
        #expect(try stays(Int64(Int32.max) * 1_000, 5_000))
    }
}
