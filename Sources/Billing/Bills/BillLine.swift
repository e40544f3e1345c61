package import Ledger
package import Measures

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
