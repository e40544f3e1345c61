import Access
import Customers
import Measures

extension WorkedRules {
    /// H2 and H6: agents, preferred contact, and personal data.
    static let contactsAndData: [RuleExample] = contacts + personalData

    private static let contacts = [
        RuleExample(
            "H2.4", says: "Authority to act has a named person, a scope and an expiry.",
            given:
                "an adviser for information to 31 January 2025: balance on that day, on the next; a contract",
            byHand: "within, over, not in the scope", gives: "may, may not, may not"
        ) {
            let adviser = Agent(
                id: 1, party: 1, kind: .debtAdviser, name: "Bea", scopes: [.information],
                period: period("2025-01-01", "2025-01-31"), evidence: "letter")
            return list(
                [
                    adviser.may(.information, on: day("2025-01-31")),
                    adviser.may(.information, on: day("2025-02-01")),
                    adviser.may(.contract, on: day("2025-01-31")),
                ].map { $0 ? "may" : "may not" })
        },
        RuleExample(
            "H2.5", says: "How somebody is reached is asked for each purpose.",
            given:
                "service by telephone, but not from 22:00 to 07:00: at 21:59, at 22:00; an interruption at 22:00",
            byHand: "supply that fails does not wait for the morning",
            gives: "rings, waits, rings"
        ) {
            let wish = Preference(
                id: 1, party: 1, purpose: .service, channel: .phone,
                quiet: QuietHours("22:00-07:00"), period: period("2025-01-01", "2025-12-31"))
            func rings(_ purpose: ContactPurpose, _ minute: Int) -> Bool {
                [wish].mayContact(
                    for: purpose, by: .phone, on: day("2025-01-31"), minute: minute)
            }
            return list(
                [rings(.service, 1319), rings(.service, 1320), rings(.interruption, 1320)]
                    .map { $0 ? "rings" : "waits" })
        },
    ]

    private static let personalData = [
        RuleExample(
            "H6.1", says: "Marketing stands on a consent; its evidence is kept.",
            given: "e-mail for marketing without evidence; with it",
            byHand: "a consent that nobody can show is none", gives: "refused, stands"
        ) {
            list(
                ["", "ticked on 1 January"].map { evidence in
                    Preference(
                        id: 1, party: 1, purpose: .marketing, channel: .email,
                        period: period("2025-01-01", "2025-12-31"), evidence: evidence
                    ).refusal(beside: []) == nil ? "stands" : "refused"
                })
        },
        RuleExample(
            "H6.4", says: "Tax records are kept for six years and the current one, in Germany ten.",
            given: "a last bill of 10 February 2025", byHand: "2025 and 2026 to 2031; to 2035",
            gives: "2032-01-01, 2036-01-01"
        ) {
            list(
                ["GB-EAW", "DE"].map { jurisdiction in
                    until(.name) {
                        $0.lastBill = day("2025-02-10")
                        $0.yearsKept = ErasureSituation.yearsKept(in: jurisdiction)
                    }
                })
        },
        RuleExample(
            "H6.4", says: "Needs are kept until a year after they ended.",
            given: "a need up to 31 January 2025", byHand: "its first day without is 1 February",
            gives: "2026-02-01"
        ) { until(.needs) { $0.needsUpTo = day("2025-02-01") } },
        RuleExample(
            "H6.5", says: "A hold for complaint, litigation, debt or audit beats erasure.",
            given: "contacts of somebody who left, with a hold up to 31 May 2025; without one",
            byHand: "after the hold nothing keeps them", gives: "2025-06-01, erased"
        ) {
            let held = until(.contacts) { $0.heldUpTo = day("2025-06-01") }
            return list([held, until(.contacts) { _ in }])
        },
        RuleExample(
            "H6.6", says: "Protected records are shown to named roles only.",
            given: "dialysis to an advisor, a specialist, a manager, an auditor",
            byHand: "the list of roles that may read protected records",
            gives: "masked, shown, masked, shown"
        ) {
            let isProtected = NeedKind.dialysis.recordClass == .protected
            return list(
                [Role.advisor, .specialist, .manager, .auditor].map { role in
                    let sees = !isProtected || Permission.readProtected.roles.contains(role)
                    return sees ? "shown" : "masked"
                })
        },
    ]

    /// The first day on which a part may be erased; asked on 1 March 2025.
    private static func until(
        _ part: PersonalPart, _ change: (inout ErasureSituation) -> Void
    ) -> String {
        var situation = ErasureSituation(today: day("2025-03-01"))
        change(&situation)
        switch situation.verdict(on: part) {
        case .erase: return "erased"
        case .kept(_, let until): return until.map { "\($0)" } ?? "no end"
        }
    }
}
