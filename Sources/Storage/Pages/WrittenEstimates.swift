package import Billing
import Measures
import Metering

// A run's estimates are rows of table `reading`, known from the event that began its calculation,
// which records nothing else.
extension RunStore {
    /// Compares a page's estimates with the stored readings; returns how many there are.
    package func checkEstimates(of page: RunPage) throws -> RowCounts {
        var counts = RowCounts()
        guard let event = try began(page.runID) else { throw RunDamaged(runID: page.runID) }
        let written = try estimates(at: event, of: Set(page.estimates.map(\.reading.registerID)))
        for reading in page.estimates.map(\.reading) {
            guard let stored = written[RegisterDay(reading)] else {
                try refuseUnlessKnown(reading, before: event)
                continue
            }
            try refuse(reading, storedAs: stored)
            counts.add(1, to: "reading")
        }
        return counts
    }

    /// An estimated reading of a run that is on none of its pages.
    func strayEstimate(_ expected: RowCounts) throws -> RowAltered? {
        let came = """
            FROM reading WHERE known_from IN (
              SELECT event_id FROM bill_run_step WHERE state = 'calculating')
            """
        let rows = try Int.fetchOne(db, sql: "SELECT COUNT(*) \(came)") ?? 0
        let said = expected.tables["reading"] ?? 0
        guard rows != said else { return nil }
        return RowAltered(
            table: "reading", row: "rows from runs", column: "count", stored: "\(rows)",
            expected: "\(said)")
    }

    private func began(_ run: Int64) throws -> Int64? {
        try steps(runID: run).last { $0.state == .calculating }?.event
    }

    private func estimates(
        at event: Int64, of registers: Set<Int64>
    ) throws -> [RegisterDay: Reading] {
        guard !registers.isEmpty else { return [:] }
        let rows = try db.rows(
            """
            SELECT fact.register_id, fact.day, fact.value, fact.type, fact.source, fact.method,
              fact.status
            FROM {registers} AS register CROSS JOIN reading AS fact
            WHERE fact.register_id = register.id AND fact.known_from = :event
            """, ["registers": "\(registers.sorted())", "event": event])
        var found: [RegisterDay: Reading] = [:]
        while let row = try rows.next() {
            let reading = try books.meters.readingFact(row)
            found[RegisterDay(reading)] = reading
        }
        return found
    }

    /// An estimate equal to the reading known before was not written again.
    private func refuseUnlessKnown(_ reading: Reading, before event: Int64) throws {
        let known = try self.books.meters.reading(
            of: reading.registerID, on: reading.day, known: Knowledge(at: event))
        guard let known else {
            throw RowAltered(
                table: "reading", row: RegisterDay(reading).text, column: "register_id",
                stored: "no row", expected: "an estimate of \(reading.value)")
        }
        try refuse(reading, storedAs: known)
    }

    private func refuse(_ reading: Reading, storedAs stored: Reading) throws {
        guard stored != reading else { return }
        throw RowAltered(
            table: "reading", row: RegisterDay(reading).text,
            column: stored.value == reading.value ? "type" : "value",
            stored: "\(stored.value)", expected: "\(reading.value)")
    }
}

private struct RegisterDay: Hashable {
    let register: Int64
    let day: Day

    init(_ reading: Reading) { (register, day) = (reading.registerID, reading.day) }

    var text: String { "register_id \(register), day \(day)" }
}
