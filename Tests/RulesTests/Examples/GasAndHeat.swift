import Measures
import Metering
import Tariffs

extension WorkedRules {
    /// A3 and A4: gas and heat in energy.
    static let gasAndHeat: [RuleExample] = gas + heat

    private static let gas: [RuleExample] = [
        RuleExample(
            "A3.1", says: "kWh are m3 × 1.02264 × calorific value / 3.6.",
            given: "100 m3 at 39.5 MJ/m3", byHand: "100 × 1.02264 × 39.5 / 3.6 = 1,122.0633",
            gives: "1122.06 kWh"
        ) { try kWh("m3 * factor * value / 3.6", m3: "100", value: "39.5") },
        RuleExample(
            "A3.2",
            says: "Hundreds of cubic feet are billed at 2.83 m3, not at the physical 2.8317.",
            given: "2145, then 2190 hundreds of cubic feet at 39.2 MJ/m3",
            byHand: "45 × 2.83 = 127.35 m3; × 1.02264 × 39.2 / 3.6 = 1,418.0877…",
            gives: "1418.09 kWh"
        ) { try kWh("m3 * 2.83 * factor * value / 3.6", m3: "45", value: "39.2") },
        RuleExample(
            "A3.3", says: "The factor for pressure and temperature is a fact of the meter point.",
            given: "100 m3 at 39.5 MJ/m3, site factor 1.05",
            byHand: "100 × 1.05 × 39.5 / 3.6 = 1,152.0833…", gives: "1152.08 kWh"
        ) { try kWh("m3 * factor * value / 3.6", m3: "100", value: "39.5", factor: "1.05") },
        RuleExample(
            "A3.4", says: "The average calorific value is cut to one decimal, never rounded up.",
            given: "189 m3 at an average of 39.4738 MJ/m3",
            byHand: "39.4; 189 × 1.02264 × 39.4 / 3.6 = 2,115.3308…", gives: "2115.33 kWh"
        ) {
            try kWh(
                "m3 * factor * round_down(value, 1) / 3.6", m3: "189", value: "39.4738")
        },
        RuleExample(
            "A3.5",
            says: "kWh are rounded once, after the whole formula, to the places of the tariff.",
            given: "2 m3 at 39.3 MJ/m3, to two places and to none",
            byHand: "2 × 1.02264 × 39.3 / 3.6 = 22.3276…", gives: "22.33 kWh, 22 kWh"
        ) {
            let formula = "m3 * factor * value / 3.6"
            return list(
                try [2, 0].map { try kWh(formula, m3: "2", value: "39.3", places: $0) })
        },
        RuleExample(
            "A3.6", says: "Therms are hundreds of cubic feet times the billing factor.",
            given: "37 hundreds of cubic feet, factor 1.085, whole therms billed",
            byHand: "37 × 1.085 = 40.145", gives: "40 therms"
        ) { try worked("m3 * value", m3: "37", value: "1.085", places: 0) + " therms" },
        RuleExample(
            "A3.7", says: "Australian MJ are m3 × heating value × pressure factor.",
            given: "1,000 m3 at 38.5 MJ/m3, pressure factor 1.01",
            byHand: "1,000 × 38.5 × 1.01 = 38,885", gives: "38885 MJ"
        ) {
            try worked("m3 * factor * value", m3: "1000", value: "38.5", factor: "1.01", places: 2)
                + " MJ"
        },
        RuleExample(
            "A3.7", says: "German kWh are m3 × Zustandszahl × Brennwert.",
            given: "100 m3, Zustandszahl 0.95, Brennwert 11.2 kWh/m3",
            byHand: "100 × 0.95 × 11.2 = 1,064", gives: "1064 kWh"
        ) { try kWh("m3 * factor * value", m3: "100", value: "11.2", factor: "0.95") },
    ]

    private static let heat: [RuleExample] = [
        RuleExample(
            "A4.1", says: "1 MWh is 1,000 kWh and 3.6 GJ.", given: "3.184 GJ",
            byHand: "3.184 / 0.0036 = 884.444…", gives: "884.444 kWh"
        ) { try worked("m3 / 0.0036", m3: "3.184", value: "0", places: 3) + " kWh" },
        RuleExample(
            "A4.2", says: "Heat registers often show MWh with three decimals.",
            given: "12.040 MWh, then 12.552 MWh", byHand: "0.512 MWh × 1,000",
            gives: "0.512 MWh, 512 kWh"
        ) {
            let use = try Advance(
                register(decimals: 3, unit: .MWh), from: read("2016-05-31", "12.040"),
                to: read("2016-06-30", "12.552")
            ).quantity
            return "\(use) MWh, " + (try kWh("m3 * 1000", m3: "\(use)", value: "0"))
        },
        RuleExample(
            "A4.4",
            says:
                "The cost of a building is shared by area and by allocator units; the parts add up to it.",
            given: "18,420.00; 30 % by m2 (62, 75, 48, 55), 70 % by units (1310, 980, 1522, 688)",
            byHand: "flat A: 18,420 × (0.30 × 62/240 + 0.70 × 1310/4500) = 5,181.136…, and so on",
            gives: "A 5181.14, B 4534.90, C 5466.24, D 3237.72, total 18420.00"
        ) { try buildingCost() },
    ]

    private static func kWh(
        _ formula: String, m3: String, value: String, factor: String = "1.02264", places: Int = 2
    ) throws -> String {
        try worked(formula, m3: m3, value: value, factor: factor, places: places) + " kWh"
    }

    /// A quantity that a tariff works out from a measured one.
    private static func worked(
        _ formula: String, m3: String, value: String, factor: String = "1.02264", places: Int
    ) throws -> String {
        var sheet = PriceSheet(
            usages: ["m3"], numbers: ["value", "factor"], prices: ["UNIT": "1"],
            charges: [charge("UNIT", of: "energy")])
        sheet.book.quantities = [derived("energy", formula, places: places)]
        let bill = try sheet.bill(
            "2025-04-01", "2025-06-30", use: ["m3": m3],
            numbers: ["value": value, "factor": factor])
        return list(bill.rated.lines.map { $0.quantity.text })
    }

    private static func buildingCost() throws -> String {
        var sheet = PriceSheet(.eur, numbers: ["cost"], series: ["m2", "units"])
        sheet.book.inputs.append(TariffBook.Input("flats", .names))
        let share = "0.30 * m2 / sum(m2) + 0.70 * units / sum(units)"
        sheet.book.charges = [
            TariffBook.Charge("FLAT", .allocation(pool: "cost", share: share, names: "flats"))
        ]
        return try sheet.bill(
            "2025-01-01", "2025-12-31", numbers: ["cost": "18420.00"],
            series: [
                "m2": ["62", "75", "48", "55"], "units": ["1310", "980", "1522", "688"],
            ]
        ) { input, plan in
            if let slot = plan.namesSlot("flats") { input.set(slot, ["A", "B", "C", "D"]) }
        }.text
    }
}
