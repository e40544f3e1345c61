import Measures
import Testing

@Suite("Exact fractions (A1.1)")
struct ExactTests {
    let half = Exact(1, over: 2)
    let third = Exact(1, over: 3)

    @Test("a third times three is one")
    func thirds() {
        #expect(third * Exact(3) == .one)
        #expect(third + third + third == .one)
        #expect(.one / Exact(3) == third)
        #expect(half - third == Exact(1, over: 6))
        #expect(-half + half == .zero)
        var sum = half
        sum += third
        #expect(sum == Exact(5, over: 6))
    }

    @Test("a negative denominator moves its sign up")
    func sign() {
        #expect(Exact(1, over: -2) == -half)
        #expect(Exact(1, over: -2).isNegative)
        #expect(Exact(0, over: 7).isZero)
        #expect(!Exact.outOfRange.isZero)
    }

    @Test("equal values are equal and hash alike, whatever their terms")
    func equality() {
        #expect(Exact(2, over: 4) == half)
        #expect(Set([Exact(2, over: 4), half, Exact(-3, over: -6)]).count == 1)
        #expect(Exact(.min, over: 2) == Exact(.min / 2, over: 1))
    }

    @Test("what does not fit becomes out of range and stays so")
    func overflow() {
        let large = Exact(.max, over: 1)
        for value in [
            large * large, large + .one, large * Exact(2), Exact(.min, over: 1) * Exact(-1),
            -Exact(.min, over: 1), .one / .zero, Exact(1, over: .max) * Exact(1, over: .max),
            Exact(1, over: .max) + Exact(1, over: .max - 1), Exact(1, over: 0),
            Exact(0, over: .max) + Exact(1, over: 2),
        ] {
            #expect(value.isOutOfRange)
            #expect((value * .zero).isOutOfRange)
            #expect((value + .one).isOutOfRange)
            #expect((.one - value).isOutOfRange)
            #expect((value / Exact(2)).isOutOfRange)
            #expect((.one / value).isOutOfRange)
            #expect(throws: OutOfRange()) { try value.scaled(by: 1, .halfUp) }
            #expect(throws: OutOfRange()) { try value.rounded(.pennies) }
            #expect(value.text == "out of range")
            #expect(value.text(places: 2) == "out of range")
            #expect(Quantity(exactly: value) == nil)
        }
    }

    @Test("a product whose terms cancel is not out of range")
    func cancelling() {
        let large = Exact(.max, over: 3)
        #expect(large * Exact(3, over: .max) == .one)
        #expect(large / large == .one)
    }

    @Test("comparison works where cross products would overflow")
    func comparison() {
        let large: Int128 = .max
        #expect(Exact(large, over: large - 1) > .one)
        #expect(Exact(large - 1, over: large) < .one)
        #expect(Exact(large - 2, over: large - 1) < Exact(large - 1, over: large))
        #expect(Exact(-large, over: large - 1) < Exact(-1))
        #expect(Exact(.min, over: 1) < Exact(.min, over: 3))
        #expect(-half < third && third < half && -half < -third)
    }

    @Test("a value out of range is neither below nor above another")
    func comparisonOutOfRange() {
        #expect(!(Exact.outOfRange < .one) && !(Exact.outOfRange > .one))
        #expect(!(Exact.one < .outOfRange) && !(Exact.one > .outOfRange))
        #expect(Exact.outOfRange != .zero)
    }

    @Test("order agrees with whole-number arithmetic", arguments: [1, 2, 3] as [UInt64])
    func order(seed: UInt64) {
        var random = Seeded(seed)
        for _ in 0..<2_000 {
            let (a, c) = (Int128.random(in: -999...999, using: &random), 1...99)
            let b = Int128.random(in: -999...999, using: &random)
            let (p, q) = (Int128(Int.random(in: c, using: &random)), Int128(7))
            #expect((Exact(a, over: p) < Exact(b, over: q)) == (a * q < b * p), "seed \(seed)")
            #expect((Exact(a, over: p) == Exact(b, over: q)) == (a * q == b * p), "seed \(seed)")
        }
    }

    @Test(
        "plain decimals are read",
        arguments: [
            ("0", 0, 1), ("-0", 0, 1), ("250", 250, 1), ("116.445", 116_445, 1000),
            ("-0.5", -1, 2), ("007", 7, 1), ("0.000000000000000001", 1, 1_000_000_000_000_000_000),
            ("999999999999999999", 999_999_999_999_999_999, 1),
        ] as [(String, Int128, Int128)])
    func reads(text: String, numerator: Int128, denominator: Int128) {
        #expect(Exact(text) == Exact(numerator, over: denominator))
    }

