import Measures

/// The record of an act as the link of its event covers it: open columns and commitments.
struct SealedAct: Sendable {
    /// The digest of the whole row.
    let digest: Digest
    private let commitments: [ActRecord.Part: Digest]

    private static let open = [
        "event_id", "caller", "person_id", "subject_kind", "subject_id", "permission",
        "proposal_id",
    ]
    private static let parts = ActRecord.Part.allCases
    private static let shape = RowShape("act_record", open + parts.map(\.rawValue))
    fileprivate static let query =
        "SELECT \((open + parts.map(\.rawValue)).joined(separator: ", ")) FROM act_record"

    fileprivate init?(_ row: Row) {
        var writer = CanonicalWriter()
        let values = (0..<SealedAct.open.count + SealedAct.parts.count).map { row.value($0) }
        digest = SealedAct.shape.digest(values, with: &writer)
        var commitments: [ActRecord.Part: Digest] = [:]
        for (part, value) in zip(SealedAct.parts, values.dropFirst(SealedAct.open.count)) {
            switch value {
            case .null: continue
            case .bytes(let bytes):
                guard let digest = Digest(bytes) else { return nil }
                commitments[part] = digest
            default: return nil
            }
        }
        self.commitments = commitments
    }
}

extension SealedAct {
    /// A value of an act with its salt, as stored in `act_value`.
    struct Value: Sendable {
        let value: String
        let salt: [UInt8]
    }

    /// Values that do not match their commitment, and values that were erased.
    func compared(
        with values: [ActRecord.Part: Value]
    ) -> (altered: [ActRecord.Part], erased: [ActRecord.Part]) {
        var (altered, erased): ([ActRecord.Part], [ActRecord.Part]) = ([], [])
        for part in SealedAct.parts {
            switch (commitments[part], values[part]) {
            case (nil, nil): continue
            case (nil, _?): altered.append(part)
            case (_?, nil): erased.append(part)
            case (let digest?, let found?):
                let holds = Commitment(stored: digest, salt: found.salt).holds(found.value)
                if !holds { altered.append(part) }
            }
        }
        return (altered, erased)
    }
}

extension ActStore {
    /// Nil where the event has no record of an act.
    func sealed(_ event: Int64) throws -> SealedAct? {
        let sql = SealedAct.query + " WHERE event_id = ?"
        guard let row = try Row.fetchOne(db, sql: sql, arguments: [event]) else { return nil }
        guard let act = SealedAct(row) else { throw BrokenRow(what: "the act of event \(event)") }
        return act
    }

    /// Rows of values of which no act has the part, by event.
    func unknownValues() throws -> [(event: Int64, part: String)] {
        let known = ActRecord.Part.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ")
        let sql = """
            SELECT event_id, part FROM act_value WHERE part NOT IN (\(known))
            ORDER BY event_id, part
            """
        return try Row.fetchAll(db, sql: sql).map { ($0[0], $0[1]) }
    }

    func storedValues(of event: Int64) throws -> [ActRecord.Part: SealedAct.Value] {
        let sql = "SELECT part, value, salt FROM act_value WHERE event_id = ?"
        var values: [ActRecord.Part: SealedAct.Value] = [:]
        for row in try Row.fetchAll(db, sql: sql, arguments: [event]) {
            guard let part = ActRecord.Part(rawValue: row[0]) else { continue }
            values[part] = SealedAct.Value(value: row[1], salt: row[2])
        }
        return values
    }
}
