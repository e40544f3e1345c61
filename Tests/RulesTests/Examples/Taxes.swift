import Measures
import Tariffs

extension WorkedRules {
    /// C1.30 to C1.37: tax.
    static let taxes: [RuleExample] = rates + amounts

    private static let rates: [RuleExample] = [
        RuleExample(
            "C1.30",
            says:
                "In Great Britain fuel and power are taxed at 5 % for a household and at 20 % for a business.",
            given: "248.70 of electricity for each", byHand: "12.435; 49.74",
            gives: "VAT 12.44; VAT 49.74"
        ) {
            let sheet = PriceSheet(
                numbers: ["home"], charges: [amount("E", "248.70", tax: "VAT")],
                taxes: [tax("VAT", "if home = 1 then 5 else 20")])
            return try ["1", "0"].map {
                try sheet.bill("2025-05-01", "2025-05-31", numbers: ["home": $0]).taxes
            }.joined(separator: "; ")
        },
        RuleExample(
            "C1.31",
            says: "Up to 33 kWh a day, over all its meters, a business is taxed as a household.",
            given: "30 days; 990 kWh; 991 kWh; 500 kWh beside 490; 500 kWh beside 491",
            byHand: "33 × 30 = 990, and 990 is not above it", gives: "no levy, levy, no levy, levy"
        ) {
            list(
                try [("990", "0"), ("991", "0"), ("500", "490"), ("500", "491")].map {
                    try isLevied($0.0, beside: $0.1) ? "levy" : "no levy"
                })
        },
        RuleExample(
            "C1.32",
            says: "From 60 % domestic use the whole supply is taxed at 5 % and has no levy.",
            given: "60 %: 37.20 and 1,084.50", byHand: "5 % of 1,121.70 = 56.085",
            gives: "SC 37.20, UNIT 1084.50, VAT5 56.09, total 1177.79"
        ) { try mixed("60") },
        RuleExample(
            "C1.32", says: "Below 60 % tax and levy are apportioned.",
            given: "45 %: 37.20, 1,084.50 and a levy of 0.00775 on 55 % of 4,820 kWh",
            byHand: "20.54525; 45 % of 1,121.70 = 504.77 at 5 %; 1,121.70 - 504.77 + 20.55 at 20 %",
            gives: "SC 37.20, UNIT 1084.50, CCL 20.55, VAT5 25.24, VAT20 127.50, total 1294.99"
        ) { try mixed("45") },
        RuleExample(
            "C1.33", says: "A rebill with another reading tests the daily average again.",
            given: "31 days, 1,030 kWh billed, 1,020 kWh after a correction, at 0.10",
            byHand: "33 × 31 = 1,023; 103.00 + 7.9825, 20 % of 110.98; then 5 % of 102.00",
            gives:
                "UNIT 103.00, CCL 7.98, VAT 22.20, total 133.18; UNIT 102.00, VAT 5.10, total 107.10"
        ) {
            try ["1030", "1020"].map {
                try small().bill("2025-05-01", "2025-05-31", use: ["kWh": $0]).text
            }
            .joined(separator: "; ")
        },
    ]

    private static let amounts: [RuleExample] = [
        RuleExample(
            "C1.34", says: "Tax contained in prices is shown, not added.",
            given: "177.59 with 5 % in it", byHand: "177.59 × 5 / 105 = 8.456…",
            gives: "A 177.59, VAT 8.46, total 177.59"
        ) { try taxed(["177.59"], "5", isIncluded: true) },
        RuleExample(
            "C1.35",
            says: "Tax is added once per rate, on the sum of the rounded lines.",
            given: "11.84 and 46.08 at 5 %", byHand: "5 % of 57.92 = 2.896",
            gives: "A 11.84, B 46.08, VAT 2.90, total 60.82"
        ) { try taxed(["11.835", "46.08"], "5") },
        RuleExample(
            "C1.35", says: "Tax per line gives other pennies; the tariff says which holds.",
            given: "three lines of 0.10 at 5 %, by rate and by line",
            byHand: "0.015 → 0.02; three times 0.005 → 0.01", gives: "0.02, 0.03"
        ) {
            list(
                try [TariffBook.BookRounding.TaxLevel.perRate, .perLine].map {
                    let bill = try taxSheet(["0.10", "0.10", "0.10"], "5", level: $0)
                        .bill("2025-05-01", "2025-05-31")
                    return bill.rated.taxTotal.plain
                })
        },
        RuleExample(
            "C1.36", says: "VAT may be rounded down on an invoice, where the tariff says so.",
            given: "17.5 % of 218.60 and of 174.20, down", byHand: "38.255; 30.485",
            gives: "38.25, 30.48"
        ) {
            list(
                try ["218.60", "174.20"].map {
                    let bill = try taxSheet([$0], "17.5", rounding: .down).bill(
                        "2025-05-01", "2025-05-31")
                    return bill.rated.taxTotal.plain
                })
        },
        RuleExample(
            "C1.37",
            says: "A published example has a slip that is not copied: 10.05 for 5 % of 210.00.",
            given: "210.00 at 5 %", byHand: "10.50", gives: "A 210.00, VAT 10.50, total 220.50"
        ) { try taxed(["210.00"], "5") },
    ]

