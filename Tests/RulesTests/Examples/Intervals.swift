import Measures
import Metering
import Tariffs

extension WorkedRules {
    /// A5: intervals, clocks and demand.
    static let intervals: [RuleExample] = clocks + loads

    private static let clocks: [RuleExample] = [
        RuleExample(
            "A5.1", says: "Intervals are 5, 15, 30 or 60 minutes long; their sum is exact.",
            given: "a day of 60, 30, 15 and 5 minutes with 0.1 kWh in each interval",
            byHand: "24, 48, 96 and 288 tenths", gives: "2.4, 4.8, 9.6, 28.8"
        ) {
            let sums = try [60, 30, 15, 5].map { minutes in
                let count = Zone.utc.intervals(on: day("2025-06-04"), minutes: minutes)
                return try IntervalBlock(
                    start: Zone.utc.start(of: day("2025-06-04")), minutes: minutes,
                    values: Array(repeating: 100_000, count: count)
                ).total
            }
            return list(sums.compactMap(\.self))
        },
        RuleExample(
            "A5.2", says: "A short day has an hour less, a long day an hour more.",
            given: "half-hours in London on 30 March, 31 March and 26 October 2025",
            byHand: "23, 24 and 25 hours of two", gives: "46, 48, 50"
        ) { countInLondon(every: 30) },
        RuleExample(
            "A5.2", says: "The same holds for quarters of an hour.",
            given: "quarters of an hour on the same days", byHand: "23, 24 and 25 hours of four",
            gives: "92, 96, 100"
        ) { countInLondon(every: 15) },
        RuleExample(
            "A5.3",
            says:
                "On the short day 01:00 to 02:00 is not there, on the long day it is there twice.",
            given: "half-hours of 16:00 to 19:00 in London on 30 March and 26 October 2025",
            byHand: "ordinary days: 33 to 38; two less, and two more",
            gives: "31 to 36, 35 to 40"
        ) { list(["2025-03-30", "2025-10-26"].map(peakInLondon)) },
        RuleExample(
            "A5.4",
            says: "Market time has no daylight saving: a NEM12 day always has 48 half-hours.",
            given: "6 April and 5 October 2025 in market time, and on Melbourne's clock",
            byHand: "24 hours each; 25 and 23 hours", gives: "48, 48, 50, 46"
        ) {
            let days = [day("2025-04-06"), day("2025-10-05")]
            return list(
                [Zone.nemMarket, TimeZoneTables.melbourne].flatMap { zone in
                    days.map { zone.intervals(on: $0, minutes: 30) }
                })
        },
        RuleExample(
            "A5.5", says: "The clock of a tariff's windows is part of the tariff.",
            given: "00:00 to 07:00 on a clock that runs in UTC, on 1 June 2025 in London",
            byHand: "London is an hour ahead: 01:00 to 08:00, the half-hours 3 to 16 of its day",
            gives: "3 to 16"
        ) {
            var rules = daily(from: 0, to: 7)
            rules.clock = .utc
            return peak(rules, "2025-06-01")
        },
        RuleExample(
            "A5.6", says: "The values of a day are in order, from its first interval on.",
            given: "the NEM12 day 4 June 2025", byHand: "its midnight is ten hours ahead of UTC",
            gives: "2025-06-03T14:00:00Z"
        ) {
            let values = Array(repeating: Int64(0), count: 48)
            let fed = IntervalDay(
                day: day("2025-06-04"), minutes: 30, values: values, runs: [.init(48, .actual)])
            return try IntervalBlock(days: [fed], in: .nemMarket).start(of: 0).utcText
        },
        RuleExample(
            "A5.7",
            says:
                "Energy is either delivered to the customer or received from the customer, whatever a feed calls it.",
            given: "a home without generation: the same use delivered, and received",
            byHand: "a home that makes nothing gives nothing back",
            gives: "no finding; EXPORT-ODD"
        ) {
            var home = try IntervalCase.facts()
            let delivered = IntervalCase.found(home)
            home.direction = .received
            return delivered + "; " + IntervalCase.found(home)
        },
    ]