    @Test(
        "anything else is refused",
        arguments: [
            "", " 1", "1 ", "1.", ".5", "+1", "--1", "-", ".", "1.2.3", "1,5", "1'000", "NaN",
            "nan", "inf", "1e30", "1E2", "0x10", "1/3", "٣", "1\u{0}", "1\n",
            "1000000000000000000", "0.0000000000000000001",
        ])
    func refuses(text: String) {
        #expect(Exact(text) == nil)
    }

    @Test("text is the shortest decimal, or a fraction where there is none")
    func text() {
        #expect(Exact(250, over: 100).text == "2.5")
        #expect(Exact(-116_445, over: 1000).text == "-116.445")
        #expect(Exact(-1, over: 8).text == "-0.125")
        #expect(third.text == "1/3")
        #expect(Exact(2, over: 6).text == "1/3")
        #expect(Exact(6, over: 3).text == "2")
        #expect(Exact(2, over: 3).text(places: 4) == "0.6666")
        #expect(Exact(5).text(places: 2) == "5.00")
    }

    @Test(
        "text is the same on both sides of 64 bits",
        arguments: [
            (Int128(UInt64.max), 1, "18446744073709551615"),
            (Int128(UInt64.max) + 1, 1, "18446744073709551616"),
            (-Int128(UInt64.max), 1, "-18446744073709551615"),
            (1, 1_000_000_000_000_000_000, "0.000000000000000001"),
            (-999_999_999_999_999_999, 1_000_000_000_000_000_000, "-0.999999999999999999"),
            (Int128(UInt64.max) * 10 + 1, 10, "18446744073709551615.1"),
            (Int128(UInt64.max), 1_000_000_000_000_000_000, "18.446744073709551615"),
        ] as [(Int128, Int128, String)])
    func wideText(numerator: Int128, denominator: Int128, text: String) {
        #expect(Exact(numerator, over: denominator).text == text)
    }

    @Test("text is read back as the same value", arguments: [11, 12] as [UInt64])
    func roundTrip(seed: UInt64) {
        var random = Seeded(seed)
        for _ in 0..<2_000 {
            let places = Int.random(in: 0...9, using: &random)
            let digits = Int64.random(in: -999_999_999_999...999_999_999_999, using: &random)
            let value = Exact(Int128(digits), over: Int128(powersOfTen[places]))
            #expect(Exact(value.text) == value, "seed \(seed)")
        }
    }
}

@Suite("Lowest terms")
struct LowestTermsTests {
    @Test("random fractions are what division after division gives", arguments: 1...10)
    func random(seed: UInt64) {
        var random = Seeded(seed)
        for _ in 0..<200 {
            let bits = Int64.random(in: 0...62, using: &random)
            let n = Int64(bitPattern: random.next()) >> bits
            let maximum = Int64.max >> Int64.random(in: 0...61, using: &random)
            let d = Int64.random(in: 1...maximum, using: &random)
            var (a, b) = (n.magnitude, d.magnitude)
            while b != 0 { (a, b) = (b, a % b) }
            let reduced = Exact(Int128(n), over: Int128(d)).reduced
            #expect(reduced.numerator == Int128(n) / Int128(a), "seed \(seed): \(n)/\(d)")
            #expect(reduced.denominator == Int128(d) / Int128(a), "seed \(seed): \(n)/\(d)")
        }
    }

    @Test("the ends of the range")
    func ends() {
        let minimum = Exact(Int128(Int64.min), over: Int128(Int64.max)).reduced
        #expect(minimum.numerator == Int128(Int64.min) && minimum.denominator == Int128(Int64.max))
        #expect(Exact(0, over: 77).reduced.denominator == 1)
        #expect(Exact(Int128(Int64.min), over: 4).reduced.denominator == 1)
        #expect(Quantity(exactly: Exact(Int128(Int64.max), over: 500_000)) == nil)
        #expect(Quantity(exactly: Exact(3, over: 3_000_000)) == Quantity(millionths: 1))
        #expect(
            Quantity(exactly: Exact(1, over: 3)) == nil && Quantity(exactly: .outOfRange) == nil)
    }
}
