import Measures
import Testing

@testable import Tariffs

@Suite("Series of prices (C1.16, C1.17)")
struct PriceSeriesTests {
    static let start = Instant(seconds: 1_750_000_800)

    /// Half-hours of these prices in thousandths of a pound, one after another from `start` on.
    static func halfHours(_ thousandths: [Int]) throws -> PriceSeries {
        let rows = thousandths.enumerated().map { index, value in
            PriceSeries.Row(
                from: (start + index * 1800).seconds, upTo: (start + (index + 1) * 1800).seconds,
                value: Exact(Int128(value), over: 1000))
        }
        return try #require(
            PriceSeries("DAY-AHEAD", unit: "GBP/kWh", isByDay: false, rows: rows))
    }

    static func days(_ values: [(day: Int32, upTo: Int32, thousandths: Int)]) throws
        -> PriceSeries
    {
        let rows = values.map {
            PriceSeries.Row(
                from: Int64($0.day), upTo: Int64($0.upTo),
                value: Exact(Int128($0.thousandths), over: 1000))
        }
        return try #require(PriceSeries("GAS-INDEX", unit: "%", isByDay: true, rows: rows))
    }

    @Test("use of each interval at the price of its time")
    func cost() throws {
        let series = try Self.halfHours([100, -50, 300])
        let use: [Int64] = [1_000_000, 2_000_000, 500_000]
        let cost = try series.cost(of: use, from: Self.start, every: 1800, in: .utc)
        #expect(cost == Exact("0.15"))
    }

    @Test("an interval over two prices is refused, over two rows of one price it is not")
    func severalInside() throws {
        let series = try Self.halfHours([100, 100, 300, 300])
        let hours = try series.cost(of: [1_000_000], from: Self.start, every: 3600, in: .utc)
        #expect(hours == Exact("0.1"))
        let half = Self.start + 1800
        #expect(throws: PriceMissing("DAY-AHEAD", .severalInside(half))) {
            try series.cost(of: [1_000_000], from: half, every: 3600, in: .utc)
        }
    }

    @Test("a gap has no price: the first instant or day without one is named")
    func gap() throws {
        let series = try Self.halfHours([100])
        #expect(throws: PriceMissing("DAY-AHEAD", .at(Self.start + 1800))) {
            try series.cost(of: [1, 1], from: Self.start, every: 1800, in: .utc)
        }
        #expect(throws: PriceMissing("DAY-AHEAD", .at(Self.start + -1800))) {
            try series.cost(of: [1], from: Self.start + -1800, every: 1800, in: .utc)
        }
        let index = try Self.days([(100, 110, 500), (111, 120, 600)])
        let whole = Period(from: Day(number: 105), upTo: Day(number: 115))
        #expect(throws: PriceMissing("GAS-INDEX", .on(Day(number: 110)))) {
            try index.values(over: whole, in: .utc)
        }
    }

    @Test("values of the days of a period, each as long as it stays the same")
    func values() throws {
        let index = try Self.days([(100, 110, 500), (110, 112, 500), (112, 120, 600)])
        let period = Period(from: Day(number: 108), upTo: Day(number: 114))
        let values = try index.values(over: period, in: .utc)
        #expect(values.map(\.value) == [Exact("0.5"), Exact("0.6")])
        #expect(values.map(\.period.start) == [Day(number: 108), Day(number: 112)])
        #expect(values.map(\.period.end) == [Day(number: 112), Day(number: 114)])
    }

    @Test(
        "a value has at most nine places and less than ten digits before the point",
        arguments: [
            ("0.123456789", 123_456_789), ("-0.000000001", -1), ("0.1234567891", nil),
            ("999999999", 999_999_999_000_000_000), ("1000000000", nil), ("-1000000000", nil),
        ] as [(String, Int64?)])
    func billionths(text: String, expected: Int64?) throws {
        #expect(PriceSeries.billionths(try #require(Exact(text))) == expected)
    }

    @Test("going on from the price before gives what looking each one up gives (seeded)")
    func random() throws {
        var dice = Seeded(16)
        for round in 0..<200 {
            let prices = (0..<48).map { _ in Int.random(in: -200...400, using: &dice) }
            let series = try Self.halfHours(prices)
            let first = Int.random(in: 0..<24, using: &dice)
            let use = (0..<Int.random(in: 1...24, using: &dice)).map { _ in
                Int64.random(in: 0...5_000_000, using: &dice)
            }
            let expected = use.enumerated().reduce(Exact.zero) { sum, next in
                let price = Exact(Int128(prices[first + next.offset]), over: 1000)
                return sum + Quantity(millionths: next.element).exact * price
            }
            let cost = try series.cost(
                of: use, from: Self.start + first * 1800, every: 1800, in: .utc)
            #expect(cost == expected, "round \(round) of seed 16")
        }
    }
}
