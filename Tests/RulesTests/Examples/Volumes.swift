import Measures
import Metering
import Tariffs

extension WorkedRules {
    /// A2: water.
    static let water: [RuleExample] = [
        RuleExample(
            "A2.2",
            says:
                "Where the tariff says so, whole cubic metres are billed; the red digits are kept.",
            given: "1021.2 m3, then 1083.7 m3, at 1.3920 a whole m3",
            byHand: "62.5 m3 measured, 62 billed: 62 × 1.3920 = 86.304",
            gives: "62.5 m3, W 86.30, total 86.30"
        ) {
            let meter = try register(decimals: 1, unit: .m3)
            let use = try Advance(
                meter, from: read("2024-03-31", "1021.2"), to: read("2024-09-30", "1083.7"))
            var sheet = PriceSheet(
                usages: ["m3"], prices: ["W": "1.3920"], charges: [charge("W", of: "whole")])
            sheet.book.quantities = [derived("whole", "m3", places: 0, .down)]
            let bill = try sheet.bill(
                "2024-04-01", "2024-09-30", use: ["m3": use.quantity.description])
            return "\(use.quantity) m3, \(bill.text)"
        },
        RuleExample(
            "A2.3", says: "Sewage is water times the return factor of the tariff or the property.",
            given: "58 m3 of water, return factor 0.95, at 2.1392 a m3",
            byHand: "58 × 0.95 = 55.1; 55.1 × 2.1392 = 117.86992", gives: "S 55.1, S 117.87"
        ) {
            let bill = try sewage("2.1392").bill(
                "2024-04-01", "2024-09-30", use: ["m3": "58"], numbers: ["factor": "0.95"])
            return list([bill.quantities, bill.lines])
        },
        RuleExample(
            "A2.4", says: "A business has a discharge factor of its own, from 0 to 1.",
            given: "142 kL of water, discharge factor 0.90, at 1.8976 a kL",
            byHand: "142 × 0.90 = 127.8; 127.8 × 1.8976 = 242.51328", gives: "S 127.8, S 242.51"
        ) {
            let bill = try sewage("1.8976").bill(
                "2024-07-01", "2024-09-30", use: ["m3": "142"], numbers: ["factor": "0.90"])
            return list([bill.quantities, bill.lines])
        },
        RuleExample(
            "A2.5",
            says:
                "A non-return allowance is a factor with dates, not a manual credit.",
            given: "60 m3 in 30 days at 2.00, factor 0.95, and 0.80 for the last 15 days",
            byHand: "30 × 0.95 × 2 = 57.00 and 30 × 0.80 × 2 = 48.00",
            gives: "S1 57.00, S2 48.00"
        ) {
            try sewage("2.00").bill(
                "2025-06-01", "2025-06-30", use: ["m3": "60"], numbers: ["factor": "0.95"]
            ) { input, plan in
                guard let slot = plan.numberSlot("factor") else { return }
                input.set(slot, exact("0.80"), from: day("2025-06-16"))
            }.lines
        },
        RuleExample(
            "A2.6", says: "The load of trade effluent in kg is kL times mg/L over 1,000.",
            given: "5,200 kL at 780 mg/L, 0.9262 a kg",
            byHand: "5,200 × 780 / 1,000 = 4,056 kg; × 0.9262 = 3,756.6672",
            gives: "BOD 4056, BOD 3756.67"
        ) {
            var sheet = PriceSheet(
                .aud, usages: ["kL"], numbers: ["mg"], prices: ["BOD": "0.9262"],
                charges: [charge("BOD", of: "kg")])
            sheet.book.quantities = [derived("kg", "kL * mg / 1000")]
            let bill = try sheet.bill(
                "2025-07-01", "2025-09-30", use: ["kL": "5200"], numbers: ["mg": "780"])
            return list([bill.quantities, bill.lines])
        },
        RuleExample(
            "A2.7",
            says:
                "Unmetered water is charged by a value of the property, and needs no reading.",
            given: "rateable value 185 at 0.7604, nothing measured",
            byHand: "185 × 0.7604 = 140.674",
            gives: "RV 140.67, total 140.67"
        ) {
            let sheet = PriceSheet(
                numbers: ["rv"], prices: ["RV": "0.7604"], charges: [charge("RV", of: "rv")])
            var home = try SupplyCase(sheet, "2024-04-01", "2025-03-31", .water)
            home.rules.limits.longestDays = nil
            home.facts.properties = [
                .init(name: "rv", value: "185", period: period("2020-01-01", "2030-12-31"))
            ]
            return home.bill()
        },
    ]

    private static func sewage(_ price: String) -> PriceSheet {
        PriceSheet(
            usages: ["m3"], numbers: ["factor"], prices: ["S": price],
            charges: [charge("S", of: "m3 * factor")])
    }
}
