package import Measures

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
