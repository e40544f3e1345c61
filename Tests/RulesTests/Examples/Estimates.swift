import Measures
import Metering

extension WorkedRules {
    /// B4: what was used where nobody read.
    static let estimates: [RuleExample] = registerEstimates + gaps + trueUps

    private static let registerEstimates: [RuleExample] = [
        RuleExample(
            "B4",
            says: "A reading that did not come is estimated, or holds the bill, as the run says.",
            given: "100 kWh in May, June not read",
            byHand: "30 × 100/31 = 96.77 → 97, as dials show",
            gives: "97 over 30 days by previous period; held, RD-MISSING"
        ) {
            var home = try flatHome("2025-05-01", "2025-06-30", reads: [:])
            home.billed(("2025-04-30", "900", .actual), ("2025-05-31", "1000", .actual))
            let method = list(home.result().estimates.map(\.method))
            let estimated = home.uses() + " by " + method
            home.rules.estimates = false
            return estimated + "; " + home.outcome()
        },
        RuleExample(
            "B4.1",
            says:
                "The best method with known figures is used: last year, the previous period, the class profile, the property.",
            given:
                "90 days: 180 in 90 days last year, 900 in 90 days before; 2.5 a day for such homes",
            byHand: "180; without last year 900; without both 2.5 × 90 = 225",
            gives: "180 same period last year; 900 previous period; 225 property default"
        ) { bestFirst() },
        RuleExample(
            "B4.2", says: "Last year's daily average times the days.",
            given: "412 kWh in 92 days last year, 90 days now", byHand: "412 / 92 × 90 = 403.043…",
            gives: "403.04"
        ) {
            var history = EstimationHistory()
            history.lastYear = .init(PastUse(quantity("412"), days: 92), last: day("2024-06-30"))
            return estimate(history)
        },
        RuleExample(
            "B4.3", says: "Base load a day times days, and use per degree day times degree days.",
            given: "4.0 a day for 31 days, 2.15 a degree day, 346 degree days",
            byHand: "124 + 743.9", gives: "867.9"
        ) {
            let found = Estimation.heating(
                baseLoadPerDay: Exact(4), days: 31, slope: exact("2.15"), degreeDays: Exact(346),
                unit: .kWh)
            return list([found?.value].compactMap(\.self))
        },
        RuleExample(
            "B4.4",
            says: "Use is shared over the parts of a period by degree days for gas and heat.",
            given: "900 kWh, 346 and then 297 degree days",
            byHand: "900 × 346 / 643 = 484.292…; the rest",
            gives: "484.29, 415.71"
        ) { list(Estimation.split(quantity("900"), by: .degreeDays([Exact(346), Exact(297)]))) },
        RuleExample(
            "B4.4", says: "By days where no other way is stated.",
            given: "10 m3 over three equal parts",
            byHand: "3.33 each, and the hundredth that is left to the first",
            gives: "3.34, 3.33, 3.33"
        ) { list(Estimation.split(quantity("10"), by: .days([1, 1, 1]))) },
        RuleExample(
            "B4.5",
            says: "Between two readings a register is on a straight line, never outside them.",
            given: "12.040 on 31 May, 12.552 on 30 June; 16 June, and 1 July",
            byHand: "12.040 + 0.512 × 16 / 30 = 12.31306…; nothing is known after",
            gives: "12.313 derived, none"
        ) {
            let heat = try register(decimals: 3, unit: .MWh)
            return list(
                ["2025-06-16", "2025-07-01"].map {
                    heat.interpolated(
                        on: day($0), from: read("2025-05-31", "12.040"),
                        to: read("2025-06-30", "12.552")
                    ).map { "\($0.reading.value) \($0.reading.quality)" } ?? "none"
                })
        },
    ]

