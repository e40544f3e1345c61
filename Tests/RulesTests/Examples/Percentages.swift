import Billing
import Ledger
import Measures
import Tariffs

extension WorkedRules {
    /// C1.12 to C1.14 and C1.18 to C1.27: lines that stand on other lines, and shares of time.
    static let limits: [RuleExample] = [
        RuleExample(
            "C1.12",
            says:
                "A minimum is a line of its own: the minimum less the charges it covers, if that is above zero.",
            given: "10, 28 and 30 hundreds of cubic feet at 3.90; at least 1.27 a day, 92 days",
            byHand:
                "92 × 1.27 = 116.84: 39.00 lacks 77.84, 109.20 lacks 7.64, 117.00 lacks nothing",
            gives: "W 39.00, MIN 77.84; W 109.20, MIN 7.64; W 117.00"
        ) {
            var minimum = TariffBook.Charge("MIN", .minimum("LEAST", covers: ["W"]))
            minimum.per = .day
            let sheet = PriceSheet(
                .usd, usages: ["hcf"], prices: ["W": "3.90", "LEAST": "1.27"],
                charges: [charge("W", of: "hcf"), minimum])
            return try ["10", "28", "30"].map {
                try sheet.bill("2018-07-01", "2018-09-30", use: ["hcf": $0]).lines
            }.joined(separator: "; ")
        },
        RuleExample(
            "C1.13", says: "A yearly cap is a line that takes off what exceeds it.",
            given: "210 m3 at 2.5802 and 28.00 a year; cap 250.00 a year",
            byHand: "28 + 541.842 = 569.84; less 250.00 = 319.84",
            gives: "W 569.84, CAP -319.84, total 250.00"
        ) { try capped("2024-04-01", "2025-03-31", m3: "210") },
        RuleExample(
            "C1.13",
            says: "For a part of the year the cap is shared by days.",
            given: "the same for 183 of 365 days and 105 m3",
            byHand: "28 × 183/365 + 270.921 = 284.959…; cap 250 × 183/365 = 125.342…: 159.617…",
            gives: "W 284.96, CAP -159.62, total 125.34"
        ) { try capped("2024-04-01", "2024-09-30", m3: "105") },
        RuleExample(
            "C1.14",
            says:
                "Take-or-pay bills the shortfall to the yearly minimum, and keeps it as a make-up balance.",
            given: "at least 2,000 MWh, 1,740 taken, at 62.00",
            byHand: "260 × 62 = 16,120; 260 MWh may be made up later",
            gives: "TAKEN 107880.00, SHORT 16120.00, carried 260"
        ) {
            var sheet = PriceSheet(
                usages: ["MWh"], numbers: ["least", "made_up"],
                prices: ["TAKEN": "62.00"],
                charges: [
                    charge("TAKEN", of: "MWh"), charge("SHORT", of: "short", price: "TAKEN"),
                ])
            sheet.book.quantities = [derived("short", "max(0, least - MWh)")]
            sheet.book.carries = [TariffBook.Carry("made_up", "made_up + short")]
            let bill = try sheet.bill(
                "2025-01-01", "2025-12-31", use: ["MWh": "1740"],
                numbers: ["least": "2000", "made_up": "0"])
            return bill.lines + ", carried " + list(bill.rated.carried.map(\.text))
        },
    ]

