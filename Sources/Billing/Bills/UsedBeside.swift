package import Measures

/// What another supply point used that is billed to the same account.
package struct UsedBeside: Sendable {
    package let accountID: Int64
    package let usage: BilledUsage
}

extension Bill {
    /// What other supply points of the bill used of a segment's fuel; `commodity` is that of a
    /// tariff version.
    package func usedBeside(
        _ segment: BilledSegment, _ commodity: (_ version: Int64) -> Commodity?
    ) -> [BilledUsage] {
        let fuel = commodity(segment.tariffVersionID)
        return segments.filter { other in
            other.supplyPointID != segment.supplyPointID
                && commodity(other.tariffVersionID) == fuel
        }.flatMap(\.usages)
    }
}
