package import Measures

/// A dated fact about a supply point that a tariff may need: a return factor, a band.
package struct SupplyProperty: Sendable, Hashable {
    package let supplyPointID: Int64
    package let name: String
    package let value: String
    package let period: Period

    package init(supplyPointID: Int64, name: String, value: String, period: Period) {
        self.supplyPointID = supplyPointID
        self.name = name
        self.value = value
        self.period = period
    }
}
