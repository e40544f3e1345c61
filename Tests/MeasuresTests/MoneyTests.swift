import Measures
import Testing

@Suite("Money")
struct MoneyTests {
    func pounds(_ pence: Int64) -> Money { Money(minorUnits: pence, currency: .gbp) }

    @Test("plain text has the point, the sign and two places")
    func plain() {
        let cases: [(Int64, String)] = [
            (0, "0.00"), (5, "0.05"), (-5, "-0.05"), (99, "0.99"), (100, "1.00"),
            (-1260, "-12.60"), (26_114, "261.14"), (.max, "92233720368547758.07"),
            (.min, "-92233720368547758.08"),
        ]
        for (pence, text) in cases { #expect(pounds(pence).plain == text) }
        #expect(pounds(-163).description == "GBP -1.63")
    }

    @Test("a currency is three capital letters")
    func currency() {
        #expect(Currency(rawValue: "GBP") == .gbp)
        for code in ["", "gbp", "GB", "GBPX", "GB1", "£££"] {
            #expect(Currency(rawValue: code) == nil)
        }
    }

    @Test("an exact value is decided once (C1.40)")
    func decided() throws {
        let charge = try #require(Exact("12.435"))
        #expect(try Money(charge, in: .gbp, .halfUp) == pounds(1244))
        #expect(try Money(charge, in: .gbp, .down) == pounds(1243))
        #expect(pounds(1244).exact == Exact("12.44"))
        #expect(throws: OutOfRange()) { try Money(.outOfRange, in: .gbp, .halfUp) }
        let huge = try #require(Exact("999999999999999999"))
        #expect(throws: OutOfRange()) { try Money(huge, in: .gbp, .halfUp) }
    }

    @Test("sums and differences")
    func sums() {
        var sum = pounds(100) - pounds(163)
        sum += pounds(3)
        #expect(sum == pounds(-60))
        #expect(-sum == pounds(60))
        #expect(Money.zero(.aud) == Money(minorUnits: 0, currency: .aud))
    }

    @Test(
        "a split goes to the largest remainders, ties to the earliest (C1.44)",
        arguments: [
            (100, [1, 1, 1], [34, 33, 33]),
            (101, [1, 1, 1], [34, 34, 33]),
            (-100, [1, 1, 1], [-34, -33, -33]),
            (5, [0, 10], [0, 5]),
            (1, [1, 1], [1, 0]),
            (0, [3, 4], [0, 0]),
            (100, [1, 2, 3], [17, 33, 50]),
            (10, [Int64.max, Int64.max], [5, 5]),
        ] as [(Int64, [Int64], [Int64])])
    func split(amount: Int64, weights: [Int64], expected: [Int64]) {
        #expect(pounds(amount).split(by: weights).map(\.minorUnits) == expected)
    }

    @Test("the parts add up and each is within a penny of its share", arguments: 1...20)
    func splitAddsUp(seed: UInt64) {
        var random = Seeded(seed)
        for _ in 0..<100 {
            let amount = Int64.random(in: -1_000_000...1_000_000, using: &random)
            let count = Int.random(in: 1...40, using: &random)
            var weights = (0..<count).map { _ in Int64.random(in: 0...9_999, using: &random) }
            weights[0] += 1
            let parts = pounds(amount).split(by: weights).map(\.minorUnits)
            #expect(parts.reduce(0, +) == amount, "seed \(seed)")
            let total = Int128(weights.reduce(0, +))
            for (part, weight) in zip(parts, weights) {
                let off = Int128(part) * total - Int128(amount) * Int128(weight)
                #expect(off.magnitude < total.magnitude, "seed \(seed)")
            }
        }
    }
}

@Suite("Quantities")
struct QuantityTests {
    @Test("six places and twelve digits are read exactly")
    func reads() {
        #expect(Quantity("0.000001")?.millionths == 1)
        #expect(Quantity("-4701.5")?.millionths == -4_701_500_000)
        #expect(Quantity("1.500000000")?.millionths == 1_500_000)
        #expect(Quantity("9223372036854.775807")?.millionths == .max)
        #expect(Quantity(42) == Quantity("42"))
    }

    @Test(
        "a seventh place, too large a number or no number is refused",
        arguments: ["0.0000001", "9223372036854.775808", "1000000000000000", "NaN", "1e30", " 1"])
    func refuses(text: String) {
        #expect(Quantity(text) == nil)
    }

    @Test("a fraction that is no decimal is no quantity")
    func thirds() {
        #expect(Quantity(exactly: Exact(1, over: 3)) == nil)
        #expect(Quantity(exactly: Exact(3, over: 6))?.description == "0.5")
    }

    @Test("arithmetic, order and text")
    func arithmetic() throws {
        let (a, b) = (try #require(Quantity("1.5")), try #require(Quantity("-0.25")))
        #expect((a + b).description == "1.25")
        #expect((b - a).description == "-1.75")
        #expect(b < a)
        #expect(a.exact == Exact(3, over: 2))
        var sum = Quantity.zero
        sum += a
        #expect(sum == a)
    }
}
