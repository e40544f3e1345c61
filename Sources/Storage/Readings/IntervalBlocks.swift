package import Measures
package import Metering

extension FactTable {
    static let intervalBlock = FactTable(
        "interval_block", key: ["register_id", "month"],
        columns: ["first_day", "day_count", "interval_minutes", "content", "versions"])
}

/// An encoded month; can be made on any core.
package struct EncodedMonth: Sendable {
    fileprivate let key: [DatabaseValue]
    fileprivate let values: [DatabaseValue]
}

extension StoredMonth {
    package func encoded() -> EncodedMonth {
        EncodedMonth(
            key: StoredMonth.key(registerID, month),
            values: [
                "\(firstDay)".databaseValue, dayCount.databaseValue, block.minutes.databaseValue,
                block.encoded().databaseValue, versions.text.databaseValue,
            ])
    }

    fileprivate static func key(_ register: Int64, _ day: Day) -> [DatabaseValue] {
        [register.databaseValue, String("\(day)".prefix(7)).databaseValue]
    }
}

extension MeterStore {
    package func put(_ month: StoredMonth, event: Int64) throws -> FactChange {
        let month = month.encoded()
        return try FactTable.intervalBlock.put(month.key, month.values, event: event, in: books)
    }

    /// Records a month that is new.
    package func add(_ month: EncodedMonth, event: Int64) throws {
        try FactTable.intervalBlock.add(month.key, month.values, event: event, in: books)
    }

    /// The last stored month of each channel.
    package func lastIntervalMonths(ofRegisters ids: ClosedRange<Int64>) throws -> [Int64: Day] {
        try lastOfRegisters("max(month)", of: "interval_block", in: ids) { Day($0 + "-01") }
    }

    /// The month of a channel that `day` is in.
    package func intervals(
        of register: Int64, month day: Day, known: Knowledge = .now
    ) throws -> StoredMonth? {
        try FactTable.intervalBlock.row(
            known, "AND register_id = ? AND month = ?", with: StoredMonth.key(register, day), in: db
        ).map { try month($0) }
    }

    /// The months of a channel from one day to another, both included.
    package func intervals(
        of register: Int64, from first: Day = .firstDay, through last: Day = .openEnd,
        known: Knowledge = .now
    ) throws -> [StoredMonth] {
        let asked = "AND register_id = ? AND month >= ? AND month <= ? ORDER BY month"
        let arguments = StoredMonth.key(register, first) + StoredMonth.key(register, last)[1...]
        var rows = try FactTable.intervalBlock.columns(known, asked, with: arguments, in: db)
        var months: [StoredMonth] = []
        while try rows.next() { months.append(try month(at: rows)) }
        return months
    }

    /// The columns in the order of `FactTable`.
    private func month(at rows: borrowing Columns) throws -> StoredMonth {
        guard let month = Day(rows.text(1) + "-01"), let first = Day(bytes: rows.bytes(2)) else {
            throw BrokenRow(what: "month \(rows.text(1))")
        }
        return StoredMonth(
            registerID: rows.int(0), month: month, firstDay: first, dayCount: Int(rows.int(3)),
            block: try decoded(rows.int(0), month: rows.text(1)) {
                try IntervalBlock(decoding: rows.bytes(5))
            }, versions: DayVersions(text: rows.text(6)))
    }

    func month(_ row: Row) throws -> StoredMonth {
        let content: [UInt8] = row[5]
        let month: String = row[1]
        guard let first = Day(month + "-01") else { throw BrokenRow(what: "month \(month)") }
        return StoredMonth(
            registerID: row[0], month: first, firstDay: try row.day(2), dayCount: row[3],
            block: try decoded(row[0], month: month) { try IntervalBlock(decoding: content) },
            versions: DayVersions(text: row[6]))
    }

    /// Decodes a block; an error names the register and the month.
    private func decoded(
        _ register: Int64, month: String, _ decode: () throws -> IntervalBlock
    ) throws -> IntervalBlock {
        do { return try decode() } catch {
            throw BrokenRow(what: "the intervals of register \(register) in \(month)")
        }
    }
}
