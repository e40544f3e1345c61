/// Why a segment has no price under a tariff.
package enum RebillRefused: Error, Sendable {
    case segment(SegmentRefused)
    /// Its readings do not give the billed period again.
    case notReadAgain
    /// The tariff asks what the whole bill used, and there is more on it.
    case sharesBill
}

/// What segments come to under a tariff, in minor units, row by row.
package struct RatedRows: Sendable {
    package var nets: [Int64]
    package var taxes: [Int64]
    /// By row; such a row has no price.
    package var refused: [Int: RebillRefused] = [:]

    init(count: Int) {
        nets = Array(repeating: 0, count: count)
        taxes = nets
    }

    init(nets: [Int64], taxes: [Int64]) { (self.nets, self.taxes) = (nets, taxes) }

    package init(asBilled bills: [UsedBill]) {
        (nets, taxes) = (bills.map(\.net), bills.map(\.tax))
    }
}