    private static let loads: [RuleExample] = [
        RuleExample(
            "A5.8", says: "Demand in kW is the largest interval in kWh times 60 over its minutes.",
            given: "20, 24 and 18 kWh in quarters of an hour", byHand: "24 × 60 / 15",
            gives: "96 kW"
        ) { try demand([20, 24, 18, 1], every: 15, over: nil) },
        RuleExample(
            "A5.8", says: "A tariff may measure demand over longer windows, one after another.",
            given: "the same and 1 kWh, over half-hours", byHand: "20 + 24 = 44 kWh, × 2",
            gives: "88 kW"
        ) { try demand([20, 24, 18, 1], every: 15, over: 30) },
        RuleExample(
            "A5.10",
            says:
                "Where a register and intervals measure the same, one is billed and the other checks it.",
            given:
                "June in half-hours of 0.5 kWh at 0.10; a check register that counted 720 kWh, and 722 kWh",
            byHand: "1,440 × 0.5 = 720 kWh, billed once: 72.00; 722 is more than one unit off",
            gives: "UNIT 72.00, total 72.00; held, IV-SUM"
        ) { try ["820", "822"].map { try checkedSite($0).bill() }.joined(separator: "; ") },
    ]

    /// June in half-hours, and a register that checks them, from 100 on.
    private static func checkedSite(_ closing: String) throws -> SupplyCase {
        let sheet = PriceSheet(
            usages: ["kWh"], prices: ["UNIT": "0.10"], charges: [charge("UNIT", of: "kWh")])
        var site = try SupplyCase(sheet, "2025-06-01", "2025-06-30")
        try site.hangChannel("kWh", every: "0.5", days: 30)
        try site.hang("check.kWh", ["2025-05-31": "100", "2025-06-30": closing])
        return site
    }

    private static func countInLondon(every minutes: Int) -> String {
        list(
            ["2025-03-30", "2025-03-31", "2025-10-26"].map {
                TimeZoneTables.london.intervals(on: day($0), minutes: minutes)
            })
    }

    private static func peakInLondon(_ text: String) -> String {
        peak(daily(from: 16, to: 19), text)
    }

    /// The half-hours of a London day, from 1, that lie in the window.
    private static func peak(_ rules: TimeOfUseRules, _ text: String) -> String {
        let (zone, day) = (TimeZoneTables.london, day(text))
        let bands = TimeOfUse(rules).bands(
            zone.intervals(on: day, minutes: 30), from: zone.start(of: day), every: 1800, in: zone)
        let inside = bands.indices.filter { bands[$0] == 1 }
        return "\((inside.first ?? -1) + 1) to \((inside.last ?? -1) + 1)"
    }

    /// One window on all days, in whole hours.
    static func daily(from: Int, to: Int) -> TimeOfUseRules {
        let days = Set(Day.Weekday.allCases.map { TimeOfUseRules.Days.weekday($0) } + [.holiday])
        let window = TimeOfUseRules.Window(
            band: "peak", days: days, from: from * 60, to: to * 60)
        return TimeOfUseRules(bands: ["off", "peak"], windows: [window], otherwise: "off")
    }

    private static func demand(_ kWh: [Int64], every minutes: Int, over window: Int?) throws
        -> String
    {
        var sheet = PriceSheet(numbers: ["max_kW"])
        sheet.book.demandMinutes = window
        let meter = MeasuredDemand(sheet.book, [], minutes: minutes, in: .utc)
        let start = Zone.utc.start(of: day("2025-06-04"))
        let named = meter?.named("", kWh.map { $0 * 1_000_000 }, from: start) ?? [:]
        return (named["max_kW"]?.text ?? "not known") + " kW"
    }
}
