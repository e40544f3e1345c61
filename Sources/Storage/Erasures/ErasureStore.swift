import Measures

/// Values that were erased, and the erasures of parties.
package struct ErasureStore: RoomStore {
    let books: Books
}

extension Books {
    package var erasures: ErasureStore { ErasureStore(books: self) }
}

/// What an event erased of a row.
struct ErasureRecord: Sendable, Hashable {
    let event: Int64
    let table: String
    let key: String
    let knownFrom: Int64
    let parts: [String]
    let digest: [UInt8]
}

/// An erasure of personal data of a party, as it is kept outside of the books too: it names nobody.
package struct PartyErasure: Sendable, Hashable, Codable {
    package let event: Int64
    /// The customer's number.
    package let party: String
    package let id: Int64
    package let parts: [String]
    package let day: String
    /// The event and the day of the erasure in the books where it was first done.
    package let first: String

    package init(
        event: Int64, party: String, id: Int64, parts: [String], day: String, first: String
    ) {
        (self.event, self.party, self.id, self.parts) = (event, party, id, parts)
        (self.day, self.first) = (day, first)
    }
}

extension ErasureStore {
    static func key(_ values: [DatabaseValue], of table: FactTable) -> String {
        values.prefix(table.key.count).map(\.description).joined(separator: " ")
    }

    func records() throws -> [ErasureRecord] {
        let sql = """
            SELECT event_id, table_name, row_key, known_from, parts, digest FROM erasure
            ORDER BY event_id, table_name, row_key, known_from
            """
        return try Row.fetchAll(db, sql: sql).map { row in
            ErasureRecord(
                event: row[0], table: row[1], key: row[2], knownFrom: row[3],
                parts: (row[4] as String).split(separator: ";").map(String.init), digest: row[5])
        }
    }

    func add(_ record: ErasureRecord) throws {
        try db.execute(
            sql: """
                INSERT INTO erasure (event_id, table_name, row_key, known_from, parts, digest)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                record.event, record.table, record.key, record.knownFrom,
                record.parts.joined(separator: ";"), record.digest,
            ])
    }

    /// The erasures of parties, oldest first.
    package func ofParties() throws -> [PartyErasure] {
        let sql = """
            SELECT erased.event_id, erased.party_id, erased.parts, erased.again,
              event.business_day,
              (SELECT MIN(code) FROM party WHERE party.id = erased.party_id)
            FROM party_erasure AS erased JOIN event ON event.id = erased.event_id
            ORDER BY erased.event_id
            """
        return try Row.fetchAll(db, sql: sql).map { row in
            let (event, day, again): (Int64, String, String) = (row[0], row[4], row[3])
            let code: String? = row[5]
            return PartyErasure(
                event: event, party: code ?? "", id: row[1],
                parts: (row[2] as String).split(separator: ";").map(String.init), day: day,
                first: again.isEmpty ? "\(event) \(day)" : again)
        }
    }

    /// The event that last erased something of each party.
    package func eventsByParty() throws -> [Int64: Int64] {
        let sql = "SELECT party_id, MAX(event_id) FROM party_erasure GROUP BY party_id"
        let rows = try Row.fetchAll(db, sql: sql)
        return Dictionary(rows.map { ($0[0] as Int64, $0[1] as Int64) }) { $1 }
    }

    /// Notes an erasure of a party with its event. `again` is the `first` of the one it repeats.
    package func note(
        party: Int64, parts: [String], again: String = "", event: Int64
    ) throws {
        try db.execute(
            sql: "INSERT INTO party_erasure (event_id, party_id, parts, again) VALUES (?, ?, ?, ?)",
            arguments: [event, party, parts.joined(separator: ";"), again])
    }
}