    private static let gaps: [RuleExample] = [
        RuleExample(
            "B4.6", says: "An hour or less is a straight line between its neighbours.",
            given: "half-hours of 10, missing, missing and 40", byHand: "steps of 10",
            gives: "10, 20, 30, 40"
        ) {
            var values: [Int64] = Array(repeating: 100, count: 48)
            values.replaceSubrange(
                9...12, with: [10, IntervalBlock.missing, IntervalBlock.missing, 40])
            let block = try IntervalBlock(
                start: Zone.utc.start(of: day("2025-06-25")), minutes: 30, values: values)
            let filled = block.filled(from: IntervalHistory(), in: .utc, unit: .kWh)
            return list(filled.block.values[9...12])
        },
        RuleExample(
            "B4.6",
            says:
                "Where the register advance is known, estimated intervals are scaled so that the day adds up to it.",
            given: "1 kWh measured, estimates of 10, 20 and 30; the register counted 2 kWh",
            byHand: "1 kWh is left for 60 parts: 1/6, 2/6 and 3/6, to a Wh, adding up to 2",
            gives: "1, 0.167, 0.333, 0.5"
        ) {
            let block = try IntervalBlock(
                start: Instant(seconds: 0), minutes: 30, values: [1_000_000, 10, 20, 30],
                runs: [.init(1, .actual), .init(3, QualityFlag(.estimated, method: 15))])
            let scaled = block.scaled(toAdvance: quantity("2"))?.values ?? []
            return list(scaled.map { Quantity(millionths: $0) })
        },
        RuleExample(
            "B4.7",
            says:
                "A longer gap is the average of at least three days like it of the last three weeks.",
            given:
                "a Wednesday, 10:00 to 12:00 missing; half-hours of 4, 5 and 6 kWh on the weekdays of three weeks, 99 at weekends",
            byHand: "(5 × 4 + 5 × 5 + 5 × 6) / 15 days", gives: "5, 5, 5, 5"
        ) { try likeDays(from: "2025-06-04", days: 21) },
        RuleExample(
            "B4.7", says: "With fewer than three the next method is taken, or the gap stays.",
            given: "the same with two days before",
            byHand: "two are too few, and nothing else is known",
            gives: "missing, missing, missing, missing"
        ) { try likeDays(from: "2025-06-23", days: 2) },
        RuleExample(
            "B4.8", says: "An estimate uses no figures from after the day it is made on.",
            given:
                "412 kWh in 92 days to 30 June 2024; estimated as of 30 June and of 29 June 2024",
            byHand: "on 29 June the period had not ended", gives: "403.04, none"
        ) {
            var history = EstimationHistory()
            history.lastYear = .init(PastUse(quantity("412"), days: 92), last: day("2024-06-30"))
            return list(["2024-06-30", "2024-06-29"].map { estimate(history, asOf: $0) })
        },
    ]

    private static let trueUps: [RuleExample] = [
        RuleExample(
            "B4.9",
            says:
                "A true-up is the next reading less the last billed value, at the usual price; it may be negative.",
            given:
                "12.000 MWh, 13.200 estimated and billed, 13.060 read; 0.0900 a kWh, 0.3945 a day, VAT 5 %",
            byHand: "-140 kWh × 0.09 = -12.60; 28 × 0.3945 = 11.046; 5 % of -1.55 = -0.0775",
            gives: "SC 11.05, UNIT -12.60, VAT -0.08, total -1.63"
        ) { try afterHighEstimate() },
        RuleExample(
            "B4.10",
            says:
                "A reading below a billed estimate is a true-up; one below a billed reading is an error.",
            given: "13.200, then 13.060 read: billed by estimate, and billed by reading",
            byHand: "RD-NEG stops the second", gives: "billed; held, RD-NEG"
        ) {
            try [ReadType.estimated, .actual].map { try heatHome(last: $0).outcome() }
                .joined(separator: "; ")
        },
        RuleExample(
            "B4.11", says: "A customer's own reading is billed as actual.",
            given: "1000, then 1100 read by the customer and 1100 by estimate",
            byHand: "100 kWh each; only the second bill says that it is estimated",
            gives: "100 over 30 days, not estimated; 100 over 30 days, estimated"
        ) {
            try [ReadType.customer, .estimated].map { type in
                var home = try flatHome("2025-05-01", "2025-06-30", reads: [:])
                home.billed(("2025-04-30", "900", .actual), ("2025-05-31", "1000", .actual))
                home.facts.registers[0].readings = [read("2025-06-30", "1100", type)]
                let isEstimated = home.result().segments.contains(where: \.isEstimated)
                return home.uses() + (isEstimated ? ", estimated" : ", not estimated")
            }.joined(separator: "; ")
        },
    ]

