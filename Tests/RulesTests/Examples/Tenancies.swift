import Billing
import Ledger
import Measures
import Metering
import Supply

extension WorkedRules {
    /// E1 and E4: one customer after another.
    static let tenancies: [RuleExample] = [
        RuleExample(
            "E1", says: "A bill of the next customer does not hide days of the one before.",
            given:
                "one customer to 19 January, unbilled; the next from 20 January, billed to 28 February",
            byHand: "the January cycle ended more than 10 days before 28 February",
            gives: "BL-LATE since 2025-01-01"
        ) { unbilledBefore() },
        RuleExample(
            "E1.1", says: "Two customers never share a day of one supply point.",
            given: "to 17 June and from 18 June; to 17 June and from 17 June",
            byHand: "17 June would be charged twice",
            gives: "accepted; refused, 2016-06-17 to 2016-06-17"
        ) {
            try ["2016-06-18", "2016-06-17"].map { try shared(from: $0) }.joined(separator: "; ")
        },
        RuleExample(
            "E1.1",
            says: "Between customers the supply point is void, under the owner's agreement.",
            given: "billed to 17 June, the owner's from 18 June, a run of 30 June",
            byHand: "nothing is owed", gives: "void"
        ) {
            var home = try flatHome("2016-06-01", "2016-06-17", reads: ["2016-06-17": "100"])
            home.billed(("2016-05-31", "50", .actual), ("2016-06-17", "100", .actual))
            home.supply("2016-06-18", "2016-06-30", as: .void)
            return home.outcome()
        },
        RuleExample(
            "E1.3", says: "One reading closes for the one and opens for the other.",
            given:
                "8.204, 8.371 on 17 June at the move, 8.455 MWh; 0.0900 a kWh, 0.3945 a day, VAT 5 %",
            byHand:
                "167 kWh in 17 days, 84 kWh in 13 days: 6.7065, 15.03, 1.087; 5.1285, 7.56, 0.6345",
            gives:
                "SC 6.71, UNIT 15.03, VAT 1.09, total 22.83; SC 5.13, UNIT 7.56, VAT 0.63, total 13.32"
        ) { try moved().bill() },
        RuleExample(
            "E1.4", says: "The day of the move belongs to the one who moves out.",
            given: "the same move on 17 June", byHand: "1 to 17 June, then 18 to 30 June",
            gives: "2016-06-01 to 2016-06-17, 2016-06-18 to 2016-06-30"
        ) { list(try moved().result().segments.map(\.period)) },
        RuleExample(
            "E1.6", says: "What a customer owes stays with the customer, not with the place.",
            given: "the bills of 22.83 and 13.32 of that move, posted",
            byHand: "each owes the own bill", gives: "22.83, 13.32"
        ) {
            let entries = try [(Int64(1), Int64(2283)), (2, 1332)].map { account, pence in
                try Bill(
                    id: account, accountID: account, premisesID: 8, currency: .gbp,
                    segments: [SampleBill.part([SampleBill.line(pence, .revenue)])]
                ).entry(day: day("2016-07-05"), reference: "N-\(account)")
            }
            let balances = try Balances(entries)
            return list([1, 2].map { balances.balance(ofCustomer: $0, in: .gbp).plain })
        },
        RuleExample(
            "E4.1",
            says:
                "A final bill charges to the last day and does not wait for the end of the cycle.",
            given:
                "supply to 17 June, read on that day; and supply that goes on, in a run of 17 June",
            byHand: "the month has not ended for the other",
            gives: "billed 2016-06-01 to 2016-06-17; not-due"
        ) {
            var home = try flatHome(
                "2016-06-01", "2016-06-17", reads: ["2016-05-31": "50", "2016-06-17": "100"])
            let final = home.outcome() + " " + list(home.result().segments.map(\.period))
            home.goOn()
            return final + "; " + home.outcome()
        },
    ]
    private static func unbilledBefore() -> String {
        let days = [period("2025-01-01", "2025-01-19"), period("2025-01-20", "2025-12-31")]
        let agreements = days.enumerated().map {
            Agreement(
                id: Int64($0), accountID: Int64($0), supplyPointID: 1, tariff: "T",
                kind: .occupied, period: $1)
        }
        let facts = SupplyFacts(
            cycle: .monthly, agreements: agreements, hasMeter: true, hasTariff: true,
            billedThrough: [1: day("2025-02-28")], openFinding: nil)
        let state = SupplyState(facts, on: day("2025-02-28"), grace: 10)
        guard case .held(let reason, let since) = state else { return "\(state)" }
        return "\(reason) since \(since)"
    }

    /// The first customer to 17 June, the second from another day on.
    private static func shared(from first: String) throws -> String {
        let days = [period("2016-06-01", "2016-06-17"), period(first, "2016-06-30")]
        let agreements = days.enumerated().map {
            Agreement(
                id: Int64($0), accountID: Int64($0), supplyPointID: 1, tariff: "T",
                kind: .occupied, period: $1)
        }
        do throws(AgreementsRefused) {
            try Agreement.check(agreements)
            return "accepted"
        } catch {
            guard case .overlap(_, _, let days) = error else { return "refused" }
            return "refused, \(days)"
        }
    }

    private static func moved() throws -> SupplyCase {
        var sheet = PriceSheet(
            usages: ["MWh"], prices: ["SC": "0.3945", "UNIT": "0.0900"],
            charges: [
                charge("SC", per: .day, tax: "VAT"), charge("UNIT", of: "kWh", tax: "VAT"),
            ], taxes: [tax("VAT", "5")])
        sheet.book.quantities = [derived("kWh", "MWh * 1000")]
        var home = try SupplyCase(sheet, "2016-06-01", "2016-06-17", .heat)
        try home.hang(
            "MWh", ["2016-05-31": "8.204", "2016-06-17": "8.371", "2016-06-30": "8.455"],
            decimals: 3)
        home.supply("2016-06-18", "2016-06-30")
        home.rules.validationLimits[.heat] = withoutHistory
        return home
    }
}
