import Measures
import Tariffs

extension WorkedRules {
    /// C1.40 to C1.44: each line is rounded once, and parts add up.
    static let rounding: [RuleExample] = [
        RuleExample(
            "C1.40",
            says:
                "A line is rounded to two places half up: ties go away from zero, for negatives too.",
            given: "12.435, -0.075 and -0.0775", byHand: "a tie up, a tie down, and no tie",
            gives: "12.44, -0.08, -0.08"
        ) {
            list(
                try ["12.435", "-0.075", "-0.0775"].map {
                    try Money(exact($0), in: .gbp, .halfUp).plain
                })
        },
        RuleExample(
            "C1.40",
            says: "The tax is of the sum of the printed lines, the total is the sum of both.",
            given: "11.046 and -12.6 at 5 %", byHand: "11.05 - 12.60 = -1.55; 5 % = -0.0775",
            gives: "A 11.05, B -12.60, VAT -0.08, total -1.63"
        ) {
            try PriceSheet(
                charges: [amount("A", "11.046", tax: "VAT"), amount("B", "-12.6", tax: "VAT")],
                taxes: [tax("VAT", "5")]
            ).bill("2017-02-01", "2017-02-28").text
        },
        RuleExample(
            "C1.41", says: "A tariff may round half up, half to even, or down.",
            given: "116.445 and 12.435 in each way",
            byHand: "ties: up; to 116.44 and 12.44; cut off",
            gives: "116.45, 12.44; 116.44, 12.44; 116.44, 12.43"
        ) {
            try [Rounding.halfUp, .halfEven, .down].map { mode in
                list(
                    try ["116.445", "12.435"].map {
                        try Money(exact($0), in: .aud, mode).plain
                    })
            }.joined(separator: "; ")
        },
        RuleExample(
            "C1.42", says: "Charges of intervals are added up exactly and rounded once.",
            given: "48 half-hours of 0.1 kWh at 0.0449",
            byHand: "48 × 0.00449 = 0.21552; each by itself would round to nothing",
            gives: "E 0.22"
        ) {
            try PriceSheet(series: ["kWh", "w"], charges: [amount("E", "sum(kWh * w)")])
                .bill(
                    "2025-03-31", "2025-03-31",
                    series: [
                        "kWh": Array(repeating: "0.1", count: 48),
                        "w": Array(repeating: "0.0449", count: 48),
                    ]
                ).lines
        },
        RuleExample(
            "C1.43",
            says:
                "Of a quantity that is split the last part takes the rest; a total is never rounded again.",
            given: "467.69 kWh over 15 and 15 days, to two decimals, 0.0699 then 0.0633",
            byHand: "233.845 → 233.85, and 233.84; 16.346… + 14.802…",
            gives: "UNIT1 233.85, UNIT2 233.84; UNIT1 16.35, UNIT2 14.80, total 31.15"
        ) {
            var sheet = PriceSheet(usages: ["kWh"], charges: [charge("UNIT", of: "kWh")])
            sheet.book.rounding.split = RoundingRule(places: 2)
            sheet.price("UNIT", ["2025-04-01": "0.0699", "2025-07-01": "0.0633"])
            let bill = try sheet.bill("2025-06-16", "2025-07-15", use: ["kWh": "467.69"])
            return bill.quantities + "; " + bill.text
        },
        RuleExample(
            "C1.44",
            says: "Shares add up to the whole: odd pennies go to the largest remainders.",
            given: "10.00 over 1, 2 and 4",
            byHand: "1.42⁶⁄₇, 2.85⁵⁄₇, 5.71³⁄₇: two pennies are left",
            gives: "1.43, 2.86, 5.71"
        ) { shares(1000, [1, 2, 4]) },
        RuleExample(
            "C1.44", says: "Where remainders are equal, the earliest part comes first.",
            given: "100.00, and -100.00, over three",
            byHand: "33.33⅓ each, one penny left",
            gives: "33.34, 33.33, 33.33; -33.34, -33.33, -33.33"
        ) { [10_000, -10_000].map { shares($0, [1, 1, 1]) }.joined(separator: "; ") },
    ]

    private static func shares(_ pence: Int64, _ weights: [Int64]) -> String {
        list(Money(minorUnits: pence, currency: .gbp).split(by: weights).map(\.plain))
    }
}
