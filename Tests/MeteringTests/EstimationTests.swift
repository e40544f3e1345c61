import Measures
import Metering
import Testing

@Suite("Estimation of registers (rules B4.1 to B4.5)")
struct EstimationTests {
    static let ninety = Period(from: day("2025-04-01"), upTo: day("2025-06-30"))

    @Test("B4.2: 412 in 92 days last year is 403.04 in 90 days")
    func previousYear() throws {
        var history = EstimationHistory()
        history.lastYear = .init(PastUse(Quantity(412), days: 92), last: day("2024-06-30"))
        let estimate = try #require(
            Estimation.use(over: Self.ninety, from: history, unit: .kWh, asOf: day("2025-07-01")))
        #expect(estimate.value == amount("403.04"))
        #expect(estimate.method == .previousYear)
        #expect(
            estimate.inputs.map { "\($0.name): \($0.figure)" } == [
                "used then: 412 kWh", "days then: 92", "until: 2024-06-30", "days: 90",
            ])
    }

    @Test("B4.1: the best method whose inputs are known; B4.8: nothing from later")
    func order() throws {
        var history = EstimationHistory()
        func best(_ asOf: String = "2025-07-01") -> Estimate? {
            Estimation.use(over: Self.ninety, from: history, unit: .kWh, asOf: day(asOf))
        }
        #expect(best() == nil)
        history.defaultPerDay = amount("2.5")
        #expect(best()?.method == .propertyDefault)
        #expect(best()?.value == Quantity(225))
        history.annualQuantity = Quantity(3650)
        history.profileShare = Exact(1, over: 5)
        #expect(best()?.method == .classProfile)
        #expect(best()?.value == Quantity(730))
        history.previous = .init(PastUse(Quantity(900), days: 90), last: day("2025-03-31"))
        #expect(best()?.method == .previousPeriod)
        history.weather = .init(
            previous: Exact(600), now: Exact(300), baseLoadPerDay: Quantity(4))
        #expect(best()?.method == .previousPeriodByDegreeDays)
        #expect(best()?.value == Quantity(360 + 270))
        history.lastYear = .init(PastUse(Quantity(180), days: 90), last: day("2024-06-30"))
        #expect(best()?.method == .previousYear)
        #expect(best("2024-06-30")?.method == .previousYear)
        #expect(best("2024-06-29")?.method == .classProfile)
    }

    @Test("B4.3: 4.0 × 31 + 2.15 × 346 = 867.90 kWh")
    func heating() throws {
        let estimate = try #require(
            Estimation.heating(
                baseLoadPerDay: Exact(4), days: 31, slope: Exact(215, over: 100),
                degreeDays: Exact(346), unit: .kWh))
        #expect(estimate.value == amount("867.9"))
        #expect(estimate.method.rule == "B4.3")
    }

    @Test("B4.4: 900 kWh by 346 and 297 degree days is 484.29 and 415.71")
    func splitting() {
        let parts = Estimation.split(
            Quantity(900), by: .degreeDays([Exact(346), Exact(297)]))
        #expect(parts == [amount("484.29"), amount("415.71")])
        #expect(
            Estimation.split(Quantity(10), by: .days([1, 1, 1])) == [
                amount("3.34"), amount("3.33"), amount("3.33"),
            ])
        #expect(
            Estimation.split(Quantity(-1), by: .days([0, 0]), places: 0) == [Quantity(-1), .zero])
        #expect(
            Estimation.split(amount("1.005"), by: .profile([Exact(1, over: 2), Exact(1, over: 2)]))
                == [amount("0.5"), amount("0.505")])
    }

    @Test(
        "B4.5: interpolation between two actuals stays between them",
        arguments: [
            ("2025-05-31", "12.04"), ("2025-06-16", "12.313"), ("2025-06-30", "12.552"),
        ])
    func interpolation(on text: String, expected: String) throws {
        let heat = try register(decimals: 3, usage: "MWh", unit: .MWh)
        let found = try #require(
            heat.interpolated(
                on: day(text), from: read("2025-05-31", "12.040"), to: read("2025-06-30", "12.552"))
        )
        #expect(found.reading.value == amount(expected))
        #expect(found.reading.quality == .derived)
        #expect(found.estimate.method == .interpolation)
    }

    @Test("B4.5: outside the reads or on a falling register there is nothing between")
    func noInterpolation() throws {
        let register = try register()
        let (one, other) = (read("2025-05-31", "100"), read("2025-06-30", "90"))
        #expect(register.interpolated(on: day("2025-06-10"), from: one, to: other) == nil)
        let later = read("2025-06-30", "200")
        #expect(register.interpolated(on: day("2025-05-30"), from: one, to: later) == nil)
        #expect(register.interpolated(on: day("2025-07-01"), from: one, to: later) == nil)
        let top = read("2025-05-31", "99990")
        let round = register.interpolated(
            on: day("2025-06-15"), from: top, to: read("2025-06-30", "10"))
        #expect(round?.reading.value == Quantity(0))
    }

    @Test("an estimated reading is what the dials would show")
    func estimatedReading() throws {
        let register = try register(dials: 4, times: Exact(10))
        let opening = read("2025-05-31", "9990")
        let read = register.estimatedReading(
            after: opening, use: Quantity(154), on: day("2025-06-30"))
        #expect(read?.value == Quantity(5))
        #expect(read?.status == .estimated)
        #expect(
            register.estimatedReading(after: opening, use: Quantity(-1), on: opening.day) == nil)
        #expect(
            register.estimatedReading(after: opening, use: Quantity(100_000), on: opening.day)
                == nil)
    }

    @Test("shares add up to the whole (seeded)")
    func shares() {
        var dice = Seeded(7)
        for round in 0..<2000 {
            let whole = Quantity(
                millionths: Int64.random(in: -1_000_000_000...1_000_000_000, using: &dice))
            let weights = (0..<Int.random(in: 1...60, using: &dice)).map { _ in
                Int64.random(in: 0...5, using: &dice) * Int64.random(in: 0...1 << 40, using: &dice)
            }
            let places = Int.random(in: 0...6, using: &dice)
            let parts = whole.split(by: weights, places: places)
            #expect(parts.reduce(.zero, +) == whole, "round \(round) of seed 7")
        }
    }
}
