import Customers
import Measures

extension WorkedRules {
    /// E5 and E6: who is liable, what is told of it, and what stands still after a death.
    static let sharedAccounts: [RuleExample] = [
        RuleExample(
            "E5.1",
            says: "Joint parties are liable beside the account's own, from a day up to another.",
            given:
                "Bo is liable for Ada's account from 1 to 31 January 2025; 31 December, 31 January, 1 February",
            byHand: "on the second day both", gives: "Ada; Ada and Bo; Ada"
        ) {
            let bo = JointParty(
                id: 1, account: 1, party: 2, period: period("2025-01-01", "2025-01-31"),
                evidence: "signed")
            let names: [Int64: String] = [1: "Ada", 2: "Bo"]
            return ["2024-12-31", "2025-01-31", "2025-02-01"].map { on in
                [bo].liable(beside: 1, on: day(on)).sorted().compactMap { names[$0] }
                    .joined(separator: " and ")
            }.joined(separator: "; ")
        },
        RuleExample(
            "E5.1", says: "Becoming a joint party needs that party's consent.",
            given: "somebody without a consent; with a signature",
            byHand: "nobody is made liable unasked", gives: "refused, stands"
        ) {
            list(
                ["", "signed"].map { evidence in
                    JointParty(
                        id: 1, account: 1, party: 2, period: period("2025-01-01", "2025-01-31"),
                        evidence: evidence
                    ).refusal(beside: []) == nil ? "stands" : "refused"
                })
        },
        RuleExample(
            "E5.1",
            says:
                "Domestic abuse hides the account from joint parties, and the address from all others.",
            given:
                "balance to a joint party, address to an attorney; without and with such a record",
            byHand: "told both; then neither", gives: "told, told, hidden, hidden"
        ) {
            let abuse = Need(
                id: 1, party: 1, kind: .domesticAbuse, period: period("2025-01-01", "2025-12-31"),
                consent: "vital interests")
            let attorney = Agent(
                id: 1, party: 1, kind: .powerOfAttorney, name: "Bea", scopes: [.contract],
                period: period("2025-01-01", "2025-12-31"), evidence: "deed")
            return list(
                [[], [abuse]].flatMap { needs in
                    let disclosure = Disclosure(needs: needs, on: day("2025-01-31"))
                    return [
                        disclosure.allows(.balance, to: .joint),
                        disclosure.allows(.whereabouts, to: .agent(attorney)),
                    ]
                }.map { $0 ? "told" : "hidden" })
        },
        RuleExample(
            "E6.1", says: "After a death direct debit, dunning and marketing stop.",
            given: "a hold for bereavement: direct debit, reminder, marketing, bill",
            byHand: "the final balance is still billed", gives: "stops, stops, stops, goes on"
        ) {
            list(
                [HeldAct.directDebit, .reminder, .marketing, .bill].map {
                    HoldKind.bereavement.stops.contains($0) ? "stops" : "goes on"
                })
        },
    ]
}
