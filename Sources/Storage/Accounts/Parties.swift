package import Customers
import Measures

extension FactTable {
    static let party = FactTable(
        "party", key: ["id"],
        columns: [
            "code", "name", "email", "language", "kind", "phone", "postal_address",
            "vulnerability",
        ],
        personal: [
            "name": .personal, "email": .personal, "phone": .personal,
            "postal_address": .personal, "vulnerability": .protected,
        ])
}

extension FactTable {
    static let account = FactTable(
        "account", key: ["id"], columns: ["code", "party_id", "opened_on"])
}

extension Row {
    /// The text of a column; nil where there is none, or an erased one.
    func textOrNil(_ column: Int) -> String? {
        let text: String? = self[column]
        return text?.isEmpty == true ? nil : text
    }
}

extension CustomerStore {
    package func put(_ party: Party, event: Int64) throws -> FactChange {
        try FactTable.party.put(
            [party.id.databaseValue],
            [
                party.code.databaseValue, party.name.databaseValue,
                party.email?.databaseValue ?? .null, party.language.databaseValue,
                (party.isOrganisation ? "organisation" : "person").databaseValue,
                party.phone?.databaseValue ?? .null,
                party.postalAddress?.databaseValue ?? .null,
                party.vulnerability.joined(separator: ";").databaseValue,
            ], event: event, in: books)
    }

    package func put(_ account: Account, event: Int64) throws -> FactChange {
        try FactTable.account.put(
            [account.id.databaseValue],
            [
                account.code.databaseValue, account.partyID.databaseValue,
                (account.openedOn?.description).databaseValue,
            ], event: event, in: books)
    }

    package func party(_ id: Int64, known: Knowledge = .now) throws -> Party? {
        try FactTable.party.row(known, "AND id = ?", with: [id.databaseValue], in: db).map(party)
    }

    /// Parties by id.
    package func parties(_ ids: [Int64], known: Knowledge = .now) throws -> [Int64: Party] {
        var found: [Int64: Party] = [:]
        try FactTable.party.rows(known, whose: "id", isAmong: ids, in: db) {
            found[$0[0]] = party($0)
        }
        return found
    }

    package func parties(known: Knowledge = .now) throws -> [Party] {
        try Array(FactTable.party.rows(known, "ORDER BY id", in: db).map(party))
    }

    package func party(code: String, known: Knowledge = .now) throws -> Party? {
        try FactTable.party.row(known, "AND code = ?", with: [code.databaseValue], in: db).map(
            party)
    }

    package func account(_ id: Int64, known: Knowledge = .now) throws -> Account? {
        try FactTable.account.row(known, "AND id = ?", with: [id.databaseValue], in: db).map(
            account)
    }

    package func account(code: String, known: Knowledge = .now) throws -> Account? {
        try FactTable.account.row(known, "AND code = ?", with: [code.databaseValue], in: db)
            .map(account)
    }

    /// Accounts by id.
    package func accounts(_ ids: [Int64], known: Knowledge = .now) throws -> [Int64: Account] {
        var found: [Int64: Account] = [:]
        try FactTable.account.rows(known, whose: "id", isAmong: ids, in: db) {
            found[$0[0]] = account($0)
        }
        return found
    }

    package func accounts(known: Knowledge = .now) throws -> [Account] {
        try Array(FactTable.account.rows(known, "ORDER BY id", in: db).map(account))
    }

    package func accounts(ofParty party: Int64, known: Knowledge = .now) throws -> [Account] {
        try FactTable.account.rows(
            known, "AND party_id = ? ORDER BY id", with: [party.databaseValue], in: db
        ).map(account)
    }

    private func party(_ row: Row) -> Party {
        Party(
            id: row[0], code: row[1], name: row[2], email: row.textOrNil(3), language: row[4],
            isOrganisation: row[5] == "organisation", phone: row.textOrNil(6),
            postalAddress: row.textOrNil(7),
            vulnerability: (row[8] as String).split(separator: ";").map(String.init))
    }

    private func account(_ row: Row) -> Account {
        Account(
            id: row[0], code: row[1], partyID: row[2],
            openedOn: (row[3] as String?).flatMap { Day($0) })
    }
}
