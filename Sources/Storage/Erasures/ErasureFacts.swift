package import Customers
import Measures

extension ErasureStore {
    /// What decides whether data of a party may go today.
    package func situation(of data: PartyData) throws -> ErasureSituation {
        var situation = ErasureSituation(today: try books.businessDay())
        let others = try sharedAccounts(of: data.party)
        situation.suppliedUpTo = try suppliedUpTo(data.accounts)
        situation.liableUpTo = try liableUpTo(others)
        situation.lastBill = try lastBill(data.accounts)
        situation.yearsKept = try yearsKept(data.accounts)
        situation.heldUpTo = try heldUpTo(
            data.accounts + others.map(\.account), on: situation.today)
        situation.needsUpTo = try books.needs.of(data.party).map(\.period.end).max()
        return situation
    }

    /// The first day without supply, over all accounts and as known now.
    private func suppliedUpTo(_ accounts: [Int64]) throws -> Day? {
        try books.supply.agreements(ofAccounts: accounts).values.joined()
            .filter { $0.kind == .occupied }.map(\.period.end).max()
    }

    /// Accounts of others that the party is liable for or pays, and the days on which it does.
    private func sharedAccounts(of party: Int64) throws -> [(account: Int64, period: Period)] {
        try books.jointParties.naming(party).map { ($0.owner, $0.period) }
            + books.payers.naming(party).map { ($0.owner, $0.period) }
    }

    /// The first day on which none of them is shared any more: at the latest when it is not supplied.
    private func liableUpTo(_ shared: [(account: Int64, period: Period)]) throws -> Day? {
        try shared.map { account, period in
            min(period.end, try suppliedUpTo([account]) ?? period.end)
        }.max()
    }

    /// The first day without a hold that keeps data (rule H6.5).
    private func heldUpTo(_ accounts: [Int64], on day: Day) throws -> Day? {
        try accounts.flatMap { try books.holds.of($0) }.stopping(.erasure, on: day)
            .map(\.period.end).max()
    }

    private func lastBill(_ accounts: [Int64]) throws -> Day? {
        let sql = """
            SELECT MAX(issued_bill.issued_on) FROM bill
            JOIN issued_bill ON issued_bill.bill_id = bill.id WHERE bill.account_id = ?
            """
        return try accounts.compactMap { account -> Day? in
            let text = try String.fetchOne(db, sql: sql, arguments: [account])
            return text.flatMap { Day($0) }
        }.max()
    }

    /// The longest time of the jurisdictions in which the accounts were supplied.
    private func yearsKept(_ accounts: [Int64]) throws -> Int {
        let sql = """
            SELECT DISTINCT premises.jurisdiction FROM agreement
            JOIN supply_point ON supply_point.id = agreement.supply_point_id
            JOIN premises ON premises.id = supply_point.premises_id
            WHERE agreement.account_id = ?
            """
        let years = try accounts.flatMap { try String.fetchAll(db, sql: sql, arguments: [$0]) }
            .map { ErasureSituation.yearsKept(in: $0) }
        return years.max() ?? ErasureSituation.yearsKept(in: "")
    }
}
