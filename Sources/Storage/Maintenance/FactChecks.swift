import Billing
import Measures
import Metering

extension Check {
    /// Pinned rows are those of the events, no more and no fewer; each value is of its kind; and
    /// estimates of runs are those of their pages.
    package static let facts = Check("facts as pinned") { books in
        var estimates = try EstimatesOnPages(books)
        var values = FactValues()
        var erasures = try ErasedValues(books)
        let found = try PinsFound(books) { found in
            let row = found.row.values
            values.look(at: row, of: found.table)
            erasures.look(at: found)
            if found.table.name == "reading" {
                estimates.found(found.digest, row, by: found.event)
            }
        }
        return try values.problems + books.maintenance.differences(from: found)
            + estimates.problems(books) + erasures.problems
    }
}

extension MaintenanceStore {
    /// Differences from the sealed pins, by event and table.
    fileprivate func differences(from found: PinsFound) throws -> [String] {
        let stored = try books.proofs.storedPins()
        let events = Set(stored.keys).union(found.events).sorted()
        return try events.flatMap { event in
            var sealed = stored[event] ?? []
            let settings = sealed.filter { $0.table == ProofStore.settings.table }
            sealed.removeAll { $0.table == ProofStore.settings.table }
            return try settings.filter { try $0 != StoredPin($0.table, books.proofs.ofSettings()) }
                .map { _ in
                    "installation: the name is not what it was when event \(event) was recorded"
                } + differences(of: event, sealed, found.pins(of: event))
        }
    }

    private func differences(
        of event: Int64, _ sealed: [StoredPin], _ found: [StoredPin]
    ) throws -> [String] {
        let tables = Set((sealed + found).map(\.table)).sorted()
        return try tables.compactMap { table in
            let one = sealed.first { $0.table == table }
            let other = found.first { $0.table == table }
            guard one != other else { return nil }
            let described = one.difference(from: other)
            return try
                "\(table): \(nameOfEvent(event)) \(described)\(keys(of: table, by: event, other))"
        }
    }

    private func nameOfEvent(_ id: Int64) throws -> String {
        let sql = "SELECT action, subject FROM event WHERE id = ?"
        guard let row = try Row.fetchOne(db, sql: sql, arguments: [id]) else {
            return "event \(id), which is not there,"
        }
        return "event \(id), \(row[0] as String) of \(row[1] as String),"
    }

    /// The keys of the rows found, where they are few.
    private func keys(of name: String, by event: Int64, _ found: StoredPin?) throws -> String {
        guard let found, (1...3).contains(found.brought),
            let table = PinnedTable.all.first(where: { $0.name == name }), !table.key.isEmpty
        else { return "" }
        let rows = try Row.fetchAll(db, sql: table.queryOfEvent, arguments: [event])
        let described = rows.prefix(3).map { row in
            table.key.indices.map { "\(table.key[$0]) \(row.value($0))" }.joined(separator: ", ")
        }
        return " (there: \(described.joined(separator: "; ")))"
    }
}

extension StoredPin? {
    /// The sealed pin and the one found.
    fileprivate func difference(from found: StoredPin?) -> String {
        let brought = (self?.brought ?? 0, found?.brought ?? 0)
        if brought.0 != brought.1 {
            return "brought \(brought.0) \(rows(brought.0)), \(brought.1) are there"
        }
        let ended = (self?.ended ?? 0, found?.ended ?? 0)
        if ended.0 != ended.1 {
            return "ended \(ended.0) \(rows(ended.0)), \(ended.1) are ended"
        }
        return self?.broughtDigest != found?.broughtDigest
            ? "brought \(brought.0) \(rows(brought.0)), but they are not what they were"
            : "ended \(ended.0) \(rows(ended.0)), but they are not those that are ended"
    }

    private func rows(_ count: Int) -> String { count == 1 ? "row" : "rows" }
}

/// Compares the estimates on runs' pages with the rows of their events.
private struct EstimatesOnPages {
    /// By the event that began the calculation, and the digest of the row.
    private var due: [Int64: [Digest: Reading]] = [:]
    private var strays: [String] = []

    init(_ books: Books) throws {
        let began = try EstimatesOnPages.starts(books)
        var writer = CanonicalWriter()
        try books.runs.forEachPage(.run) { stored in
            guard let event = began[stored.runID], let page = try? RunPage(bytes: stored.content)
            else { return }
            for reading in page.estimates.map(\.reading) {
                let row = FactTable.reading.shape.digest(reading.values, with: &writer)
                due[event, default: [:]][row] = reading
            }
        }
        for event in began.values where due[event] == nil { due[event] = [:] }
    }

    private static func starts(_ books: Books) throws -> [Int64: Int64] {
        let rows = try books.db.rows(
            """
            SELECT run_id, MAX(event_id) FROM bill_run_step WHERE state = 'calculating'
            GROUP BY run_id
            """)
        return Dictionary(uniqueKeysWithValues: try rows.map { ($0[0], $0[1]) })
    }

    mutating func found(_ row: Digest, _ values: [DatabaseValue], by event: Int64) {
        guard due[event] != nil, due[event]?.removeValue(forKey: row) == nil else { return }
        strays.append("register \(values[0]), \(values[1]), said to be estimated by event \(event)")
    }

    /// An estimate without its own row equals the row that was known before.
    func problems(_ books: Books) throws -> [String] {
        var problems = strays.map { "reading: \($0), is on no page" }
        for (event, readings) in due.sorted(by: { $0.key < $1.key }) {
            for reading in readings.values.sorted(by: { $0.key < $1.key }) {
                let known = Knowledge(at: event)
                let stands = try books.meters.reading(
                    of: reading.registerID, on: reading.day, known: known)
                if stands == reading { continue }
                problems.append(
                    "reading: register \(reading.registerID), \"\(reading.day)\", which a page of "
                        + "the run of event \(event) estimates, is not there")
            }
        }
        return problems
    }
}

extension Reading {
    /// The columns of a row.
    var values: [DatabaseValue] {
        [
            registerID.databaseValue, "\(day)".databaseValue, value.millionths.databaseValue,
            roles.word.databaseValue, source.word.databaseValue, method.word.databaseValue,
            status.word.databaseValue,
        ]
    }

    fileprivate var key: String { "\(registerID) \(day)" }
}
