import Measures
import Metering

/// One reading and what validation finds: 1,000 on 31 May, 100 expected in the 30 days of June.
enum ReadingCase {
    static func found(
        _ value: String?, _ setting: (inout RegisterFacts) -> Void = { _ in },
        limits change: (inout ValidationLimits) -> Void = { _ in }
    ) throws -> String {
        var facts = RegisterFacts(
            dial: try Dial(dials: 5), installed: day("2020-01-01"), openingDay: day("2025-05-31"),
            opening: Quantity(1000), day: day("2025-06-30"), value: value.map(quantity),
            today: day("2025-07-01"))
        facts.history.profile = PastUse(Quantity(100), days: 30)
        setting(&facts)
        var limits = ValidationLimits()
        (limits.high.floorPerDay, limits.low.floorPerDay) = (.zero, .zero)
        change(&limits)
        let findings = facts.findings(facts.judged(by: limits), limits, unit: .kWh)
        return codes(findings)
    }
}

/// A day of half-hours in UTC, Wednesday 4 June 2025, and what validation finds: 1 kWh in the first and
/// 1 Wh more in each that follows, but for those that an example changes.
enum IntervalCase {
    static func facts(
        _ changes: [Int: String?] = [:], on text: String = "2025-06-04", zone: Zone = .utc,
        count: Int? = nil
    ) throws -> IntervalFacts {
        let period = period(text, text)
        let whole = zone.intervals(on: period.start, minutes: 30)
        var values = (0..<(count ?? whole)).map { 1_000_000 + Int64($0) * 1000 }
        for (index, value) in changes {
            values[index] = value.map { quantity($0).millionths } ?? IntervalBlock.missing
        }
        let block = try IntervalBlock(
            start: zone.start(of: period.start), minutes: 30, values: values)
        return IntervalFacts(block: block, period: period, zone: zone, unit: .kWh)
    }

    static func found(
        _ facts: IntervalFacts, _ change: (inout ValidationLimits) -> Void = { _ in }
    ) -> String {
        var limits = ValidationLimits()
        change(&limits)
        return codes(facts.findings(limits))
    }
}

/// `RD-HIGH, RD-ROLL`, or that nothing was found.
func codes(_ findings: [Finding]) -> String {
    findings.isEmpty ? "no finding" : list(findings.map(\.code))
}
