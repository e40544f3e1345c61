import Foundation
package import Measures
package import Metering

/// A month of one channel as it is stored: whole days of its feed's clock.
package struct StoredMonth: Sendable, Hashable {
    package let registerID: Int64
    /// First day of the month.
    package let month: Day
    package let firstDay: Day
    package let dayCount: Int
    package let block: IntervalBlock

    package init(
        registerID: Int64, month: Day, firstDay: Day, dayCount: Int, block: IntervalBlock
    ) {
        self.registerID = registerID
        self.month = month
        self.firstDay = firstDay
        self.dayCount = dayCount
        self.block = block
    }
}

extension FactTable {
    static let intervalBlock = FactTable(
        "interval_block", key: ["register_id", "month"],
        columns: ["first_day", "day_count", "interval_minutes", "content"])
}

extension Books {
    package func put(_ month: StoredMonth, event: Int64) throws -> FactChange {
        try FactTable.intervalBlock.put(
            key(month.registerID, month.month),
            [
                "\(month.firstDay)".databaseValue, month.dayCount.databaseValue,
                month.block.minutes.databaseValue,
                Data(month.block.encoded()).databaseValue,
            ], event: event, in: db)
    }

    /// The month of a channel that `day` is in.
    package func intervals(
        of register: Int64, month day: Day, known: Knowledge = .now
    ) throws -> StoredMonth? {
        try FactTable.intervalBlock.row(
            known, "AND register_id = ? AND month = ?", key(register, day), in: db
        ).map(month)
    }

    /// The months of a channel in order, those of both days included.
    package func intervals(
        of register: Int64, from first: Day = .firstDay, through last: Day = .openEnd,
        known: Knowledge = .now
    ) throws -> [StoredMonth] {
        let asked = "AND register_id = ? AND month >= ? AND month <= ? ORDER BY month"
        let arguments = key(register, first) + [monthText(last).databaseValue]
        return try Array(
            FactTable.intervalBlock.rows(known, asked, arguments, in: db).map(month))
    }

    private func key(_ register: Int64, _ day: Day) -> [DatabaseValue] {
        [register.databaseValue, monthText(day).databaseValue]
    }

    private func monthText(_ day: Day) -> String { String("\(day)".prefix(7)) }

    func month(_ row: Row) throws -> StoredMonth {
        let content: Data = row[5]
        let month: String = row[1]
        guard let first = Day(month + "-01") else { throw BrokenRow(what: "month \(month)") }
        return StoredMonth(
            registerID: row[0], month: first, firstDay: try row.day(2), dayCount: row[3],
            block: try IntervalBlock(decoding: [UInt8](content)))
    }
}
