package import Billing
import GRDB
package import Ledger
import Measures

/// Bill numbers and postings: what a release writes.
extension Books {
    /// The last number given in each series.
    package func lastNumbers() throws -> [String: Int64] {
        let rows = try Row.fetchAll(
            db, sql: "SELECT series, MAX(number) AS number FROM issued_bill GROUP BY series")
        return Dictionary(uniqueKeysWithValues: rows.map { ($0["series"], $0["number"]) })
    }

    /// The series (the scheme) of each premises of a batch.
    package func series(
        ofPremises premises: ClosedRange<Int64>, _ known: Knowledge
    ) throws -> [Int64: String] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT id, scheme FROM premises
                WHERE id BETWEEN ? AND ? AND known_from <= ? AND known_to > ?
                """,
            arguments: [premises.lowerBound, premises.upperBound, known.event, known.event])
        return Dictionary(uniqueKeysWithValues: rows.map { ($0["id"], $0["scheme"]) })
    }

    /// Writes the rows of a release page: the numbers, and the entries of their bills.
    package func insertRows(
        of page: ReleasePage, entries: [(entry: Entry, billID: Int64)],
        sequence: Int64
    ) throws {
        var row = try RowWriter(
            db, into: "issued_bill",
            ["series", "number", "bill_id", "run_id", "issued_on", "due_on"])
        for issue in page.issues {
            row.add(issue.series)
            row.add(issue.number)
            row.add(issue.billID)
            row.add(page.runID)
            row.add(page.issuedOn)
            row.add(page.dueOn)
            try row.insert()
        }
        try post(entries.map { ($0.entry, $0.billID) }, sequence: sequence)
    }

    /// Writes the postings of entries that a page of the journal holds.
    package func post(
        _ entries: [(entry: Entry, billID: Int64?)], sequence: Int64
    ) throws {
        var row = try RowWriter(
            db, into: "posting",
            [
                "page_sequence", "posting_no", "entry_no", "day", "reference",
                "ledger_account", "account_id", "currency", "amount", "bill_id",
            ])
        var number = 0
        for (entryNo, (entry, billID)) in entries.enumerated() {
            for posting in entry.postings {
                number += 1
                row.add(sequence)
                row.add(number)
                row.add(entryNo + 1)
                row.add(entry.day)
                row.add(entry.reference)
                row.add(posting.account.rawValue)
                row.add(posting.customer)
                row.add(posting.amount.currency.rawValue)
                row.add(posting.amount.minorUnits)
                row.add(billID)
                try row.insert()
            }
        }
    }
}
