import Measures
import Tariffs

extension WorkedRules {
    /// C1.1 to C1.4: prices and the time they hold for.
    static let prices: [RuleExample] = [
        RuleExample(
            "C1.1",
            says:
                "A price holds from a day; a new one does not replace the old one for days before.",
            given: "0.10 a kWh, 0.20 from 1 April; 10 kWh in March, and in April",
            byHand: "10 × 0.10, 10 × 0.20", gives: "1.00, 2.00"
        ) {
            var sheet = PriceSheet(usages: ["kWh"], charges: [charge("UNIT", of: "kWh")])
            sheet.price("UNIT", ["2024-01-01": "0.10", "2025-04-01": "0.20"])
            return list([
                try sheet.bill("2025-03-01", "2025-03-31", use: ["kWh": "10"]).total,
                try sheet.bill("2025-04-01", "2025-04-30", use: ["kWh": "10"]).total,
            ])
        },
        RuleExample(
            "C1.1", says: "Two prices of one component never share a day.",
            given: "0.10 and 0.20, both from 1 April", byHand: "nobody knows which holds",
            gives: "refused"
        ) {
            var sheet = PriceSheet(usages: ["kWh"], charges: [charge("UNIT", of: "kWh")])
            sheet.price("UNIT", ["2025-04-01": "0.10", "2025-04-01": "0.20"])
            do { _ = try TariffPlan(sheet.book) } catch { return "refused" }
            return "accepted"
        },
        RuleExample(
            "C1.2", says: "A price keeps all its published decimals.", given: "109 kWh at 0.17181",
            byHand: "18.72729; at 0.17 it would be 18.53", gives: "18.73"
        ) { try flat("0.17181", use: "109") },
        RuleExample(
            "C1.3", says: "A price a day times the days.", given: "0.3267 a day, 91 days",
            byHand: "29.7297", gives: "29.73"
        ) { try standing("0.3267", .day, from: "2025-04-01", to: "2025-06-30") },
        RuleExample(
            "C1.3", says: "A price a year times the days over those of the charging year.",
            given: "50.26 a year, 183 days of 365", byHand: "25.19884…", gives: "25.20"
        ) { try standing("50.26", .year, from: "2025-04-01", to: "2025-09-30") },
        RuleExample(
            "C1.3", says: "A price a quarter is charged in full, whatever its days.",
            given: "112.06 a quarter, 91 days", byHand: "112.06; no days come into it",
            gives: "112.06"
        ) { try standing("112.06", .bill, from: "2025-04-01", to: "2025-06-30") },
        RuleExample(
            "C1.4", says: "A flat rate is quantity times price.", given: "419 kWh at 0.2703",
            byHand: "113.2557", gives: "113.26"
        ) { try flat("0.2703", use: "419") },
    ]

    private static func flat(_ price: String, use: String) throws -> String {
        try PriceSheet(
            usages: ["kWh"], prices: ["UNIT": price], charges: [charge("UNIT", of: "kWh")]
        ).bill("2025-04-01", "2025-06-30", use: ["kWh": use]).total
    }

    private static func standing(
        _ price: String, _ time: TariffBook.Proration, from first: String, to last: String
    ) throws -> String {
        try PriceSheet(prices: ["SC": price], charges: [charge("SC", per: time)])
            .bill(first, last).total
    }
}
