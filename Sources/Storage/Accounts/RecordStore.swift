package import Customers
import Measures

/// Dated facts of one kind, of parties or accounts.
package struct RecordStore<Record: DatedRecord>: RoomStore {
    let books: Books
    let table: RecordTable<Record>

    /// The last number given, which nobody else goes on from until the transaction ends; numbers
    /// are not used again.
    package func lastNumber() throws -> Int64 { try books.numbers.hold(table.kind) }

    /// Numbers were given up to the largest stored.
    package func settle() throws { try books.numbers.settle(table.kind) }

    package func put(_ record: Record, event: Int64) throws -> FactChange {
        try table.facts.put(
            [record.id.databaseValue], table.values(record), event: event, in: books)
    }

    /// Takes one back that was wrong from its first day.
    package func takeBack(_ id: Int64, event: Int64) throws -> Bool {
        try table.facts.end([id.databaseValue], event: event, in: books)
    }

    package func record(_ id: Int64, known: Knowledge = .now) throws -> Record? {
        try table.facts.row(known, "AND id = ?", with: [id.databaseValue], in: db)
            .map(table.record)
    }

    /// Those of a party or an account, by their first day.
    package func of(_ owner: Int64, known: Knowledge = .now) throws -> [Record] {
        try table.facts.rows(
            known, "AND \(table.owner) = ? ORDER BY from_day, id", with: [owner.databaseValue],
            in: db
        ).map(table.record)
    }

    /// Those that name a party beside their owner, by their owner and first day.
    fileprivate func naming(party: Int64, known: Knowledge) throws -> [Record] {
        try table.facts.rows(
            known, "AND party_id = ? ORDER BY \(table.owner), from_day, id",
            with: [party.databaseValue], in: db
        ).map(table.record)
    }

    package func all(known: Knowledge = .now) throws -> [Record] {
        try table.facts.rows(known, "ORDER BY \(table.owner), from_day, id", in: db)
            .map(table.record)
    }
}

extension RecordStore<JointParty> {
    /// The accounts of others for which a party is liable.
    package func naming(_ party: Int64, known: Knowledge = .now) throws -> [JointParty] {
        try naming(party: party, known: known)
    }
}

extension RecordStore<Payer> {
    /// The accounts of others that a party pays.
    package func naming(_ party: Int64, known: Knowledge = .now) throws -> [Payer] {
        try naming(party: party, known: known)
    }
}

/// How records of one kind are stored.
struct RecordTable<Record: DatedRecord>: Sendable {
    let facts: FactTable
    let kind: NumberStore.Kind
    /// The column of the party or account.
    let owner: String
    /// The columns after the number.
    let values: @Sendable (Record) -> [DatabaseValue]
    let record: @Sendable (Row) throws -> Record
}

extension Books {
    package var needs: RecordStore<Need> { RecordStore(books: self, table: .needs) }
    package var holds: RecordStore<Hold> { RecordStore(books: self, table: .holds) }
    package var preferences: RecordStore<Preference> {
        RecordStore(books: self, table: .preferences)
    }
    package var jointParties: RecordStore<JointParty> {
        RecordStore(books: self, table: .jointParties)
    }
    package var payers: RecordStore<Payer> { RecordStore(books: self, table: .payers) }
    package var agents: RecordStore<Agent> { RecordStore(books: self, table: .agents) }
}

extension Row {
    /// A word of a fixed list; throws `BrokenRow` for another one.
    func word<Word: RawRepresentable<String>>(
        _ column: Int, _: Word.Type, _ table: String
    ) throws -> Word {
        guard let word = Word(rawValue: self[column]) else {
            throw BrokenRow(what: "\(table) \(self[0] as Int64): \(self[column] as String)")
        }
        return word
    }
}

extension Row {
    /// Nil for a blank, which an erased word is.
    func wordOrNil<Word: RawRepresentable<String>>(
        _ column: Int, _ type: Word.Type, in table: String
    ) throws -> Word? {
        if textOrNil(column) == nil { return nil }
        return try word(column, type, table)
    }

    /// Nil for a blank; throws `BrokenRow` for what is no pair of times.
    func quietHours(_ column: Int) throws -> QuietHours? {
        guard let text = textOrNil(column) else { return nil }
        guard let hours = QuietHours(text) else {
            throw BrokenRow(what: "preference \(self[0] as Int64): \(text)")
        }
        return hours
    }

    /// Words divided by semicolons; throws `BrokenRow` for one that is not in the list.
    func words<Word: RawRepresentable<String>>(
        _ column: Int, _: Word.Type, _ table: String
    ) throws -> [Word] {
        try (self[column] as String).split(separator: ";").map { text in
            guard let word = Word(rawValue: String(text)) else {
                throw BrokenRow(what: "\(table) \(self[0] as Int64): \(text)")
            }
            return word
        }
    }

    func dayOrNil(_ column: Int) throws -> Day? {
        if textOrNil(column) == nil { return nil }
        return try day(column)
    }
}

extension FactTable {
    static let datedRecords = [need, hold, preference, jointParty, payer, agent]

    static let need = FactTable(
        "need", key: ["id"],
        columns: ["party_id", "kind", "from_day", "to_day", "confirmed_on", "consent", "note"],
        personal: ["kind": .protected, "consent": .protected, "note": .protected])
    static let hold = FactTable(
        "hold", key: ["id"],
        columns: ["account_id", "kind", "from_day", "to_day", "review_on", "team", "reason"],
        personal: ["reason": .personal])
    static let preference = FactTable(
        "preference", key: ["id"],
        columns: [
            "party_id", "purpose", "channel", "format", "language", "quiet_hours", "from_day",
            "to_day", "evidence",
        ], personal: ["evidence": .personal])
    static let jointParty = FactTable(
        "joint_party", key: ["id"],
        columns: ["account_id", "party_id", "from_day", "to_day", "evidence"],
        personal: ["evidence": .personal])
    static let payer = FactTable(
        "payer", key: ["id"],
        columns: ["account_id", "party_id", "share", "from_day", "to_day", "evidence"],
        personal: ["evidence": .personal])
    static let agent = FactTable(
        "agent", key: ["id"],
        columns: [
            "party_id", "kind", "name", "contact", "scopes", "from_day", "to_day", "evidence",
        ], personal: ["name": .personal, "contact": .personal, "evidence": .personal])
}
