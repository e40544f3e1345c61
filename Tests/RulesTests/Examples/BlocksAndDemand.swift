import Billing
import Measures
import Tariffs

extension WorkedRules {
    /// C1.5 to C1.7: blocks.
    static let blocks: [RuleExample] = [
        RuleExample(
            "C1.5", says: "Blocks per day are scaled by the days.",
            given: "1,500 kWh in 59 days; 16 kWh a day at 0.0342, then 0.0670",
            byHand: "944 × 0.0342 = 32.2848; 556 × 0.0670 = 37.252", gives: "B1 32.28, B2 37.25"
        ) {
            try PriceSheet(
                .usd, usages: ["kWh"], prices: ["B1": "0.0342", "B2": "0.0670"],
                charges: [WorkedRules.blocks(["B1": "16", "B2": nil], per: .day)]
            ).bill("2001-01-01", "2001-02-28", use: ["kWh": "1500"]).lines
        },
        RuleExample(
            "C1.5", says: "Blocks per month are not.",
            given:
                "2,350 kWh in a month; to 300, 900, 2000 and above at 0.04106, 0.05138, 0.07525, 0.10884",
            byHand: "300, 600, 1,100 and 350 kWh: 12.318, 30.828, 82.775, 38.094",
            gives: "T1 12.32, T2 30.83, T3 82.78, T4 38.09"
        ) {
            try PriceSheet(
                .usd, usages: ["kWh"],
                prices: ["T1": "0.04106", "T2": "0.05138", "T3": "0.07525", "T4": "0.10884"],
                charges: [
                    WorkedRules.blocks(
                        ["T1": "300", "T2": "900", "T3": "2000", "T4": nil], per: .bill)
                ]
            ).bill("2025-01-01", "2025-01-31", use: ["kWh": "2350"]).lines
        },
        RuleExample(
            "C1.5", says: "Blocks per year continue from what was used before in the year.",
            given: "95 kL after 110 kL this year; to 150 at 1.12, to 350 at 2.07, above at 2.96",
            byHand: "40 × 1.12 = 44.80; 55 × 2.07 = 113.85", gives: "B1 44.80, B2 113.85"
        ) {
            try PriceSheet(
                .aud, usages: ["kWh"], numbers: ["used"],
                prices: ["B1": "1.12", "B2": "2.07", "B3": "2.96"],
                charges: [
                    WorkedRules.blocks(
                        ["B1": "150", "B2": "350", "B3": nil], per: .bill, used: "used")
                ]
            ).bill(
                "2023-10-01", "2023-12-31", use: ["kWh": "95"], numbers: ["used": "110"]
            ).lines
        },
        RuleExample(
            "C1.5", says: "A run takes what was used this year from the bills of the year.",
            given:
                "110 kWh billed for July to September, 95 in October to December; a year from 1 July, the same blocks",
            byHand: "as before; a year from 1 October would begin anew: 95 × 1.12 = 106.40",
            gives: "B1 44.80, B2 113.85, total 158.65; B1 106.40, total 106.40"
        ) { try [7, 10].map { try ofTheYear(from: $0).bill() }.joined(separator: "; ") },
        RuleExample(
            "C1.5", says: "Blocks may be of a value of the property.",
            given: "rental value 24,000: to 20,000 at 0.04446, above at 0.03855",
            byHand: "889.20 and 154.20", gives: "S1 889.20, S2 154.20, total 1043.40"
        ) {
            try PriceSheet(
                .aud, numbers: ["value"], prices: ["S1": "0.04446", "S2": "0.03855"],
                charges: [
                    WorkedRules.blocks(["S1": "20000", "S2": nil], of: "value", per: .bill)
                ]
            ).bill("2024-07-01", "2025-06-30", numbers: ["value": "24000"]).text
        },
        RuleExample(
            "C1.6", says: "The bound belongs to the lower block.",
            given: "100 kWh, and 100.001 kWh, where the first block ends at 100",
            byHand: "the hundredth kWh is in the first block",
            gives: "B1 100; B1 100, B2 0.001"
        ) {
            let sheet = PriceSheet(
                usages: ["kWh"], prices: ["B1": "0.10", "B2": "0.20"],
                charges: [WorkedRules.blocks(["B1": "100", "B2": nil], per: .bill)])
            return try ["100", "100.001"].map {
                try sheet.bill("2025-04-01", "2025-04-30", use: ["kWh": $0]).quantities
            }.joined(separator: "; ")
        },
        RuleExample(
            "C1.6", says: "All meters of the service fill the blocks together.",
            given: "60 kWh on one meter and 50 on another, the first block ends at 100",
            byHand: "110 kWh together", gives: "B1 100, B2 10"
        ) {
            try PriceSheet(
                usages: ["kWh"], prices: ["B1": "0.10", "B2": "0.20"],
                charges: [WorkedRules.blocks(["B1": "100", "B2": nil], per: .bill)]
            ).bill("2025-04-01", "2025-04-30", use: ["kWh": "60", "kWh": "50"]).quantities
        },
        RuleExample(
            "C1.7", says: "A price change splits the use and the blocks by the same days.",
            given:
                "45 kL in 91 days, the price changes after 46; 0.440 kL a day at 3.4928, later 3.6156; then 4.4566, later 4.6133",
            byHand:
                "45 × 46/91 = 22.747 kL, 0.440 × 46 = 20.24 of it in the first block: 70.694…, 11.172…; then 22.253 and 19.8: 71.588…, 11.316…",
            gives: "LOW1 70.69, HIGH1 11.17, LOW2 71.59, HIGH2 11.32, total 164.77"
        ) {
            var sheet = PriceSheet(
                .aud, usages: ["kL"],
                charges: [
                    WorkedRules.blocks(["LOW": "0.440", "HIGH": nil], of: "kL", per: .day)
                ])
            sheet.price("LOW", ["2023-07-01": "3.4928", "2024-07-01": "3.6156"])
            sheet.price("HIGH", ["2023-07-01": "4.4566", "2024-07-01": "4.6133"])
            return try sheet.bill("2024-05-16", "2024-08-14", use: ["kL": "45"]).text
        },
    ]

