package import Measures
package import Metering

extension FactTable {
    static let reading = FactTable(
        "reading", key: ["register_id", "day"],
        columns: ["value", "type", "source", "method", "status"])
}

extension MeterStore {
    /// Waits until nobody else writes readings, a run's workers neither, and keeps it so until the
    /// transaction ends. To be asked before the event is recorded.
    package func keepReadings() throws { try waitForTurn() }

    package func put(_ reading: Reading, event: Int64) throws -> FactChange {
        try waitForTurn()
        return try FactTable.reading.put(
            [reading.registerID.databaseValue, "\(reading.day)".databaseValue],
            [
                reading.value.millionths.databaseValue, reading.roles.word.databaseValue,
                reading.source.word.databaseValue, reading.method.word.databaseValue,
                reading.status.word.databaseValue,
            ], event: event, in: books)
    }

    /// Ends a reading that was wrong; false where there is none.
    package func endReading(of register: Int64, on day: Day, event: Int64) throws -> Bool {
        try waitForTurn()
        let key = [register.databaseValue, "\(day)".databaseValue]
        return try FactTable.reading.end(key, event: event, in: books)
    }

    /// The reading at the end of a day.
    package func reading(
        of register: Int64, on day: Day, known: Knowledge = .now
    ) throws -> Reading? {
        let asked = "AND register_id = ? AND day = ?"
        let arguments = [register.databaseValue, "\(day)".databaseValue]
        return try FactTable.reading.row(known, asked, with: arguments, in: db).map(readingFact)
    }

    /// The readings of a register in order of day, both days included.
    package func readings(
        of register: Int64, from first: Day = .firstDay, through last: Day = .openEnd,
        known: Knowledge = .now
    ) throws -> [Reading] {
        let asked = "AND register_id = ? AND day >= ? AND day <= ? ORDER BY day"
        let arguments = [
            register.databaseValue, "\(first)".databaseValue, "\(last)".databaseValue,
        ]
        return try Array(
            FactTable.reading.rows(known, asked, with: arguments, in: db).map(readingFact))
    }

    /// The last day with a reading, by register; an index look-up for each.
    package func lastReadingDays(ofRegisters ids: ClosedRange<Int64>) throws -> [Int64: Day] {
        try lastOfRegisters("max(day)", of: "reading", in: ids) { Day($0) }
    }

    /// The day of the last row of each register, in one query.
    func lastOfRegisters(
        _ last: String, of table: String, in ids: ClosedRange<Int64>, _ read: (String) -> Day?
    ) throws -> [Int64: Day] {
        let rows = try db.rows(
            """
            SELECT register.id, (SELECT \(last) FROM \(table) WHERE register_id = register.id)
            FROM (SELECT DISTINCT id FROM register WHERE id BETWEEN ? AND ?) AS register
            """, [ids.lowerBound, ids.upperBound])
        var days: [Int64: Day] = [:]
        while let row = try rows.next() {
            guard let text = row[1] as String? else { continue }
            days[row[0]] = read(text)
        }
        return days
    }

    func readingFact(_ row: Row) throws -> Reading {
        guard let roles = ReadRoles(word: row[3]), let source = Reading.Source(word: row[4]),
            let method = Reading.Method(word: row[5]), let status = Reading.Status(word: row[6])
        else { throw BrokenRow(what: "reading of register \(row[0] as Int64)") }
        return Reading(
            registerID: row[0], day: try row.day(1), value: Quantity(millionths: row[2]),
            roles: roles, source: source, method: method, status: status)
    }
}

extension Day {
    /// The earliest day, for ranges without a beginning.
    package static let firstDay = Day(year: 1600, month: 1, day: 1)!
}
