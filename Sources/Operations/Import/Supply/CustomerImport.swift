import Customers
import Interchange
import Measures
import Storage

/// customers.csv: a customer and one account in each row.
final class CustomerImport: RowImport {
    private let run: ImportRun
    private let parties: CodeIndex
    private let accounts: CodeIndex
    /// The event that erased data of a party.
    private let erased: [Int64: Int64]
    private var partiesSeen: [Int64: (line: Int, party: Party)] = [:]
    private var accountsSeen: [Int64: Int] = [:]

    init(_ run: ImportRun) throws {
        self.run = run
        parties = try run.books.codes(.party)
        accounts = try run.books.codes(.account)
        erased = try run.books.erasures.eventsByParty()
    }

    func take(_ row: CustomerRow, line: Int) throws -> Result<FactChange, RowWrong> {
        if let accountID = accounts[row.accountID], let seen = accountsSeen[accountID] {
            return wrong(
                .accountId, row.accountID,
                rule: "an account stands once in the file (line \(seen))",
                advice: "Keep one of the two rows.")
        }
        if let clash = clash(row) { return clash }
        return try .success(store(row, line))
    }

    /// What was erased does not come back with a file, and a customer is one and the same in it.
    private func clash(_ row: CustomerRow) -> Result<FactChange, RowWrong>? {
        if let event = parties[row.customerID].flatMap({ erased[$0] }) {
            return wrong(
                .customerId, row.customerID,
                rule:
                    "personal data of this customer was erased (event \(event)) and does not come back",
                advice: "Give somebody who is a customer again a new number.")
        }
        guard let id = parties[row.customerID], let seen = partiesSeen[id],
            seen.party != party(row, id)
        else { return nil }
        return wrong(
            .customerId, row.customerID,
            rule: "a customer with two accounts is the same in both rows (line \(seen.line))",
            advice: "Make name, contact and language the same.")
    }

    private func store(_ row: CustomerRow, _ line: Int) throws -> FactChange {
        let party = party(row, try parties.number(of: row.customerID))
        let account = Account(
            id: try accounts.number(of: row.accountID), code: row.accountID, partyID: party.id,
            openedOn: row.openedOn)
        partiesSeen[party.id] = (line, party)
        accountsSeen[account.id] = line
        let changes = [
            try run.books.customers.put(party, event: run.event),
            try run.books.customers.put(account, event: run.event),
        ]
        return changes.contains(.superseded) ? .superseded : changes[1] == .new ? .new : changes[0]
    }

    private func party(_ row: CustomerRow, _ id: Int64) -> Party {
        Party(
            id: id, code: row.customerID, name: row.name, email: row.email,
            language: row.language ?? "en-GB", isOrganisation: row.kind == .organisation,
            phone: row.phone, postalAddress: row.postalAddress, vulnerability: row.vulnerability)
    }
}