    /// The second bill of a year that begins with this month.
    private static func ofTheYear(from month: Int) throws -> SupplyCase {
        let sheet = PriceSheet(
            .aud, usages: ["kWh"], prices: ["B1": "1.12", "B2": "2.07", "B3": "2.96"],
            charges: [blocks(["B1": "150", "B2": "350", "B3": nil], per: .bill, used: "used")]
        ).with {
            $0.year = .from(month: month, day: 1)
            $0.inputs.append(
                TariffBook.Input(
                    "used", .number, otherwise: .zero,
                    fromBills: .init(.usage, of: ["kWh"], over: .year)))
        }
        var home = try SupplyCase(sheet, "2023-07-01", "2023-12-31")
        try home.hang("kWh", ["2023-06-30": "0", "2023-09-30": "110", "2023-12-31": "205"])
        home.billed(("2023-06-30", "0", .actual), ("2023-09-30", "110", .actual))
        var before = SampleBill.part([], over: period("2023-07-01", "2023-09-30"))
        before.usages = [
            .init(usage: "kWh", period: before.period, quantity: Exact(110), isEstimated: false)
        ]
        home.facts.billedBefore = [.init(accountID: 1, segment: before)]
        return home
    }

    /// Blocks by their bounds, each at the price of its code; the last one is open.
    private static func blocks(
        _ steps: KeyValuePairs<String, String?>, of quantity: String = "kWh",
        per scale: TariffBook.Blocks.Scale, used: String? = nil
    ) -> TariffBook.Charge {
        let steps = steps.map {
            TariffBook.Blocks.Step(code: $0.key, upTo: $0.value, price: $0.key)
        }
        let blocks = TariffBook.Blocks(of: quantity, scale: scale, used: used, steps: steps)
        return TariffBook.Charge("ENERGY", .blocks(blocks))
    }

    /// C1.9 to C1.11: what a site may draw and what it drew.
    static let demandCharges: [RuleExample] = [
        RuleExample(
            "C1.9",
            says: "A ratchet bills the most of actual, share of the highest before, and minimum.",
            given:
                "210 kW; the highest of eleven months 330 kW at 80 %; at least 50 kW; 12.40 a kW",
            byHand: "0.80 × 330 = 264 kW; × 12.40 = 3,273.60", gives: "D 264, D 3273.60"
        ) {
            var sheet = PriceSheet(
                .usd, numbers: ["kW"], series: ["before"], prices: ["D": "12.40"],
                charges: [charge("D", of: "billed")])
            sheet.book.quantities = [derived("billed", "max(kW, 80% * max(before), 50)")]
            let before = [298, 330, 315, 240, 188, 172, 180, 195, 204, 251, 266].map(String.init)
            let bill = try sheet.bill(
                "2025-07-01", "2025-07-31", numbers: ["kW": "210"], series: ["before": before])
            return list([bill.quantities, bill.lines])
        },
        RuleExample(
            "C1.10",
            says:
                "Agreed capacity is charged whether it is used or not, and what goes beyond it as well.",
            given: "250 kVA agreed, 268 measured, 30 days; 0.0412 and 0.0635 a kVA and day",
            byHand: "250 × 30 × 0.0412 = 309; 18 × 30 × 0.0635 = 34.29",
            gives: "CAP 309.00, EXCESS 34.29"
        ) { try capacity(measured: "268") },
        RuleExample(
            "C1.10", says: "Below the agreed capacity there is no excess.",
            given: "the same, 240 kVA measured", byHand: "no excess",
            gives: "CAP 309.00, EXCESS 0.00"
        ) { try capacity(measured: "240") },
        RuleExample(
            "C1.11",
            says:
                "Reactive energy is charged above its share of the active, and is never a credit.",
            given: "21,630 kWh, 9,800 and 7,000 kVArh, 0.3287 free, to one decimal at 0.00312",
            byHand: "9,800 - 7,109.781 = 2,690.2: 8.393…; 7,000 is below the share",
            gives: "R 8.39; R 0.00"
        ) {
            var sheet = PriceSheet(
                usages: ["kWh", "kVArh"], prices: ["R": "0.00312"],
                charges: [charge("R", of: "beyond")])
            sheet.book.quantities = [derived("beyond", "max(0, kVArh - 0.3287 * kWh)", places: 1)]
            return try ["9800", "7000"].map {
                try sheet.bill(
                    "2025-11-01", "2025-11-30", use: ["kWh": "21630", "kVArh": $0]
                ).lines
            }.joined(separator: "; ")
        },
    ]

    private static func capacity(measured: String) throws -> String {
        try PriceSheet(
            numbers: ["agreed", "measured"], prices: ["CAP": "0.0412", "EXCESS": "0.0635"],
            charges: [
                charge("CAP", of: "agreed", per: .day),
                charge("EXCESS", of: "max(0, measured - agreed)", per: .day),
            ]
        ).bill(
            "2025-11-01", "2025-11-30", numbers: ["agreed": "250", "measured": measured]
        ).lines
    }
}
