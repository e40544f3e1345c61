import Billing
package import Documents
package import Measures
package import Rulebook
package import Storage
import Supply

/// What the law makes the bills of a run show, and whether they do (rules D3).
package struct RunContent: Sendable {
    /// One rule in one scheme, with the bills that meet it.
    package struct Row: Sendable, Hashable {
        package let rule: ContentRule
        package let scheme: String
        package let schemeName: String
        package let jurisdiction: String
        package internal(set) var bills: [CheckedRule.State: Int] = [:]
        package internal(set) var firstMissing: Int64?
    }

    package let run: RunRecord
    /// The day of issue that the bills were checked for.
    package let issuedOn: Day
    package let bills: Int
    /// In order of scheme, law and item.
    package let rows: [Row]

    /// What keeps the run from being released.
    package var missing: [Row] { rows.filter { $0.firstMissing != nil } }
}

/// Whose law holds for the bills of a place.
struct BillLaw {
    let scheme: Scheme
    let jurisdiction: Jurisdiction
    let customer: CustomerClass

    init(_ scheme: Scheme, _ place: BillPlace) {
        self.scheme = scheme
        jurisdiction = Jurisdiction(
            place.jurisdiction.isEmpty ? scheme.jurisdiction : place.jurisdiction)
        customer = CustomerClass(ofPriceList: place.customerClass)
    }

    /// What the law demands of a bill issued on a day, for any of its services; each rule once.
    func demands(on bill: Bill, _ day: Day, _ sources: BillSources) throws -> [ContentRule] {
        var demands: [ContentRule] = []
        for commodity in try sources.commodities(of: bill) {
            let rules = BillContent.demands(commodity, customer, in: jurisdiction, on: day)
            demands += rules.filter { !demands.contains($0) }
        }
        return demands
    }

    func row(_ rule: ContentRule) -> RunContent.Row {
        RunContent.Row(
            rule: rule, scheme: scheme.code, schemeName: scheme.name,
            jurisdiction: jurisdiction.rawValue)
    }
}
