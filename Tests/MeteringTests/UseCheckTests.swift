import Measures
import Metering
import Testing

@Suite("Use judged however it was measured (B3.5, B3.6)")
struct UseCheckTests {
    /// 100 expected over 30 days.
    private func failures(
        _ use: Int, expected: Int? = 100, occupied: Bool = true,
        _ change: (inout ValidationLimits) -> Void = { _ in }
    ) -> ValidationFailures {
        var history = History()
        history.previous = expected.map { PastUse(Quantity($0), days: 30) }
        var facts = UseFacts(use: Quantity(use), days: 30, unit: .kWh, history: history)
        facts.isOccupied = occupied
        var limits = ValidationLimits()
        (limits.high.floorPerDay, limits.low.floorPerDay) = (.zero, .zero)
        change(&limits)
        return facts.failures(limits)
    }

    @Test(
        "both sides of each gate",
        arguments: [
            (250, []), (251, .high), (40, []), (39, .low), (0, .zero), (100, []),
        ] as [(Int, ValidationFailures)])
    func limits(use: Int, expected: ValidationFailures) { #expect(failures(use) == expected) }

    @Test("nothing at all is doubtful without history too, and not where little is expected")
    func zero() {
        #expect(failures(0, expected: nil) == .zero)
        #expect(failures(5, expected: nil) == [])
        #expect(failures(0, expected: 0) == [])
        #expect(failures(0) { $0.off = .zero } == .low)
    }

    @Test("where nobody lives any use is doubtful, and none is not")
    func vacant() {
        #expect(failures(1, occupied: false) == .vacantUse)
        #expect(failures(0, occupied: false) == [])
        #expect(failures(5, occupied: false) { $0.vacantUseAbove = Quantity(5) } == [])
    }

    @Test("what a channel used before: whole days back to the first gap, at least a week")
    func past() throws {
        let zone = Zone.utc
        let first = Day(year: 2025, month: 10, day: 1)!
        let values = Array(repeating: Int64(1_000_000), count: 48 * 31)
        let october = try IntervalBlock(
            start: zone.start(of: first), minutes: 30, values: values)
        let november = Day(year: 2025, month: 11, day: 1)!
        let use = { (blocks: [IntervalBlock], days: Int) in
            IntervalBlock.pastUse(blocks, minutes: 30, before: november, atMost: days, in: zone)
        }
        #expect(use([october], 30) == PastUse(Quantity(1440), days: 30))
        #expect(use([october], 31) == PastUse(Quantity(1488), days: 31))
        #expect(use([october], 40) == PastUse(Quantity(1488), days: 31))
        var gapped = values
        gapped[48 * 20 + 3] = IntervalBlock.missing
        let after = try IntervalBlock(start: zone.start(of: first), minutes: 30, values: gapped)
        #expect(use([after], 31) == PastUse(Quantity(480), days: 10))
        gapped[48 * 26] = IntervalBlock.missing
        let late = try IntervalBlock(start: zone.start(of: first), minutes: 30, values: gapped)
        #expect(use([late], 31) == nil)
    }
}
