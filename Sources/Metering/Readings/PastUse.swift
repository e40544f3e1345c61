package import Measures

/// So much over so many days: what a daily average is made of, kept exact.
package struct PastUse: Sendable, Hashable {
    package let quantity: Quantity
    package let days: Int

    /// `days` at least 1.
    package init(_ quantity: Quantity, days: Int) {
        precondition(days >= 1, "an average is over at least one day")
        self.quantity = quantity
        self.days = days
    }

    /// The same daily average over `other` days, cut to `places` (0 to 6).
    @inlinable package func over(_ other: Int, places: Int = 6) -> Quantity {
        let step = powersOfTen[6 - places]
        let (narrow, overflow) = quantity.millionths.multipliedReportingOverflow(by: Int64(other))
        guard overflow else {
            return Quantity(millionths: narrow / Int64(days) / step * step)
        }
        let wide = Int128(quantity.millionths) * Int128(other) / Int128(days)
        return Quantity(millionths: Int64(clamping: wide / Int128(step) * Int128(step)))
    }

    package var dailyAverage: Exact { quantity.exact / Exact(days) }
}
