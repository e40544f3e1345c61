package import Measures

/// The intervals of a channel in a calendar month of market time, as far as they are known.
package struct StoredMonth: Sendable, Hashable {
    package let registerID: Int64
    /// First day of the month.
    package let month: Day
    package let firstDay: Day
    package let dayCount: Int
    package let block: IntervalBlock
    /// When the sender updated each day; nil where it did not say.
    package let versions: DayVersions

    package init(
        registerID: Int64, month: Day, firstDay: Day, dayCount: Int, block: IntervalBlock,
        versions: DayVersions = DayVersions()
    ) {
        self.registerID = registerID
        self.month = month
        self.firstDay = firstDay
        self.dayCount = dayCount
        self.block = block
        self.versions = versions
    }
}
