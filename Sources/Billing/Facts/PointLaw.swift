import Rulebook

/// Whose law holds for a supply point, and for whom: of its premises.
package struct PointLaw: Sendable, Hashable {
    /// The premises' own, else that of its scheme.
    package let jurisdiction: String
    /// Customer class of the price list; blank where none is known.
    package let customerClass: String

    package init(jurisdiction: String, customerClass: String) {
        self.jurisdiction = jurisdiction
        self.customerClass = customerClass
    }

    var place: Jurisdiction { Jurisdiction(jurisdiction) }
    var customer: CustomerClass { CustomerClass(ofPriceList: customerClass) }
}
