package import Measures

/// The place where one commodity is delivered and metered; billed under agreements.
package struct SupplyPoint: Sendable, Hashable {
    package let id: Int64
    /// The identifier people know: a supply point number, MPAN, MPRN or NMI.
    package let code: String
    package let premisesID: Int64
    package let commodity: Commodity
    /// Nil where the supply point has lost its cycle: shown by the tracker, never skipped.
    package let cycle: Cycle?

    package init(
        id: Int64, code: String, premisesID: Int64, commodity: Commodity, cycle: Cycle?
    ) {
        self.id = id
        self.code = code
        self.premisesID = premisesID
        self.commodity = commodity
        self.cycle = cycle
    }
}