    private static func isLevied(_ here: String, beside: String) throws -> Bool {
        var levy = charge("CCL", of: "kWh")
        levy.when = "bill.kWh > 33 * bill.days"
        let sheet = PriceSheet(usages: ["kWh"], prices: ["CCL": "0.01"], charges: [levy])
        let bill = try sheet.bill("2025-06-01", "2025-06-30", use: ["kWh": here]) { input, plan in
            var other = plan.input(for: input.period)
            if let slot = plan.usageSlot("kWh") { other.add(slot, quantity(beside)) }
            input.add(elsewhere: other, of: plan, to: plan)
        }
        return !bill.rated.lines.isEmpty
    }

    /// A business that lives where it works, in so many per cent.
    private static func mixed(_ share: String) throws -> String {
        var levy = charge("CCL", of: "kWh * (1 - share / 100)")
        levy.when = "share < 60"
        var standard = tax("VAT20", "20", of: "line.SC + line.UNIT - reduced + line.CCL")
        standard.when = "share < 60"
        var sheet = PriceSheet(
            usages: ["kWh"], numbers: ["share"],
            prices: ["SC": "1.20", "UNIT": "0.2250", "CCL": "0.00775"],
            charges: [charge("SC", per: .day), charge("UNIT", of: "kWh"), levy],
            taxes: [tax("VAT5", "5", of: "reduced"), standard])
        let part = "round(share / 100 * (1.20 * days + 0.2250 * kWh), 2)"
        sheet.book.quantities = [
            derived("reduced", "if share >= 60 then 1.20 * days + 0.2250 * kWh else \(part)")
        ]
        return try sheet.bill(
            "2025-05-01", "2025-05-31", use: ["kWh": "4820"], numbers: ["share": share]
        ).text
    }

    /// A small business: levy and full tax above 33 kWh a day.
    private static func small() -> PriceSheet {
        var levy = charge("CCL", of: "kWh", tax: "VAT")
        levy.when = "kWh > 33 * days"
        return PriceSheet(
            usages: ["kWh"], prices: ["UNIT": "0.10", "CCL": "0.00775"],
            charges: [charge("UNIT", of: "kWh", tax: "VAT"), levy],
            taxes: [tax("VAT", "if kWh > 33 * days then 20 else 5")])
    }

    private static func taxed(
        _ amounts: [String], _ percent: String, isIncluded: Bool = false
    ) throws -> String {
        try taxSheet(amounts, percent, isIncluded: isIncluded)
            .bill("2025-05-01", "2025-05-31").text
    }

    /// Lines A, B, … of these amounts with one tax.
    private static func taxSheet(
        _ amounts: [String], _ percent: String, rounding mode: Rounding = .halfUp,
        level: TariffBook.BookRounding.TaxLevel = .perRate, isIncluded: Bool = false
    ) -> PriceSheet {
        let charges = zip(["A", "B", "C"], amounts).map { amount($0, $1, tax: "VAT") }
        let sheet = PriceSheet(
            charges: charges, taxes: [tax("VAT", percent, isIncluded: isIncluded)])
        return sheet.with {
            $0.rounding.tax = RoundingRule(places: 2, mode: mode)
            $0.rounding.taxLevel = level
        }
    }
}