    static let percentages: [RuleExample] = [
        RuleExample(
            "C1.18", says: "Feed-in is a credit line of its own with its own tax treatment.",
            given: "40, 310 and 22 kWh at 0.109, 0.061 and 0.067; use of 100.00 with 10 % GST",
            byHand: "4.36 + 18.91 + 1.474 = 24.744; GST on 100.00 alone",
            gives: "USE 100.00, FIT -24.74, GST 10.00, total 85.26"
        ) {
            try PriceSheet(
                .aud, usages: ["a", "b", "c"],
                charges: [
                    amount("USE", "100", tax: "GST"),
                    amount("FIT", "-(a * 0.109 + b * 0.061 + c * 0.067)"),
                ], taxes: [tax("GST", "10")]
            ).bill("2021-07-01", "2021-09-30", use: ["a": "40", "b": "310", "c": "22"]).text
        },
        RuleExample(
            "C1.19", says: "A percentage names its lines, and is of their printed amounts.",
            given: "water 109.20, sewer 159 % of it", byHand: "1.59 × 109.20 = 173.628",
            gives: "W 109.20, S 173.63, total 282.83"
        ) {
            try PriceSheet(
                .usd, usages: ["hcf"], prices: ["W": "3.90"],
                charges: [charge("W", of: "hcf"), percent("S", "159", of: ["W"])]
            ).bill("2018-07-01", "2018-09-30", use: ["hcf": "28"]).text
        },
        RuleExample(
            "C1.19", says: "It is of their exact values where the tariff says so.",
            given: "a line of 0.005, 1,000 % of it, printed and exact",
            byHand: "0.01 × 10 = 0.10; 0.005 × 10 = 0.05", gives: "0.10, 0.05"
        ) {
            list(
                try [false, true].map { isExact in
                    let ten = TariffBook.Charge(
                        "TEN", .percent("1000", of: ["A"], ofExact: isExact))
                    let bill = try PriceSheet(charges: [amount("A", "0.005"), ten])
                        .bill("2025-01-01", "2025-01-31")
                    return plain(bill.rated.lines[1].minorUnits)
                })
        },
        RuleExample(
            "C1.20", says: "A discount is worked out and rounded, then taken off.",
            given: "586.98 less 25 %", byHand: "146.745 → 146.75; 0.75 × 586.98 would give 440.24",
            gives: "S 586.98, OFF -146.75, total 440.23"
        ) {
            try PriceSheet(
                charges: [amount("S", "586.98"), percent("OFF", "-25", of: ["S"])]
            ).bill("2024-04-01", "2025-03-31").text
        },
        RuleExample(
            "C1.21",
            says:
                "The Victorian electricity concession is 17.5 % above 171.60 a year, by days, after solar credits.",
            given: "429.20 and GST 42.92, 24.74 fed in, 92 days of 365",
            byHand: "0.175 × (472.12 - 24.74 - 171.60 × 92/365) = 70.722…",
            gives: "USE 429.20, FIT -24.74, AEC -70.72, GST 42.92, total 376.66"
        ) {
            try PriceSheet(
                .aud,
                charges: [
                    amount("USE", "429.20", tax: "GST"), amount("FIT", "-24.74"),
                    amount(
                        "AEC",
                        "-17.5% * max(0, line.USE + tax.GST + line.FIT - 171.60 * days / 365)"),
                ], taxes: [tax("GST", "10")]
            ).bill("2021-07-01", "2021-09-30").text
        },
        RuleExample(
            "C1.22", says: "A levy is part of the base of VAT.",
            given: "1,121.70 of energy, a levy of 0.00775 on 4,820 kWh, VAT 20 %",
            byHand: "37.355 → 37.36; 20 % of 1,159.06 = 231.812",
            gives: "E 1121.70, CCL 37.36, VAT 231.81, total 1390.87"
        ) {
            try PriceSheet(
                usages: ["kWh"], prices: ["CCL": "0.00775"],
                charges: [
                    amount("E", "1121.70", tax: "VAT"), charge("CCL", of: "kWh", tax: "VAT"),
                ], taxes: [tax("VAT", "20")]
            ).bill("2025-05-01", "2025-05-31", use: ["kWh": "4820"]).text
        },
        RuleExample(
            "C1.24",
            says: "What is billed for another company is owed to that company, and is not revenue.",
            given: "sewerage of 5.00 for another company, water of 10.00",
            byHand: "15.00 from the customer, 5.00 owed, 10.00 earned",
            gives:
                "assets:receivable 15.00, liabilities:third-party-collections -5.00, income:revenue -10.00"
        ) {
            try SampleBill.postings([
                SampleBill.line(500, .thirdParty), SampleBill.line(1000, .revenue),
            ])
        },
        RuleExample(
            "C1.25",
            says: "An indexed price is rounded as published before it is used.",
            given:
                "40.00 × (0.45 × 115.4/107.8 + 0.35 × 103.2/100 + 0.20) for 12 kW, to two decimals",
            byHand: "41.7170… → 41.72; × 12 = 500.64", gives: "P 500.64"
        ) {
            var sheet = PriceSheet(
                .eur, numbers: ["kW", "i", "l"], charges: [amount("P", "kW * price")])
            sheet.book.quantities = [
                derived(
                    "price", "40.00 * (0.45 * i / 107.8 + 0.35 * l / 100 + 0.20)", places: 2)
            ]
            return try sheet.bill(
                "2025-01-01", "2025-12-31",
                numbers: ["kW": "12", "i": "115.4", "l": "103.2"]
            ).lines
        },
    ]

