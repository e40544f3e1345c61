import Measures
import Metering

extension WorkedRules {
    /// B3.7 to B3.14: a day of half-hours of about 1 kWh; the last rule is of readings again.
    static let intervalChecks: [RuleExample] = shapes + sums + runsOfEstimates

    private static let shapes: [RuleExample] = [
        RuleExample(
            "B3.7", says: "The same value three times in a row is frozen; zeros are not.",
            given: "2, 2, 2; 2, 2; 0, 0, 0 among half-hours of about 1 kWh",
            byHand: "three that are not zero", gives: "RD-STOP; no finding; no finding"
        ) {
            try [("2", 3), ("2", 2), ("0", 3)].map { value, times in
                let still = (0..<times).map { (10 + $0, Optional(value)) }
                let facts = try IntervalCase.facts(Dictionary(uniqueKeysWithValues: still))
                return IntervalCase.found(facts) { $0.intervals.frozenAfter = 3 }
            }.joined(separator: "; ")
        },
        RuleExample(
            "B3.8", says: "A spike is (highest - third highest) / third highest above 1.8.",
            given: "9.6, 3.1 and 3.0 kWh; 8.4, 3.1 and 3.0 kWh",
            byHand: "6.6 / 3.0 = 2.2; 5.4 / 3.0 = 1.8", gives: "IV-SPIKE; no finding"
        ) {
            try ["9.6", "8.4"].map {
                IntervalCase.found(try IntervalCase.facts([10: $0, 20: "3.1", 30: "3.0"]))
            }.joined(separator: "; ")
        },
    ]

    private static let sums: [RuleExample] = [
        RuleExample(
            "B3.9",
            says:
                "The intervals add up to the register, within one unit of it times the multiplier.",
            given:
                "48 × 1 kWh and 0 + 1 + … + 47 Wh; a register that counted 50.128 and 50.129 kWh",
            byHand: "48 + 1.128 = 49.128: 1.000 off passes, 1.001 does not",
            gives: "no finding; IV-SUM"
        ) {
            try ["50.128", "50.129"].map {
                var facts = try IntervalCase.facts()
                facts.advance = (try Dial(dials: 5), quantity($0))
                return IntervalCase.found(facts)
            }.joined(separator: "; ")
        },
        RuleExample(
            "B3.10", says: "Each local day has all of its 46, 48 or 50 half-hours.",
            given:
                "a missing half-hour; all 46 of 30 March and 48 of the 50 of 26 October in London",
            byHand:
                "one is missing; the short day is whole; a feed that always sends 48 is mapped wrongly",
            gives: "IV-GAP; no finding; IV-DST"
        ) {
            try [
                IntervalCase.facts([7: nil]),
                IntervalCase.facts(on: "2025-03-30", zone: TimeZoneTables.london),
                IntervalCase.facts(on: "2025-10-26", zone: TimeZoneTables.london, count: 48),
            ].map { IntervalCase.found($0) }.joined(separator: "; ")
        },
        RuleExample(
            "B3.11",
            says:
                "Limits of demand, of the step between neighbours and of the lowest value are set by the utility.",
            given: "a half-hour of 3 kWh, at most 6 kW and at most 5.9 kW",
            byHand: "3 × 2 = 6 kW", gives: "no finding; IV-LIMIT"
        ) {
            try ["6", "5.9"].map { maximum in
                IntervalCase.found(try IntervalCase.facts([10: "3"])) {
                    $0.intervals.spikeRatio = nil
                    $0.intervals.maximumDemand = quantity(maximum)
                }
            }.joined(separator: "; ")
        },
        RuleExample(
            "B3.12",
            says:
                "Energy received from a site without generation is found, and at night from a solar site.",
            given:
                "energy received all day: no generation; generation; solar with night from 22 to 5",
            byHand: "found without generation, and in the hours of the night",
            gives: "EXPORT-ODD; no finding; EXPORT-ODD"
        ) {
            var facts = try IntervalCase.facts()
            facts.direction = .received
            var found = [IntervalCase.found(facts)]
            facts.isGenerating = true
            found.append(IntervalCase.found(facts))
            facts.night = (from: 22 * 3600, until: 5 * 3600)
            return (found + [IntervalCase.found(facts)]).joined(separator: "; ")
        },
        RuleExample(
            "B3.13", says: "The total register is the sum of its rates, within one unit.",
            given: "day 70 and night 30, total 101 and 102", byHand: "1 off passes, 2 do not",
            gives: "no finding; REG-SUM"
        ) {
            [101, 102].map { rates(total: $0, now: (70, 30), before: (70, 30)) }.joined(
                separator: "; ")
        },
        RuleExample(
            "B3.13", says: "A day and a night register that swapped their shares are found.",
            given: "night's share from 30 % to 70 %, and to 59 %",
            byHand: "from at most 40 % to at least 60 % is a swap", gives: "REG-SWAP; no finding"
        ) {
            [
                rates(now: (30, 70), before: (70, 30)),
                rates(now: (41, 59), before: (70, 30)),
            ].joined(separator: "; ")
        },
    ]

    private static let runsOfEstimates: [RuleExample] = [
        RuleExample(
            "B3.14", says: "Three estimates in a row stop automatic billing.",
            given: "the second estimate, the third, and a reading after five",
            byHand: "a reading ends the row", gives: "no finding; EST-RUN; no finding"
        ) {
            try [(false, 1), (false, 2), (true, 5)].map { isActual, before in
                try ReadingCase.found("1100") {
                    $0.isActual = isActual
                    $0.estimatesInARow = before
                }
            }.joined(separator: "; ")
        }
    ]

    /// Day and night, now and in the period before.
    private static func rates(
        total: Int? = nil, now: (day: Int, night: Int), before: (day: Int, night: Int)
    ) -> String {
        let facts = RegisterSetFacts(
            total: total.map { Quantity($0) }, day: Quantity(now.day), night: Quantity(now.night),
            previousDay: Quantity(before.day), previousNight: Quantity(before.night), unit: .kWh)
        return codes(facts.findings(ValidationLimits()))
    }
}
