/// A place that is supplied: one bill for each account there.
package struct Premises: Sendable, Hashable {
    package let id: Int64
    package let code: String
    package let scheme: String
    package let address: String
    package let postcode: String
    /// Whose rules hold there; blank for the scheme's.
    package let jurisdiction: String
    /// The price zone inside the scheme; blank where it has none.
    package let priceZone: String
    /// Customer class of the price list, such as `domestic`.
    package let customerClass: String

    package init(
        id: Int64, code: String, scheme: String, address: String, postcode: String,
        jurisdiction: String = "", priceZone: String = "", customerClass: String = ""
    ) {
        self.jurisdiction = jurisdiction
        self.priceZone = priceZone
        self.customerClass = customerClass
        self.id = id
        self.code = code
        self.scheme = scheme
        self.address = address
        self.postcode = postcode
    }
}