    private static func estimate(
        _ history: EstimationHistory, asOf: String = "2025-07-01"
    ) -> String {
        let ninety = period("2025-04-01", "2025-06-29")
        let found = Estimation.use(over: ninety, from: history, unit: .kWh, asOf: day(asOf))
        return found.map { "\($0.value)" } ?? "none"
    }

    private static func bestFirst() -> String {
        var history = EstimationHistory()
        history.defaultPerDay = quantity("2.5")
        history.previous = .init(PastUse(Quantity(900), days: 90), last: day("2025-03-31"))
        history.lastYear = .init(PastUse(Quantity(180), days: 90), last: day("2024-06-30"))
        let ninety = period("2025-04-01", "2025-06-29")
        var found: [String] = []
        for _ in 0..<3 {
            let best = Estimation.use(
                over: ninety, from: history, unit: .kWh, asOf: day("2025-07-01"))
            found.append(best.map { "\($0.value) \($0.method.rawValue)" } ?? "none")
            if history.lastYear == nil { history.previous = nil }
            history.lastYear = nil
        }
        return found.joined(separator: "; ")
    }

    /// Weekdays have 4, 5 and 6 kWh in every half-hour of their first, second and third week.
    private static func likeDays(from first: String, days: Int) throws -> String {
        let values = (0..<days).flatMap { offset -> [Int64] in
            let date = day(first) + offset
            let isWeekend = date.weekday == .saturday || date.weekday == .sunday
            let kWh = isWeekend ? 99 : Int64(4 + (date - day("2025-06-04")) / 7)
            return Array(repeating: kWh * 1_000_000, count: 48)
        }
        let earlier = try IntervalBlock(
            start: Zone.utc.start(of: day(first)), minutes: 30, values: values)
        var today = Array(repeating: Int64(7_000_000), count: 48)
        for index in 20..<24 { today[index] = IntervalBlock.missing }
        let block = try IntervalBlock(
            start: Zone.utc.start(of: day("2025-06-25")), minutes: 30, values: today)
        let filled = block.filled(
            from: IntervalHistory(earlier: earlier), in: .utc, unit: .kWh)
        return list(
            filled.block.values[20..<24].map {
                $0 == IntervalBlock.missing ? "missing" : "\(Quantity(millionths: $0))"
            })
    }

    private static func afterHighEstimate() throws -> String {
        try heatHome(last: .estimated).bill()
    }

    /// February 2017 of a home whose January was billed to 13.200 MWh.
    private static func heatHome(last: ReadType) throws -> SupplyCase {
        var sheet = PriceSheet(
            usages: ["MWh"], prices: ["SC": "0.3945", "UNIT": "0.0900"],
            charges: [
                charge("SC", per: .day, tax: "VAT"), charge("UNIT", of: "kWh", tax: "VAT"),
            ], taxes: [tax("VAT", "5")])
        sheet.book.quantities = [derived("kWh", "MWh * 1000")]
        var home = try SupplyCase(sheet, "2017-01-01", "2017-02-28", .heat)
        try home.hang("MWh", ["2016-12-31": "12.000", "2017-02-28": "13.060"], decimals: 3)
        home.billed(("2016-12-31", "12.000", .actual), ("2017-01-31", "13.200", last))
        home.rules.validationLimits[.heat] = withoutHistory
        return home
    }
}