    /// C1.26 and C1.27.
    static let changesOfPrice: [RuleExample] = [
        RuleExample(
            "C1.26",
            says:
                "A reading on the day of a price change splits the use; standing charges are split by days.",
            given: "978 and 512 kWh, read on 31 March; 0.0690, then 0.0750; 160.00 a year, 89 days",
            byHand: "67.482; 38.40; 160 × 89/365 = 39.013…",
            gives: "SC 39.01, UNIT1 67.48, UNIT2 38.40, total 144.89"
        ) {
            try changed(["2023-02-14": "412", "2023-03-31": "1390", "2023-05-14": "1902"]).bill()
        },
        RuleExample(
            "C1.26", says: "Without a reading the use is split by days.",
            given: "the same without the reading of 31 March: 1,490 kWh, 45 of 89 days before",
            byHand: "753.371 kWh × 0.0690 = 51.982…; 736.629 × 0.0750 = 55.247…",
            gives: "SC 39.01, UNIT1 51.98, UNIT2 55.25, total 146.24"
        ) { try changed(["2023-02-14": "412", "2023-05-14": "1902"]).bill() },
        RuleExample(
            "C1.27", says: "A part month is charged by its days over those of the month.",
            given: "31.00 a month: 1 to 28 February 2025; 31 January and 1 February",
            byHand: "31.00; 31/31 + 31/28 = 2.107…", gives: "31.00, 2.11"
        ) {
            let sheet = PriceSheet(
                prices: ["FEE": "31"], charges: [charge("FEE", per: .month)])
            return list([
                try sheet.bill("2025-02-01", "2025-02-28").total,
                try sheet.bill("2025-01-31", "2025-02-01").total,
            ])
        },
    ]

    /// WaterSure: 28.00 a year and 2.5802 a m3, at most 250.00 a year.
    private static func capped(
        _ first: String, _ last: String, m3: String
    ) throws -> String {
        try PriceSheet(
            usages: ["m3"],
            charges: [
                amount("W", "28.00 * year_share + 2.5802 * m3"),
                amount("CAP", "-max(0, line.W - 250.00 * year_share)"),
            ]
        ).with { $0.year = .from(month: 4, day: 1) }
            .bill(first, last, use: ["m3": m3]).text
    }

    /// Heat from 15 February to 14 May 2023, dearer from 1 April on.
    private static func changed(_ reads: KeyValuePairs<String, String>) throws -> SupplyCase {
        var sheet = PriceSheet(
            usages: ["kWh"], prices: ["SC": "160.00"],
            charges: [charge("SC", per: .year), charge("UNIT", of: "kWh")])
        sheet.price("UNIT", ["2022-04-01": "0.0690", "2023-04-01": "0.0750"])
        var heat = try SupplyCase(sheet, "2023-02-15", "2023-05-14", .heat)
        try heat.hang("kWh", reads)
        return heat
    }
}
