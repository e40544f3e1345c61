import Access
package import Customers
import Measures

/// The party whose data is asked for, with its accounts.
package struct PartyData: Sendable, Hashable {
    package let party: Int64
    package let accounts: [Int64]
    /// The events about them; found before anything is erased.
    package let events: Set<Int64>
}

extension ErasureStore {
    /// What is stored about a party: its accounts of all times and the events about them, by object
    /// or by name, contact or address in their texts.
    package func data(of party: Int64, code: String) throws -> PartyData {
        let sql = "SELECT DISTINCT id, code FROM account WHERE party_id = ? ORDER BY id"
        let accounts = try Row.fetchAll(db, sql: sql, arguments: [party]).map {
            (id: $0[0] as Int64, code: $0[1] as String)
        }
        let subjects =
            [Subject(.party, party), Subject(.party, code)]
            + accounts.map { Subject(.account, $0.code) }
        let words = try texts(
            ["name", "email", "phone", "postal_address"], of: .party, whose: "id",
            isAmong: [party])
        let events = try events(of: subjects, naming: words)
        return PartyData(
            party: party, accounts: accounts.map(\.id),
            events: events.union(try eventsOfRelations(to: party)))
    }

    /// Acts that made the party liable for an account of somebody else, or its payer, or ended that:
    /// they are about that account.
    private func eventsOfRelations(to party: Int64) throws -> Set<Int64> {
        let relations = ["joint_party", "payer"].flatMap { table in
            ["known_from", "known_to"].map { "SELECT \($0) FROM \(table) WHERE party_id = ?" }
        }
        let sql = """
            SELECT event_id FROM act_record WHERE permission = ?
              AND event_id IN (\(relations.joined(separator: " UNION ")))
            """
        let parties = relations.map { _ in party.databaseValue }
        return try Int64.fetchSet(
            db, sql: sql,
            arguments: StatementArguments(
                [Permission.keepCustomerRecords.rawValue.databaseValue] + parties))
    }

    /// Erases a part; how many values went.
    package func erase(_ part: PersonalPart, of data: PartyData, event: Int64) throws -> Int {
        try db.overwriting { try eraseValues(part, of: data, event: event) }
    }

    private func eraseValues(
        _ part: PersonalPart, of data: PartyData, event: Int64
    ) throws -> Int {
        switch part {
        case .reasons: try eraseReasons(ofEvents: data.events, event: event)
        case .answers: try eraseValues(ofEvents: data.events, event: event)
        default:
            try part.places.reduce(0) { sum, place in
                try sum
                    + erase(
                        place.columns, of: place.table, whose: place.owner.column,
                        isAmong: place.owner.ids(data), event: event)
            }
        }
    }

    /// How many values of a part there are.
    package func count(_ part: PersonalPart, of data: PartyData) throws -> Int {
        switch part {
        case .reasons: try count(ofEvents: data.events).reasons
        case .answers: try count(ofEvents: data.events).values
        default:
            try part.places.reduce(0) { sum, place in
                try sum
                    + count(
                        place.columns, of: place.table, whose: place.owner.column,
                        isAmong: place.owner.ids(data))
            }
        }
    }
}

/// Where a part is stored: columns of a table, and which of its rows are a party's.
private struct PersonalPlace {
    enum Owner {
        case party(String)
        case account

        var column: String {
            switch self {
            case .party(let column): column
            case .account: "account_id"
            }
        }

        func ids(_ data: PartyData) -> [Int64] {
            switch self {
            case .party: [data.party]
            case .account: data.accounts
            }
        }
    }

    let table: FactTable
    let owner: Owner
    let columns: [String]
}

extension PersonalPart {
    fileprivate var places: [PersonalPlace] {
        func party(_ columns: String...) -> PersonalPlace {
            PersonalPlace(table: .party, owner: .party("id"), columns: columns)
        }
        switch self {
        case .name: return [party("name")]
        case .postalAddress: return [party("postal_address")]
        case .contacts: return [party("email", "phone")]
        case .needs: return [party("vulnerability"), of(.need, "kind", "consent", "note")]
        case .preferences: return [of(.preference, "evidence")]
        case .holds: return [ofAccount(.hold, "reason")]
        case .relations:
            return [
                ofAccount(.jointParty, "evidence"), ofAccount(.payer, "evidence"),
                of(.jointParty, "evidence"), of(.payer, "evidence"),
                of(.agent, "name", "contact", "evidence"),
            ]
        case .reasons, .answers: return []
        }
    }

    private func of(_ table: FactTable, _ columns: String...) -> PersonalPlace {
        PersonalPlace(table: table, owner: .party("party_id"), columns: columns)
    }

    private func ofAccount(_ table: FactTable, _ columns: String...) -> PersonalPlace {
        PersonalPlace(table: table, owner: .account, columns: columns)
    }
}
