import Measures
import Testing

@testable import Metering

@Suite("Quick ways through use (B3.5, A1.3)")
struct PastUseTests {
    @Test("the average over other days is the same on both sides of 64 bits (seeded)")
    func over() {
        var dice = Seeded(35)
        for round in 0..<2_000 {
            let bits = Int64.random(in: 1...62, using: &dice)
            let millionths = Int64.random(in: 0..<(1 << bits), using: &dice)
            let days = Int.random(in: 1...400, using: &dice)
            let other = Int.random(in: 1...400, using: &dice)
            let places = Int.random(in: 0...6, using: &dice)
            let step = Int128(powersOfTen[6 - places])
            let exact = Int128(millionths) * Int128(other) / Int128(days) / step * step
            let found = PastUse(Quantity(millionths: millionths), days: days)
                .over(other, places: places)
            #expect(found.millionths == Int64(clamping: exact), "round \(round) of seed 35")
        }
    }

    @Test("a dial without a multiplier counts what the exact rule says (seeded)")
    func plainDial() throws {
        var dice = Seeded(13)
        for round in 0..<1_000 {
            let rule = RoundingRule(
                places: Int.random(in: 0...6, using: &dice),
                mode: try #require(Rounding.allCases.randomElement(using: &dice)))
            let dial = try Dial(dials: 6, decimals: 3, rounding: rule)
            let move = DialMove(millionths: Int64.random(in: 0...99_999_999_999, using: &dice))
            let exact = try dial.exactQuantity(of: move).rounded(rule)
            #expect(
                try dial.quantity(of: move) == Quantity(exactly: exact),
                "round \(round) of seed 13")
        }
    }

    @Test("past use added up where blocks lie is that of the blocks joined (seeded)")
    func pastUse() throws {
        var dice = Seeded(14)
        let last = day("2025-07-01")
        var found = 0
        for round in 0..<500 {
            var blocks: [IntervalBlock] = []
            var first = last - 30
            while first < last {
                let days = Int.random(in: 1...12, using: &dice)
                let isMissing = Int.random(in: 0..<8, using: &dice) == 0
                let values = (0..<days * 24).map { index in
                    isMissing && index == 7
                        ? IntervalBlock.missing : Int64.random(in: 0...5_000, using: &dice)
                }
                blocks.append(
                    try IntervalBlock(
                        start: Zone.utc.start(of: first), minutes: 60, values: values))
                first = first + days + (Int.random(in: 0..<9, using: &dice) == 0 ? 1 : 0)
            }
            let expected = Self.pastUse(blocks, before: last, atMost: 28)
            let use = IntervalBlock.pastUse(
                blocks, minutes: 60, before: last, atMost: 28, in: .utc)
            #expect(use == expected, "round \(round) of seed 14")
            found += use == nil ? 0 : 1
        }
        #expect((100..<500).contains(found))
    }

    /// Day by day, back to the first that is not whole.
    static func pastUse(
        _ blocks: [IntervalBlock], before last: Day, atMost most: Int
    ) -> PastUse? {
        var values: [Instant: Int64] = [:]
        for block in blocks {
            for index in 0..<block.count where block[index] != IntervalBlock.missing {
                values[block.start(of: index)] = block[index]
            }
        }
        var (sum, days) = (Int64(0), 0)
        while days < most {
            let start = Zone.utc.start(of: last - (days + 1))
            let hours = (0..<24).compactMap { values[start + $0 * 3600] }
            guard hours.count == 24 else { break }
            sum += hours.reduce(0, +)
            days += 1
        }
        return days < 7 ? nil : PastUse(Quantity(millionths: sum), days: days)
    }
}
