package import Ledger
package import Measures
package import Storage

/// What is posted: balances and statements, on a day, or today unless one is named.
package struct ShowLedger: Sendable {
    package typealias Balance = (account: LedgerAccount, amount: Money)

    let door: Door

    package init(_ door: Door) { self.door = door }

    /// Every ledger account with its balance at the end of the day.
    package func trialBalance(on day: Day?) throws -> (day: Day, balances: [Balance]) {
        try door.read(.readLedger, rows: .none) { books in
            let day = try day ?? books.businessDay()
            return (day, try books.ledger.balances(on: day))
        }
    }

    /// What was posted to an account, by its code, up to and with the day.
    package func statement(
        of account: String, on day: Day?
    ) throws -> (day: Day, rows: [StatementRow]) {
        try door.read(.readLedger, rows: .account(account)) { books in
            guard let found = try books.customers.account(code: account) else {
                throw AccountUnknown(code: account)
            }
            let day = try day ?? books.businessDay()
            return (day, try books.ledger.statement(ofAccount: found.id, through: day))
        }
    }

    /// The last page and the last event, to be kept outside the books.
    package func head() throws -> LedgerHead {
        try door.read(.readLedger, rows: .none) { try $0.ledger.ledgerHead() }
    }
}

extension VerifyJournal {
    /// Proves the journal of an installation; the pages and their entries alone where asked.
    package static func verdict(
        of door: Door, pagesAlone: Bool, report: Progress.Report = { _ in }
    ) throws -> Verdict {
        try door.read(.readLedger, rows: .none) { books in
            let journal = VerifyJournal(books)
            return pagesAlone
                ? try journal.pagesAlone(report: report) : try journal(report: report)
        }
    }
}

extension ExportJournal {
    /// Writes the journal of an installation piece by piece. Gives the number of entries.
    package static func write(
        _ door: Door, for program: Program, to write: ([UInt8]) throws -> Void
    ) throws -> Int {
        try door.read(.readLedger) { try ExportJournal($0)(for: program, write: write) }
    }

    /// Writes it to a file, which is there as a whole or not at all.
    package static func write(
        _ door: Door, for program: Program, toFile path: String
    ) throws -> Int {
        try WholeFile.write(to: path) { try write(door, for: program, to: $0.write) }
    }
}
