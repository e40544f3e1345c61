import Measures
import Testing

@Suite("Rounding (C1.40, C1.41)")
struct RoundingTests {
    /// Half up, half even, down, up.
    static let table: [(String, [String])] = [
        // C1.41's own figures.
        ("116.445", ["116.45", "116.44", "116.44", "116.45"]),
        ("12.435", ["12.44", "12.44", "12.43", "12.44"]),
        // C1.40: ties go away from zero, also for negatives.
        ("-0.075", ["-0.08", "-0.08", "-0.07", "-0.08"]),
        ("-0.0775", ["-0.08", "-0.08", "-0.07", "-0.08"]),
        // A tie, and both sides of it.
        ("0.004999", ["0", "0", "0", "0.01"]),
        ("0.005", ["0.01", "0", "0", "0.01"]),
        ("0.005001", ["0.01", "0.01", "0", "0.01"]),
        ("0.015", ["0.02", "0.02", "0.01", "0.02"]),
        ("-0.004999", ["0", "0", "0", "-0.01"]),
        ("-0.005", ["-0.01", "0", "0", "-0.01"]),
        ("-0.005001", ["-0.01", "-0.01", "0", "-0.01"]),
        ("-0.025", ["-0.03", "-0.02", "-0.02", "-0.03"]),
        // Nothing to decide.
        ("0", ["0", "0", "0", "0"]),
        ("1.23", ["1.23", "1.23", "1.23", "1.23"]),
        ("-1.23", ["-1.23", "-1.23", "-1.23", "-1.23"]),
    ]

    @Test("each mode decides ties and the rest as its rule says", arguments: table)
    func modes(text: String, expected: [String]) throws {
        let value = try #require(Exact(text))
        for (mode, answer) in zip([Rounding.halfUp, .halfEven, .down, .up], expected) {
            let rounded = try value.rounded(RoundingRule(places: 2, mode: mode))
            #expect(rounded == Exact(answer), "\(text) \(mode)")
        }
    }

    @Test("thirds are never ties")
    func thirds() throws {
        #expect(try Exact(1, over: 3).scaled(by: 100, .halfUp) == 33)
        #expect(try Exact(2, over: 3).scaled(by: 100, .halfUp) == 67)
        #expect(try Exact(-2, over: 3).scaled(by: 100, .halfUp) == -67)
        #expect(try Exact(-2, over: 3).scaled(by: 100, .down) == -66)
    }

    @Test("the largest whole number fits and the next does not")
    func limit() throws {
        let limit = Int128(Int64.max)
        #expect(try Exact(limit, over: 100).scaled(by: 100, .halfUp) == .max)
        #expect(throws: OutOfRange()) { try Exact(limit + 1, over: 100).scaled(by: 100, .halfUp) }
        #expect(try Exact(-limit - 1, over: 100).scaled(by: 100, .halfUp) == .min)
        #expect(throws: OutOfRange()) { try Exact(-limit - 2, over: 100).scaled(by: 100, .down) }
    }

    @Test("a product that overflows before it cancels is still rounded")
    func cancelsFirst() throws {
        #expect(try Exact(.max, over: .max).scaled(by: 100, .halfUp) == 100)
        #expect(throws: OutOfRange()) { try Exact(.max, over: 1).scaled(by: 100, .halfUp) }
    }

    @Test("places from none to nine")
    func places() throws {
        let value = Exact(1_234_567_890_123, over: 1_000_000_000_000)
        #expect(try value.rounded(RoundingRule(places: 0)).text == "1")
        #expect(try value.rounded(RoundingRule(places: 4)).text == "1.2346")
        #expect(try value.rounded(RoundingRule(places: 9)).text == "1.23456789")
    }

    @Test("a rounded value lies within one step, half a step for the halves")
    func nearness() throws {
        var random = Seeded(40)
        for _ in 0..<2_000 {
            let n = Int128.random(in: -100_000...100_000, using: &random)
            let value = Exact(n, over: Int128.random(in: 1...97, using: &random))
            for mode in Rounding.allCases {
                let off = Exact(Int128(try value.scaled(by: 1, mode)), over: 1) - value
                let size = off.isNegative ? -off : off
                let half = mode == .halfUp || mode == .halfEven
                #expect(half ? size <= Exact(1, over: 2) : size < .one, "\(value) \(mode)")
            }
        }
    }
}
