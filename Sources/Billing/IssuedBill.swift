package import Measures

/// The number, issue and due day of a released bill.
package struct IssuedBill: Sendable, Hashable {
    package let series: String
    package let number: Int64
    package let billID: Int64
    package let issuedOn: Day
    package let dueOn: Day

    package init(series: String, number: Int64, billID: Int64, issuedOn: Day, dueOn: Day) {
        self.series = series
        self.number = number
        self.billID = billID
        self.issuedOn = issuedOn
        self.dueOn = dueOn
    }

    /// As printed.
    package var reference: String {
        ReleasePage.Issue(series: series, number: number, billID: billID).reference
    }
}

/// Consumption of a register on a released bill.
package struct BilledUse: Sendable, Hashable {
    package let closing: Day
    package let quantity: Quantity
    /// Of the reading that closed it.
    package let type: String

    package init(closing: Day, quantity: Quantity, type: String) {
        (self.closing, self.quantity, self.type) = (closing, quantity, type)
    }
}
