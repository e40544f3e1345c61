package import Access
package import Measures

extension ActStore {
    /// Stores a proposal with the event that recorded it.
    package func keep(
        proposal event: Int64, act: String, scheme: String?, effect: Digest
    ) throws {
        try db.execute(
            sql: "INSERT INTO proposal (event_id, act, scheme, effect) VALUES (?, ?, ?, ?)",
            arguments: [event, act, scheme, effect.bytes])
    }

    package func proposal(_ id: Int64) throws -> ProposalOnRecord? {
        try proposals("WHERE proposal.event_id = ?", [id]).first
    }

    /// Undecided proposals, oldest first.
    package func waitingProposals() throws -> [ProposalOnRecord] {
        try proposals("WHERE decision.decision IS NULL ORDER BY proposal.event_id", [])
    }

    /// The act that was done when a second person approved a proposal.
    package func approval(of id: Int64) throws -> ActRecord? {
        let sql = """
            SELECT event_id FROM proposal_decision WHERE proposal_id = ? AND decision = 'approved'
            """
        return try Int64.fetchOne(db, sql: sql, arguments: [id]).flatMap { try record(of: $0) }
    }

    package func decide(_ id: Int64, as state: ProposalState, event: Int64) throws {
        try db.execute(
            sql: """
                INSERT INTO proposal_decision (proposal_id, decision, event_id) VALUES (?, ?, ?)
                """, arguments: [id, state.rawValue, event])
    }

    private func proposals(
        _ rest: String, _ arguments: StatementArguments
    ) throws -> [ProposalOnRecord] {
        let sql = """
            SELECT proposal.event_id, proposal.act, proposal.scheme, proposal.effect,
              decision.decision, event.actor, event.reason
            FROM proposal JOIN event ON event.id = proposal.event_id
            LEFT JOIN proposal_decision AS decision ON decision.proposal_id = proposal.event_id
            """
        return try Row.fetchAll(db, sql: sql + " " + rest, arguments: arguments).map(found)
    }

    private func found(_ row: Row) throws -> ProposalOnRecord {
        let (id, effect, decision): (Int64, [UInt8], String?) = (row[0], row[3], row[4])
        guard let record = try record(of: id), let effect = Digest(effect),
            let state = ProposalState(rawValue: decision ?? "waiting")
        else { throw BrokenRow(what: "proposal \(id)") }
        return ProposalOnRecord(
            proposal: Proposal(
                id: id, act: row[1], maker: Caller(record.caller, name: row[5]),
                permission: record.permission, effect: effect, state: state),
            scheme: row[2], reason: row[6], record: record)
    }
}

/// A proposal with what was asked for and what would change.
package struct ProposalOnRecord: Sendable {
    package let proposal: Proposal
    package let scheme: String?
    package let reason: String
    package let record: ActRecord
}

extension ActStore {
    /// Records an amount that somebody moved for an account.
    package func noteUse(
        of permission: Permission, by person: Person.ID, _ amount: Money, account: Int64,
        on day: Day, event: Int64
    ) throws {
        try db.execute(
            sql: """
                INSERT INTO authority_use (event_id, person_id, permission, account_id, day,
                  currency, amount) VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                event, person.rawValue, permission.rawValue, account, "\(day)",
                amount.currency.rawValue, Int64(amount.minorUnits.magnitude),
            ])
    }

    /// The amounts a person moved for an account on a day, without their signs.
    package func used(
        _ permission: Permission, by person: Person.ID, account: Int64, on day: Day,
        in currency: Currency
    ) throws -> Money {
        let sql = """
            SELECT CAST(SUM(amount) AS {integer}) FROM authority_use
            WHERE person_id = ? AND permission = ? AND account_id = ? AND day = ? AND currency = ?
            """
        let sum = try Int64.fetchOne(
            db, sql: sql,
            arguments: [
                person.rawValue, permission.rawValue, account, "\(day)", currency.rawValue,
            ])
        return Money(minorUnits: sum ?? 0, currency: currency)
    }
}
