package import Measures

/// What a customer is charged: one account, one premises, one run (rule D1.3).
///
/// A bill is a value derived from facts and never changed. Its number comes with its release.
package struct Bill: Sendable, Hashable {
    /// Made of run, batch and place in the batch; see `BillID`.
    package let id: Int64
    package let accountID: Int64
    package let premisesID: Int64
    package let currency: Currency
    package let segments: [BilledSegment]
    /// Nil on pages of format 1, and where bills are made without a hash function.
    package var proof: BillProof?

    package init(
        id: Int64, accountID: Int64, premisesID: Int64, currency: Currency,
        segments: [BilledSegment],
        proof: BillProof? = nil
    ) {
        precondition(!segments.isEmpty, "a bill has at least one segment")
        self.id = id
        self.accountID = accountID
        self.premisesID = premisesID
        self.currency = currency
        self.segments = segments
        self.proof = proof
    }

    package var net: Money { sum(\.net) }
    package var tax: Money { sum(\.tax) }
    package var total: Money { net + tax }
    package var isEstimated: Bool { segments.contains(where: \.isEstimated) }

    /// From the first to the last day any segment charges.
    package var period: Period {
        Period(
            from: segments.map(\.period.start).min()!, upTo: segments.map(\.period.end).max()!)
    }

    private func sum(_ part: (BilledSegment) -> Int64) -> Money {
        Money(minorUnits: segments.reduce(0) { $0 + part($1) }, currency: currency)
    }
}

/// One agreement billed for one period: its readings, quantities, lines and tax.
package struct BilledSegment: Sendable, Hashable {
    package var supplyPointID: Int64
    package var agreementID: Int64
    package var tariffVersionID: Int64
    package var period: Period
    package var readings: [BilledReading]
    package var usages: [BilledUsage]
    package var properties: [BilledProperty]
    /// What usages had of blocks that filled in order of time.
    package var inTime: [BilledBlocks] = []
    package var lines: [BillLine]
    package var taxes: [BillTax]
    /// Sum of the line amounts, in minor units.
    package var net: Int64
    /// Tax added to the net, in minor units; tax inside the prices is not counted again.
    package var tax: Int64
    package var total: Int64 { net + tax }

    package init(
        supplyPointID: Int64, agreementID: Int64, tariffVersionID: Int64, period: Period,
        readings: [BilledReading], usages: [BilledUsage], properties: [BilledProperty],
        lines: [BillLine], taxes: [BillTax], net: Int64, tax: Int64
    ) {
        self.supplyPointID = supplyPointID
        self.agreementID = agreementID
        self.tariffVersionID = tariffVersionID
        self.period = period
        self.readings = readings
        self.usages = usages
        self.properties = properties
        self.lines = lines
        self.taxes = taxes
        self.net = net
        self.tax = tax
    }

    package var isEstimated: Bool { usages.contains(where: \.isEstimated) }
}
