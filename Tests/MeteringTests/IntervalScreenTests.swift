import Measures
import Testing

@testable import Metering

@Suite("Checks of intervals that a quick look leaves out")
struct IntervalScreenTests {
    static let days = Period(from: day("2025-06-03"), through: day("2025-06-05"))

    /// Three days of half-hours with much in them that is wrong: gaps, spikes, values that repeat
    /// or run backwards, in each of the widths that values are stored in.
    static func facts(_ dice: inout Seeded) throws -> IntervalFacts {
        let unit = try #require([1, 1000, 1_000_000].randomElement(using: &dice)) as Int64
        let kinds = Int.random(in: 0..<6, using: &dice)
        var values: [Int64] = []
        for _ in 0..<144 {
            let isOdd = Int.random(in: 0..<60, using: &dice) < kinds
            let small = Int64.random(in: 1...4, using: &dice)
            values.append((isOdd ? Int64.random(in: -9...90, using: &dice) : small) * unit)
            let isLost = kinds > 3 && Int.random(in: 0..<80, using: &dice) == 0
            if isLost { values[values.count - 1] = IntervalBlock.missing }
        }
        let start = Zone.utc.start(of: days.start)
        let made = try IntervalBlock(start: start, minutes: 30, values: values)
        let block = try IntervalBlock(decoding: made.encoded())
        var facts = IntervalFacts(block: block, period: days, zone: .utc, unit: .kWh)
        facts.direction = Bool.random(using: &dice) ? .delivered : .received
        facts.isGenerating = Bool.random(using: &dice)
        if Bool.random(using: &dice) { facts.night = (from: 22 * 3600, until: 5 * 3600) }
        return facts
    }

    static func limits(_ dice: inout Seeded) -> ValidationLimits {
        func sometimes(_ most: Int64) -> Quantity? {
            guard Int.random(in: 0..<3, using: &dice) == 0 else { return nil }
            return Quantity(millionths: Int64.random(in: 0...most, using: &dice))
        }
        var limits = ValidationLimits()
        limits.intervals.frozenAfter = [nil, 1, 2, 3, 5].randomElement(using: &dice) ?? nil
        limits.intervals.spikeRatio = [nil, -1, 0, 1800, 5000].randomElement(using: &dice) ?? nil
        limits.intervals.spikeRatioFloor = sometimes(4_000_000) ?? .zero
        limits.intervals.spikeAbove = sometimes(90_000_000)
        limits.intervals.maximumDemand = sometimes(200_000_000)
        limits.intervals.maximumStep = sometimes(90_000_000)
        limits.intervals.atLeast = sometimes(2_000_000)
        return limits
    }

    @Test("the findings are those of every check made (seeded)")
    func random() throws {
        var dice = Seeded(3)
        var found = 0
        for round in 0..<3_000 {
            let facts = try Self.facts(&dice)
            let limits = Self.limits(&dice)
            let screened = facts.findings(limits)
            #expect(screened == facts.findings(limits, after: .none), "round \(round) of seed 3")
            found += screened.isEmpty ? 0 : 1
        }
        #expect((500...2_900).contains(found))
    }
}
