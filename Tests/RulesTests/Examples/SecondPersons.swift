import Access
import Measures

extension WorkedRules {
    /// E4: refunds, and who decides them.
    static let secondPersons: [RuleExample] = [
        RuleExample(
            "E4.2",
            says:
                "A refund above the limit is approved by a second person; what was refunded for the account today counts.",
            given: "a limit of 50.00; 30.00, 20.00, then 0.01 for one account in a day",
            byHand: "30.00 + 20.00 = 50.00 is within; 50.00 + 0.01 is above",
            gives: "alone, alone, second person"
        ) {
            let (day, ada) = (Day(number: 20_000), Person.ID(rawValue: 1))
            let authority = Authority(
                Caller(.person(ada), name: "Ada"), on: day,
                grants: [RoleGrant(person: ada, role: .specialist, from: day)])
            let pounds = { Money(minorUnits: $0, currency: .gbp) }
            let limits = [
                AuthorityLimit(
                    role: .specialist, permission: .refundMoney, maximum: pounds(50_00))
            ]
            let asked = [(30_00, 0), (20_00, 30_00), (1, 50_00)].map {
                AmountAsked(pounds($0.0), earlierToday: pounds($0.1))
            }
            return list(
                asked.map { amount -> String in
                    let isEnough = authority.isEnough(
                        for: .refundMoney, amount, within: limits)
                    return isEnough ? "alone" : "second person"
                })
        }
    ]
}
