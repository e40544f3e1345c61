package import Measures

/// The account before and after this bill.
package struct BillBalance: Sendable, Hashable {
    package struct Move: Sendable, Hashable {
        package var day: Day
        package var label: String
        /// A payment is below zero.
        package var amount: Money

        package init(day: Day, label: String, amount: Money) {
            self.day = day
            self.label = label
            self.amount = amount
        }
    }

    package var broughtForward: Money
    package var moves: [Move]

    package init(broughtForward: Money, moves: [Move] = []) {
        self.broughtForward = broughtForward
        self.moves = moves
    }

    /// The new balance once `bill` is added.
    package func after(_ bill: Money) -> Money {
        moves.reduce(broughtForward + bill) { $0 + $1.amount }
    }
}
