/// Numbers of new things: consecutive from 1 for each kind, without gaps.
///
/// Whoever takes a number locks its kind until the transaction ends, on PostgreSQL by the row of
/// table `number_sequence`, so that no two transactions get the same. Every number taken must be
/// stored in the same transaction; `doctor` compares the sequences with the tables.
package struct NumberStore: RoomStore { let books: Books }

extension Books {
    package var numbers: NumberStore { NumberStore(books: self) }
}

extension NumberStore {
    /// What has numbers of its own, by the table it is stored in.
    package enum Kind: String, Sendable, CaseIterable {
        case party, account, premises, agreement, register
        case supplyPoint = "supply_point"
        case tariffVersion = "tariff_version"
        case policyVersion = "policy_version"
        case run = "bill_run"
        case person, credential
        case need, hold, preference, payer, agent
        case jointParty = "joint_party"
    }

    /// The next number of a kind.
    package func next(_ kind: Kind) throws -> Int64 { try advance(kind, by: 1) }

    /// The next `count` numbers of a kind, at least one.
    package func take(_ count: Int, of kind: Kind) throws -> ClosedRange<Int64> {
        precondition(count > 0, "at least one number is taken")
        let last = try advance(kind, by: Int64(count))
        return last - Int64(count) + 1...last
    }

    /// Locks a kind until the transaction ends and returns its last number: for imports, which learn
    /// only at their end how many numbers they need. They number from there on and call `settle`.
    package func hold(_ kind: Kind) throws -> Int64 { try advance(kind, by: 0) }

    /// Sets the sequence of a kind to the largest number stored.
    package func settle(_ kind: Kind) throws {
        try db.execute(
            sql: """
                INSERT INTO number_sequence (kind, last_number)
                SELECT ?, last_number
                FROM (SELECT MAX(id) AS last_number FROM \(kind.rawValue)) AS stored
                WHERE last_number IS NOT NULL
                ON CONFLICT (kind) DO UPDATE SET last_number = excluded.last_number
                """, arguments: [kind.rawValue])
    }

    /// A kind without a row has given no number yet.
    private func advance(_ kind: Kind, by count: Int64) throws -> Int64 {
        let last = try Int64.fetchOne(
            db,
            sql: """
                INSERT INTO number_sequence (kind, last_number) VALUES (?, ?)
                ON CONFLICT (kind) DO UPDATE
                SET last_number = number_sequence.last_number + excluded.last_number
                RETURNING last_number
                """, arguments: [kind.rawValue, count])
        guard let last else { throw BrokenRow(what: "the sequence of \(kind.rawValue)") }
        return last
    }
}

extension NumberStore {
    /// Kinds whose sequence is not at the largest number stored, as sentences.
    func problems() throws -> [String] {
        try unknownKinds().map { "\($0): nothing of that name has numbers" } + differing()
    }

    private func unknownKinds() throws -> [String] {
        try String.fetchAll(db, sql: "SELECT kind FROM number_sequence ORDER BY kind")
            .filter { Kind(rawValue: $0) == nil }
    }

    private func differing() throws -> [String] {
        try Kind.allCases.compactMap { kind in
            let sql = "SELECT last_number FROM number_sequence WHERE kind = ?"
            let last = try Int64.fetchOne(db, sql: sql, arguments: [kind.rawValue]) ?? 0
            let stored = try Int64.fetchOne(db, sql: "SELECT MAX(id) FROM \(kind.rawValue)") ?? 0
            return last == stored
                ? nil : "\(kind.rawValue): the last number given is \(last), stored is \(stored)"
        }
    }
}
