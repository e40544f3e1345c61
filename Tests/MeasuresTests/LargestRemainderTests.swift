import Measures
import Testing

@Suite("Sharing a whole by largest remainders (C1.44)")
struct LargestRemainderTests {
    @Test(
        "parts add up to the whole; odd steps go to the largest remainders, ties to the earliest",
        arguments: [
            // whole, weights, parts
            (100, [1, 1, 1], [34, 33, 33]), (101, [1, 1, 1], [34, 34, 33]),
            (100, [1, 2, 4], [14, 29, 57]), (5, [0, 10], [0, 5]), (1, [1, 1], [1, 0]),
            (0, [3, 4], [0, 0]), (10, [7], [10]),
        ] as [(Int128, [Int64], [Int128])])
    func parts(whole: Int128, weights: [Int64], expected: [Int128]) {
        #expect(LargestRemainder.parts(of: whole, by: weights) == expected)
    }

    @Test(
        "no more is handed out than is left over, and to whom does not hang on the kind of figure")
    func handOut() {
        var parts: [Int64] = [1, 2, 3]
        LargestRemainder.handOut(0, to: &parts, by: [9, 8, 7])
        #expect(parts == [1, 2, 3])
        LargestRemainder.handOut(2, to: &parts, by: [Exact(1, over: 3), Exact(2, over: 3), .zero])
        #expect(parts == [2, 3, 3])
    }

    @Test("each part is within one step of its exact share, and they add up (seeded)")
    func random() {
        var dice = Seeded(44)
        for round in 0..<2_000 {
            let count = Int.random(in: 1...12, using: &dice)
            var weights = (0..<count).map { _ in Int64.random(in: 0...1_000, using: &dice) }
            weights[0] += 1
            let whole = Int128(Int64.random(in: 0...Int64.max, using: &dice))
            let total = weights.reduce(Int128(0)) { $0 + Int128($1) }
            let parts = LargestRemainder.parts(of: whole, by: weights)
            #expect(parts.reduce(0, +) == whole, "round \(round) of seed 44")
            for (part, weight) in zip(parts, weights) {
                let difference = part * total - whole * Int128(weight)
                #expect(difference.magnitude < total.magnitude, "round \(round) of seed 44")
            }
        }
    }
}

@Suite("Quantities shared over weights (B4.4)")
struct QuantitySplitTests {
    @Test(
        "in steps of so many places; what is finer stays with the last part",
        arguments: [
            // millionths, weights, places, parts in millionths
            (1_000_000, [1, 1, 1], 2, [340_000, 330_000, 330_000]),
            (1_000_001, [1, 1, 1], 2, [340_000, 330_000, 330_001]),
            (-1_000_000, [1, 1, 1], 2, [-340_000, -330_000, -330_000]),
            (900_000_000, [346, 297], 2, [484_290_000, 415_710_000]),
            (10, [0, 0], 6, [5, 5]), (10, [-3, 1], 6, [0, 10]),
        ] as [(Int64, [Int64], Int, [Int64])])
    func split(millionths: Int64, weights: [Int64], places: Int, expected: [Int64]) {
        let parts = Quantity(millionths: millionths).split(by: weights, places: places)
        #expect(parts.map(\.millionths) == expected)
        #expect(parts.map(\.millionths).reduce(0, +) == millionths)
    }
}
