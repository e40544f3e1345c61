import Measures
import Metering
import Rulebook
import Tariffs

extension WorkedRules {
    /// A6: rollover, meter exchange, years, working days, zones.
    static let datesAndExchanges: [RuleExample] = registers + calendars

    private static let registers: [RuleExample] = [
        RuleExample(
            "A6.1",
            says: "A closing value below the opening one is a rollover where that is plausible.",
            given: "99912, then 00187 on five dials", byHand: "187 + 100,000 - 99,912",
            gives: "275 kWh"
        ) {
            try counted(
                register(), from: read("2025-06-30", "99912"), to: read("2025-09-30", "187"))
        },
        RuleExample(
            "A6.1", says: "Where the opening is in the middle of the range, the reading is wrong.",
            given: "45120, then 45012 on five dials", byHand: "round the dial would be 99,892",
            gives: "refused: it fell"
        ) {
            try counted(
                register(), from: read("2025-06-30", "45120"), to: read("2025-09-30", "45012"))
        },
        RuleExample(
            "A6.1",
            says:
                "The reading is also wrong where more than the plausible maximum a day would have been used.",
            given: "99912, then 00187 after 92 days, at most 3 and at most 2.9 a day",
            byHand: "275 is below 3 × 92 = 276 and above 2.9 × 92 = 266.8", gives: "275, fell"
        ) {
            list(
                try ["3", "2.9"].map { maximum in
                    let move = try Dial(dials: 5).move(
                        from: quantity("99912"), to: quantity("187"), days: 92,
                        RolloverLimit(maximumPerDay: quantity(maximum)))
                    return move.isBackward ? "fell" : "\(move.millionths / 1_000_000)"
                })
        },
        RuleExample(
            "A6.2", says: "The number of dials decides whether a lower value is a rollover.",
            given: "9912, then 0187 on four dials, and on five",
            byHand: "187 + 10,000 - 9,912 = 275; on five dials 9912 is no top of the range",
            gives: "275 kWh; refused: it fell"
        ) {
            try [4, 5].map { dials in
                try counted(
                    register(dials: dials), from: read("2025-06-30", "9912"),
                    to: read("2025-09-30", "187"))
            }.joined(separator: "; ")
        },
        RuleExample(
            "A6.3",
            says:
                "Across an exchange both meters count: removal less start, end less installation.",
            given: "old 48213, removed at 48390 on 10 May; new 3, then 245",
            byHand: "177 + 242 = 419 kWh; × 0.2703 = 113.2557",
            gives: "177 over 40 days, 242 over 51 days; SC 48.96, UNIT 113.26, total 162.22"
        ) {
            let exchange = try exchanged()
            return exchange.uses() + "; " + exchange.bill()
        },
        RuleExample(
            "A6.3", says: "A removal that nobody read is estimated, and a person decides.",
            given:
                "the old meter not read on 10 May, 120 kWh in the 30 days before; then MX-NOREM accepted",
            byHand: "120/30 × 40 days = 160 for the old meter",
            gives: "held, MX-NOREM; 160 over 40 days, 242 over 51 days"
        ) {
            var exchange = try exchanged()
            exchange.facts.registers[0].readings.removeLast()
            exchange.billed(("2025-03-01", "48093", .actual), ("2025-03-31", "48213", .actual))
            let before = exchange.outcome()
            exchange.facts.accepted = [Finding.Code("MX-NOREM")]
            return before + "; " + exchange.uses()
        },
        RuleExample(
            "A6.4", says: "An exchange makes no gap and no double day in the standing charge.",
            given: "the same exchange on 10 May, 1 April to 30 June", byHand: "91 days",
            gives: "91"
        ) {
            list(
                try exchanged().result().segments.flatMap(\.lines)
                    .filter { $0.charge == "SC" }.map(\.quantity.text))
        },
        RuleExample(
            "A6.4", says: "A changed multiplier is a new register: each part has its own.",
            given: "10 units with multiplier 1, then 10 units with multiplier 60",
            byHand: "10 × 1 + 10 × 60", gives: "10 kWh + 600 kWh"
        ) {
            let parts = try [1, 60].map { multiplier in
                try counted(
                    register(times: Exact(multiplier)), from: read("2025-04-30", "5"),
                    to: read("2025-05-31", "15"))
            }
            return parts.joined(separator: " + ")
        },
        RuleExample(
            "A6.5",
            says:
                "Consumption is negative only after an estimate that was too high, or on a net-metered register.",
            given: "1200, then 1150 read: after an estimate, net-metered, and after a reading",
            byHand: "1,150 - 1,200", gives: "-50 kWh; -50 kWh; refused: it fell"
        ) {
            let closing = read("2025-02-28", "1150")
            let (estimated, seen) = (
                read("2025-01-31", "1200", .estimated), read("2025-01-31", "1200")
            )
            return try [
                counted(register(), from: estimated, to: closing),
                counted(register(isNetMetered: true), from: seen, to: closing),
                counted(register(), from: seen, to: closing),
            ].joined(separator: "; ")
        },
    ]

