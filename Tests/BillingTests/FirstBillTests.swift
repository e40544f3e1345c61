import Measures
import Metering
import Testing

@testable import Billing

/// A point that comes from another system has readings and no bills here (rules B3.5, B4.1).
@Suite("What a first bill is judged by")
struct FirstBillTests {
    @Test("the readings of a year ago, up to 20 days off, and else the last use before")
    func yearAgo() throws {
        let history = try Self.history(["2024-01-31": 112, "2024-12-31": 244])
        let opening = Day("2024-12-31")!
        let cases: [(day: String, expected: Int64?)] = [
            ("2025-01-30", 12), ("2025-02-19", 12), ("2025-02-20", nil), ("2025-01-10", 12),
            ("2025-01-09", nil),
        ]
        for (day, expected) in cases {
            let past = history.history(from: opening, to: Day(day)!, profile: nil)
            #expect(
                past.lastYear?.quantity == expected.map { Quantity(millionths: $0 * 1_000_000) },
                "\(day)")
            #expect(past.previous?.quantity == Quantity(132), "\(day)")
        }
    }

    @Test("readings after the opening, and estimates, tell nothing of what is usual")
    func outside() throws {
        var history = try Self.history(["2025-01-31": 300])
        history.readings.append(
            Reading(
                registerID: 1, day: Day("2025-02-28")!, value: Quantity(400), type: .estimated))
        let first = history.history(
            from: Day("2023-12-31")!, to: Day("2024-01-31")!, profile: Quantity(2))
        #expect(first.previous == nil && first.lastYear == nil)
        #expect(first.best?.basis == .classProfile)
        let later = history.history(
            from: Day("2025-02-28")!, to: Day("2025-03-31")!, profile: nil)
        #expect(later.previous?.quantity == Quantity(200))
    }

    @Test("once there are bills here, the last one comes before older readings")
    func billed() throws {
        var history = try Self.history(["2024-11-30": 220, "2024-12-31": 244])
        history.billed.append(
            BilledReading(
                registerID: 1, openingDay: Day("2024-12-31")!, opening: Quantity(244),
                openingType: "ACT", closingDay: Day("2025-01-31")!, closing: Quantity(251),
                closingType: "ACT", consumption: Quantity(7)))
        let past = history.history(
            from: Day("2025-01-31")!, to: Day("2025-12-31")!, profile: nil)
        #expect(past.previous?.quantity == Quantity(7))
        #expect(past.lastYear?.quantity == Quantity(24))
    }

    /// A register installed at 100 at the end of 2023, and what it showed on days after that.
    private static func history(_ values: KeyValuePairs<String, Int64>) throws -> RegisterHistory {
        let installed = Day("2023-12-31")!
        var history = RegisterHistory(
            register: try Register(
                id: 1, meterSerial: "M1", usage: UsageCode("m3"), unit: Unit("m3"),
                dial: try Dial(dials: 5), installed: installed))
        history.readings = [
            Reading(registerID: 1, day: installed, value: Quantity(100), type: .installation)
        ]
        for (day, value) in values {
            history.readings.append(
                Reading(
                    registerID: 1, day: Day(day)!, value: Quantity(millionths: value * 1_000_000),
                    type: .actual))
        }
        return history
    }
}
