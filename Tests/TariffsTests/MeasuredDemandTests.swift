import Measures
import Testing

@testable import Tariffs

/// Demand over windows longer than an interval, and by day (rule A5.8).
@Suite("Measured demand")
struct MeasuredDemandTests {
    static let day = Day(year: 2025, month: 3, day: 30)!
    /// London, where 30 March 2025 has 23 hours.
    static let london = Zone(
        name: "Europe/London", base: 0,
        shifts: [Zone.Shift(from: Instant(seconds: 1_743_296_400), offset: 3_600)])

    static func plan(_ minutes: Int?, _ number: String = "max_kW") throws -> TariffPlan {
        var book = Books.book()
        book.demandMinutes = minutes
        book.inputs = [TariffBook.Input(number, .number, unit: .kW)]
        book.prices = [Books.price("P", [(Day(number: 0), "1")], unit: "GBP/kW")]
        book.charges = [TariffBook.Charge("D", .unit(quantity: number, price: "P"))]
        return try TariffPlan(book)
    }

    static func demand(
        _ name: String, _ kWh: [Int], every minutes: Int, over window: Int?,
        from start: Instant, in zone: Zone = .utc
    ) throws -> Exact? {
        let plan = try plan(window, name)
        let meter = MeasuredDemand(plan.book, [], minutes: minutes, in: zone)
        return meter?.named("", kWh.map { Int64($0) * 1_000_000 }, from: start)[name]
    }

    static let midnight = Zone.utc.start(of: day)

    @Test("30 minutes from 5: the sum of six, from the half-hour on, not of any six")
    func aligned() throws {
        // 1 kWh in each of the five-minutes 3 to 8: three in one half-hour, three in the next.
        let values = (0..<288).map { (3...8).contains($0) ? 1 : 0 }
        #expect(
            try Self.demand("max_kW", values, every: 5, over: 30, from: Self.midnight) == Exact(6))
        #expect(
            try Self.demand("max_kW", values, every: 5, over: nil, from: Self.midnight) == Exact(12)
        )
        #expect(
            try Self.demand("max_kW", values, every: 5, over: 60, from: Self.midnight) == Exact(6))
    }

    @Test("a window that is not there in full does not count")
    func partly() throws {
        let start = Self.midnight + 15 * 60
        #expect(
            try Self.demand("max_kW", [9, 1, 1, 9], every: 15, over: 30, from: start) == Exact(4))
    }

    @Test("intervals that do not make up a window tell no demand")
    func coarse() throws {
        #expect(try Self.demand("max_kW", [1], every: 60, over: 30, from: Self.midnight) == nil)
    }

    @Test("each day's highest, added up; a short day is its own day")
    func daily() throws {
        let start = Self.london.start(of: Self.day)
        var values = Array(repeating: 1, count: 23 + 24)
        values[22] = 5
        values[23] = 7
        let found = try Self.demand(
            "daily_max_kW", values, every: 60, over: nil, from: start, in: Self.london)
        #expect(found == Exact(12))
    }
}
