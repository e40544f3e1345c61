import Measures
import Testing

@testable import Tariffs

@Suite("Rounded shares by multiplication")
struct RoundedShareTests {
    @Test("the same whole number as the exact fraction rounded, up to the largest (seeded)")
    func random() throws {
        var dice = Seeded(62)
        var made = 0
        for round in 0..<2_000 {
            let fraction = Exact(
                Int128.random(in: 0...1_000_000, using: &dice),
                over: Int128.random(in: 1...100_000, using: &dice))
            let rounding = try #require([Rounding.halfUp, .down, .up].randomElement(using: &dice))
            let largest = Int64.random(in: 0...1_000_000, using: &dice)
            guard let share = RoundedShare(fraction, rounding, upTo: largest) else { continue }
            made += 1
            for value in [0, 1, largest / 2, max(largest - 1, 0), largest] {
                let exact = Exact(Int128(value), over: 1) * fraction
                let expected = try exact.scaled(by: 1, rounding)
                #expect(share.of(value) == expected, "round \(round) of seed 62: \(value)")
            }
        }
        #expect(made > 1_000)
    }

    @Test("on both sides of a half")
    func halves() throws {
        let half = try #require(RoundedShare(Exact(1, over: 2), .halfUp, upTo: 9))
        #expect((0...9).map { half.of($0) } == [0, 1, 1, 2, 2, 3, 3, 4, 4, 5])
        let down = try #require(RoundedShare(Exact(1, over: 2), .down, upTo: 9))
        #expect((0...9).map { down.of($0) } == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4])
    }

    @Test("none below zero, for halves to even, or where 64 bits do not hold it")
    func none() {
        #expect(RoundedShare(Exact(-1, over: 2), .halfUp, upTo: 9) == nil)
        #expect(RoundedShare(Exact(1, over: 2), .halfEven, upTo: 9) == nil)
        #expect(RoundedShare(.outOfRange, .halfUp, upTo: 9) == nil)
        #expect(RoundedShare(Exact(3), .halfUp, upTo: .max) == nil)
    }
}

@Suite("Columns in the coarsest steps")
struct GrainedColumnTests {
    @Test(
        "whole units, thousandths or millionths, whatever all values allow",
        arguments: [
            ([3_000_000, 0, 12_000_000], 1_000_000, [3, 0, 12]),
            ([3_000_000, 1_000], 1_000, [3_000, 1]), ([3_000_000, 1], 1, [3_000_000, 1]),
            ([], 1_000_000, []),
        ] as [([Int64], Int64, [Int64])])
    func steps(millionths: [Int64], grain: Int64, steps: [Int64]) throws {
        let column = try #require(GrainedColumn(millionths))
        #expect(column.grain == grain)
        #expect(column.steps == steps)
    }

    @Test("a value below zero has no column")
    func negative() { #expect(GrainedColumn([1, -1]) == nil) }
}
