package import Measures

/// Use over time, for a small chart; the oldest first.
package struct UsageHistory: Sendable, Hashable {
    package struct Bar: Sendable, Hashable {
        /// Short, such as `Apr 25`.
        package var label: String
        package var quantity: Quantity
        package var isEstimated: Bool

        package init(label: String, quantity: Quantity, isEstimated: Bool = false) {
            self.label = label
            self.quantity = quantity
            self.isEstimated = isEstimated
        }
    }

    /// Such as `Water used`.
    package var title: String
    package var unit: Unit
    package var bars: [Bar]

    package init(title: String, unit: Unit, bars: [Bar]) {
        self.title = title
        self.unit = unit
        self.bars = bars
    }
}
