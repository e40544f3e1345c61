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
