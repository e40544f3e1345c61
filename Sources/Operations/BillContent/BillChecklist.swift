import Billing
package import Documents
package import Measures
package import Rulebook
package import Storage
import Supply

/// What the law makes one bill show, and whether it does (rules D3).
package struct BillChecklist: Sendable {
    /// The printed number; of a draft, its id.
    package let number: String
    package let isDraft: Bool
    package let scheme: String
    package let jurisdiction: String
    package let customer: CustomerClass
    package let issuedOn: Day
    package let checked: [CheckedRule]

    /// Finds a bill by its printed number or id; a draft is checked as if it were issued today.
    package init(_ books: Books, _ reference: String) throws {
        let sources = BillSources(books)
        guard let id = try books.bills.billID(reference), let bill = try sources.bill(id),
            let premises = try sources.premises[bill.premisesID],
            let scheme = try sources.scheme(premises.scheme)
        else { throw BillProblem.noSuchBill(reference) }
        let policy = try sources.run(BillID.run(of: id)).policy()
        let known = try books.bills.issue(ofBill: id)
        let issue = try known ?? books.expectedIssue(of: bill, scheme, policy)
        let law = BillLaw(
            scheme,
            BillPlace(
                scheme: scheme.code, jurisdiction: premises.jurisdiction,
                customerClass: premises.customerClass))
        let explained = try ExplainedBill(bill, issue: issue, sources)
        number = known?.reference ?? "\(id)"
        isDraft = known == nil
        self.scheme = scheme.code
        jurisdiction = law.jurisdiction.rawValue
        customer = law.customer
        issuedOn = issue.issuedOn
        checked = try BillDocument(explained, sources)
            .checked(try law.demands(on: bill, issue.issuedOn, sources))
    }
}

extension Books {
    /// The number and days that a bill would get if it were released today.
    func expectedIssue(
        of bill: Bill, _ scheme: Scheme, _ policy: BillingPolicy
    ) throws -> IssuedBill {
        let today = try businessDay()
        return IssuedBill(
            series: scheme.code, number: try runs.lastNumber(of: scheme.code) + 1, billID: bill.id,
            issuedOn: today, dueOn: today + policy.paymentDays)
    }
}
