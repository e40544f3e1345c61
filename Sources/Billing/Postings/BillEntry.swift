package import Ledger

/// A bill's entry as a release posts it.
package struct BillEntry: Sendable, Hashable {
    package let entry: Entry
    package let billID: Int64

    package init(_ entry: Entry, billID: Int64) {
        self.entry = entry
        self.billID = billID
    }
}
