package import Ledger
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

/// The two readings an advance lies between, as billed. The next bill opens with the closing one.
package struct BilledReading: Sendable, Hashable {
    package var registerID: Int64
    package var openingDay: Day
    package var opening: Quantity
    /// Code of the reading type (rules B1), such as `ACT` or `EST`.
    package var openingType: String
    package var closingDay: Day
    package var closing: Quantity
    package var closingType: String
    /// The advance after rollover and multiplier, in the register's unit.
    package var consumption: Quantity

    package init(
        registerID: Int64, openingDay: Day, opening: Quantity, openingType: String,
        closingDay: Day, closing: Quantity, closingType: String, consumption: Quantity
    ) {
        self.registerID = registerID
        self.openingDay = openingDay
        self.opening = opening
        self.openingType = openingType
        self.closingDay = closingDay
        self.closing = closing
        self.closingType = closingType
        self.consumption = consumption
    }
}

/// A quantity handed to rating: what was used, when, and whether it was measured.
package struct BilledUsage: Sendable, Hashable {
    package var usage: String
    package var period: Period
    package var quantity: Exact
    package var isEstimated: Bool

    package init(usage: String, period: Period, quantity: Exact, isEstimated: Bool) {
        self.usage = usage
        self.period = period
        self.quantity = quantity
        self.isEstimated = isEstimated
    }
}

/// A dated fact of the supply point that the tariff asked for.
package struct BilledProperty: Sendable, Hashable {
    package var name: String
    package var value: String
    package var period: Period

    package init(name: String, value: String, period: Period) {
        self.name = name
        self.value = value
        self.period = period
    }
}

/// One printed charge.
package struct BillLine: Sendable, Hashable {
    /// Code of the charge in the tariff book.
    package var charge: String
    package var period: Period
    package var quantity: Exact
    package var unit: String
    package var price: Exact
    /// Minor units; a credit is below zero.
    package var amount: Int64
    /// Tax code, empty where the line is in no tax base.
    package var tax: String
    package var account: LedgerAccount

    package init(
        charge: String, period: Period, quantity: Exact, unit: String,
        price: Exact, amount: Int64, tax: String, account: LedgerAccount
    ) {
        self.charge = charge
        self.period = period
        self.quantity = quantity
        self.unit = unit
        self.price = price
        self.amount = amount
        self.tax = tax
        self.account = account
    }
}

/// One tax of a segment.
package struct BillTax: Sendable, Hashable {
    package var code: String
    package var percent: Exact
    /// Minor units the rate applies to.
    package var base: Int64
    package var amount: Int64
    /// Contained in the prices (shown, not added) rather than added.
    package var isIncluded: Bool

    package init(code: String, percent: Exact, base: Int64, amount: Int64, isIncluded: Bool) {
        self.code = code
        self.percent = percent
        self.base = base
        self.amount = amount
        self.isIncluded = isIncluded
    }
}

/// How a bill is named before it has a number: run, batch and place in the batch.
package enum BillID {
    /// Up to 99,999 batches a run and 99,999 bills a batch.
    package static func make(run: Int64, batch: Int, index: Int) -> Int64 {
        precondition(batch < 100_000 && index < 100_000, "a batch holds at most 99,999 bills")
        return run * 10_000_000_000 + Int64(batch) * 100_000 + Int64(index)
    }

    package static func run(of id: Int64) -> Int64 { id / 10_000_000_000 }
    package static func batch(of id: Int64) -> Int { Int(id / 100_000 % 100_000) }

    /// Every id that bills of one run can have.
    package static func all(run: Int64) -> ClosedRange<Int64> {
        make(run: run, batch: 0, index: 0)...make(run: run, batch: 99_999, index: 99_999)
    }

    /// Every id that bills of one batch can have.
    package static func all(run: Int64, batch: Int) -> ClosedRange<Int64> {
        make(run: run, batch: batch, index: 0)...make(run: run, batch: batch, index: 99_999)
    }
}
