import Billing
import Ledger
import Measures

extension WorkedRules {
    /// F5: how bills and payments are posted. J2: what holds of every bill.
    static let postings: [RuleExample] = [
        RuleExample(
            "F5", says: "A bill debits the customer and credits revenue and output tax.",
            given: "100.00 and VAT of 5.00", byHand: "105.00 owed",
            gives: "assets:receivable 105.00, income:revenue -100.00, liabilities:vat-output -5.00"
        ) {
            try SampleBill.postings(
                [SampleBill.line(10_000, .revenue, tax: "VAT")], [SampleBill.vat(10_000, 500)])
        },
        RuleExample(
            "F5.1", says: "An entry that does not balance cannot exist.",
            given: "100 owed and 99 earned, in pence", byHand: "a penny is left over",
            gives: "refused by 0.01"
        ) {
            let sides = [
                Posting(.receivable, customer: 7, pence(100)), Posting(.revenue, pence(-99)),
            ]
            do throws(Entry.Refused) {
                _ = try Entry(day: day("2025-07-01"), reference: "N-1", postings: sides)
                return "accepted"
            } catch {
                guard case .doesNotBalance(let by) = error else { return "\(error)" }
                return "refused by " + by.plain
            }
        },
        RuleExample(
            "F5.1", says: "The control account equals the sum of the customers.",
            given: "a bill of 261.14 and a payment of 200.00",
            byHand: "debits 200.00 + 61.14 = credits 248.70 + 12.44",
            gives: "debits 261.14, credits 261.14, customer 61.14, difference 0.00"
        ) {
            let payment = try Entry(
                day: day("2025-07-10"), reference: "P-1",
                postings: [
                    Posting(.bank, pence(20_000)),
                    Posting(.receivable, customer: 7, pence(-20_000)),
                ])
            let balances = try Balances([try smallBusiness(), payment])
            let trial = try balances.trialBalance(in: .gbp)
            return "debits \(trial.debits.plain), credits \(trial.credits.plain), "
                + "customer \(balances.balance(ofCustomer: 7, in: .gbp).plain), "
                + "difference \(try balances.controlDifference(in: .gbp).plain)"
        },
        RuleExample(
            "F5.2", says: "Each revenue account is credited with its lines.",
            given: "energy 211.50, standing 37.20, VAT 12.44", byHand: "together 261.14",
            gives:
                "assets:receivable 261.14, income:revenue:energy -211.50, income:revenue:standing -37.20, liabilities:vat-output -12.44"
        ) { SampleBill.words(try smallBusiness()) },
        RuleExample(
            "F5.2", says: "A credit posts the other way.",
            given: "energy -12.60, standing 11.05, VAT -0.08",
            byHand: "12.60 + 0.08 = 1.63 + 11.05",
            gives:
                "assets:receivable -1.63, income:revenue:standing -11.05, income:revenue:energy 12.60, liabilities:vat-output 0.08"
        ) {
            try SampleBill.postings(
                [
                    SampleBill.line(1105, standing, tax: "VAT"),
                    SampleBill.line(-1260, energy, tax: "VAT"),
                ], [SampleBill.vat(-155, -8)])
        },
        RuleExample(
            "F5.3", says: "Tax that the prices contain is taken out of revenue.",
            given: "29.73 and 147.86 with VAT of 8.46 in them", byHand: "177.59 - 8.46 = 169.13",
            gives: "assets:receivable 177.59, income:revenue -169.13, liabilities:vat-output -8.46"
        ) {
            try SampleBill.postings(
                [
                    SampleBill.line(2973, .revenue, tax: "VAT"),
                    SampleBill.line(14_786, .revenue, tax: "VAT"),
                ], [SampleBill.vat(17_759, 846, isIncluded: true)])
        },
        RuleExample(
            "F5.4",
            says: "A posted entry is never changed: a correction is a reversal that names it.",
            given: "the bill N-1, reversed by C-1", byHand: "both together come to nothing",
            gives: "C-1 reverses N-1, customer 0.00"
        ) {
            let bill = try smallBusiness()
            let back = bill.reversed(on: day("2025-08-01"), reference: "C-1")
            let left = try Balances([bill, back]).balance(ofCustomer: 7, in: .gbp)
            return
                "\(back.reference) reverses \(back.reverses ?? "nothing"), customer \(left.plain)"
        },
    ]

    /// J2: what always holds.
    static let invariants: [RuleExample] = [
        RuleExample(
            "J2.3", says: "A change of price to the same price changes nothing.",
            given: "100 kWh in June at 0.10; and at 0.10, from 16 June 0.10",
            byHand: "10.00; 5.00 and 5.00", gives: "10.00, 10.00"
        ) {
            let steady = PriceSheet(
                usages: ["kWh"], prices: ["UNIT": "0.10"], charges: [charge("UNIT", of: "kWh")])
            var changed = PriceSheet(usages: ["kWh"], charges: [charge("UNIT", of: "kWh")])
            changed.price("UNIT", ["2025-01-01": "0.10", "2025-06-16": "0.10"])
            return list(
                try [steady, changed].map {
                    try $0.bill("2025-06-01", "2025-06-30", use: ["kWh": "100"]).total
                })
        }
    ]

    private static let energy = LedgerAccount("income:revenue:energy")
    private static let standing = LedgerAccount("income:revenue:standing")

    private static func pence(_ amount: Int64) -> Money {
        Money(minorUnits: amount, currency: .gbp)
    }

    /// Bill E-GB-08 of the rules.
    private static func smallBusiness() throws -> Entry {
        try SampleBill.entry(
            [
                SampleBill.line(21_150, energy, tax: "VAT"),
                SampleBill.line(3720, standing, tax: "VAT"),
            ], [SampleBill.vat(24_870, 1244)])
    }
}