    private static let calendars: [RuleExample] = [
        RuleExample(
            "A6.6", says: "An annual price goes by the days of its charging year, 365 or 366.",
            given: "100.00 a year for 90 days from 1 January 2025, and 2024",
            byHand: "100 × 90 / 365 = 24.657…; 100 × 90 / 366 = 24.590…", gives: "24.66, 24.59"
        ) {
            let sheet = PriceSheet(
                prices: ["FIX": "100"], charges: [charge("FIX", per: .year)])
            return list([
                try sheet.bill("2025-01-01", "2025-03-31").total,
                try sheet.bill("2024-01-01", "2024-03-30").total,
            ])
        },
        RuleExample(
            "A6.6", says: "The tariff says where its charging year begins.",
            given: "100.00 a year from 1 April, for 90 days from 1 April 2023",
            byHand: "April 2023 to March 2024 has 366 days: 24.590…", gives: "24.59"
        ) {
            try PriceSheet(prices: ["FIX": "100"], charges: [charge("FIX", per: .year)])
                .with { $0.year = .from(month: 4, day: 1) }
                .bill("2023-04-01", "2023-06-29").total
        },
        RuleExample(
            "A6.7", says: "Working days are those of the place.",
            given: "3 working days after 17 April 2025 in England, Scotland and Victoria",
            byHand: "18 April is Good Friday; Easter Monday, the 21st, is no holiday in Scotland",
            gives: "2025-04-24, 2025-04-23, 2025-04-24"
        ) {
            list(
                ["GB-ENG", "GB-SCT", "AU-VIC"].map {
                    DueDays(in: Jurisdiction($0)).adding(3, to: day("2025-04-17"))
                })
        },
        RuleExample(
            "A6.7",
            says: "Counting from a day that is no working day begins on the next one.",
            given: "1 working day after Saturday 3 May 2025 in England",
            byHand: "Monday 5 May is a holiday: counted from Tuesday 6", gives: "2025-05-07"
        ) { "\(DueDays(in: .englandAndWales).adding(1, to: day("2025-05-03")))" },
        RuleExample(
            "A6.8", says: "The local day is that of the premises' zone.",
            given: "23:30 UTC on 30 June 2025 in UTC, London, Melbourne and Perth",
            byHand: "23:30; 00:30, 09:30 and 07:30 on the next day",
            gives: "2025-06-30, 2025-07-01, 2025-07-01, 2025-07-01"
        ) {
            let instant = Zone.utc.start(of: day("2025-06-30")) + (23 * 60 + 30) * 60
            return list(
                [Zone.utc, TimeZoneTables.london, TimeZoneTables.melbourne, TimeZoneTables.perth]
                    .map {
                        $0.day(of: instant)
                    })
        },
    ]

    private static func exchanged() throws -> SupplyCase {
        let sheet = PriceSheet(
            usages: ["kWh"], prices: ["SC": "0.5380", "UNIT": "0.2703"],
            charges: [charge("SC", per: .day), charge("UNIT", of: "kWh")])
        var site = try SupplyCase(sheet, "2025-04-01", "2025-06-30")
        try site.hang(
            "kWh", ["2025-03-31": "48213", "2025-05-10": "48390"], until: "2025-05-10")
        try site.hang("kWh", ["2025-05-10": "3", "2025-06-30": "245"], from: "2025-05-10")
        return site
    }
}
