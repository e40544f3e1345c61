/// Limits a draft segment is judged by. Each utility sets its own; nil switches a check off.
package struct BillLimits: Sendable, Hashable {
    /// Above this total the bill is reviewed before it goes out (BL-BIGBILL).
    /// In hundredths of a major unit, whatever the currency.
    package var reviewAbove: Int64?
    /// Longest and shortest period billed without a look, in days (BL-LONG, BL-SHORT).
    package var longestDays: Int?
    package var shortestDays: Int?
    /// Times the daily amount of the last bill from which a bill is reviewed (BL-BIGBILL).
    package var timesLastBill: Int64?

    package init(
        reviewAbove: Int64? = 2_000_000, longestDays: Int? = 124, shortestDays: Int? = nil,
        timesLastBill: Int64? = nil
    ) {
        self.reviewAbove = reviewAbove
        self.longestDays = longestDays
        self.shortestDays = shortestDays
        self.timesLastBill = timesLastBill
    }
}
