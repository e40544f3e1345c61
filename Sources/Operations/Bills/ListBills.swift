package import Billing
import Storage

/// Released bills, the last ones first.
package struct ListBills: Sendable {
    let door: Door

    package init(_ door: Door) { self.door = door }

    /// At most `last` bills of an account, by its code.
    package func ofAccount(_ code: String, last: Int) throws -> [IssuedBill] {
        try door.read(.readAccounts, rows: .account(code)) { books in
            guard let account = try books.customers.account(code: code) else {
                throw AccountUnknown(code: code)
            }
            return try books.bills.issuedBills(ofAccount: account.id, last: last)
        }
    }

    /// At most `last` bills of a run; of the last run unless one is named.
    package func ofRun(_ id: Int64?, last: Int = Int.max) throws -> [IssuedBill] {
        try door.read(.readAccounts) { books in
            try books.bills.issuedBills(ofRun: try books.runRecord(id).id, last: last)
        }
    }
}

/// There is no account with this code.
package struct AccountUnknown: Error, Hashable, Sendable {
    package let code: String

    package init(code: String) { self.code = code }
}
