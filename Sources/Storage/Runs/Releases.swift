package import Billing
package import Ledger
import Measures

/// A bill's entry as a release posts it.
package struct BillEntry: Sendable, Hashable {
    package let entry: Entry
    package let billID: Int64

    package init(_ entry: Entry, billID: Int64) {
        self.entry = entry
        self.billID = billID
    }
}

/// The numbers of one series that a run has used.
package struct NumberSpan: Sendable, Hashable {
    package let series: String
    package let numbers: ClosedRange<Int64>
    package let bills: Int

    /// As printed, `NORTHGATE-00000042 to NORTHGATE-00000057`.
    package var text: String {
        let ends = [numbers.lowerBound, numbers.upperBound].map {
            ReleasePage.Issue(series: series, number: $0, billID: 0).reference
        }
        return ends[0] == ends[1] ? ends[0] : ends.joined(separator: " to ")
    }
}

extension Books {
    /// The numbers given to the bills of a run, by series.
    package func numbers(ofRun id: Int64) throws -> [NumberSpan] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT series, MIN(number), MAX(number), COUNT(*) FROM issued_bill
                WHERE run_id = ? GROUP BY series ORDER BY series
                """, arguments: [id]
        ).map { row in
            NumberSpan(
                series: row[0], numbers: (row[1] as Int64)...(row[2] as Int64), bills: row[3])
        }
    }

    /// The last number given in a series; zero before the first.
    package func lastNumber(of series: String) throws -> Int64 {
        let sql = "SELECT MAX(number) FROM issued_bill WHERE series = ?"
        return try Int64.fetchOne(db, sql: sql, arguments: [series]) ?? 0
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

    /// Writes the rows of a release page: the numbers, and the postings of their bills.
    package func insertRows(
        of page: ReleasePage, entries: [BillEntry], sequence: Int64
    ) throws {
        var issues = try RowWriter(db, .issue)
        try page.issues(into: &issues)
        var postings = try RowWriter(db, .posting)
        try entries.postings(sequence: sequence, into: &postings)
    }
}

extension ReleasePage {
    func issues(into row: inout some RowSink & ~Copyable) throws {
        for issue in issues.sorted(by: { ($0.series, $0.number) < ($1.series, $1.number) }) {
            row.add(issue.series)
            row.add(issue.number)
            row.add(issue.billID)
            row.add(runID)
            row.add(issuedOn)
            row.add(dueOn)
            try row.insert()
        }
    }
}

extension [BillEntry] {
    func postings(sequence: Int64, into row: inout some RowSink & ~Copyable) throws {
        var number = 0
        for (index, bill) in enumerated() {
            for posting in bill.entry.postings {
                number += 1
                row.add(sequence)
                row.add(number)
                row.add(index + 1)
                row.add(bill.entry.day)
                row.add(bill.entry.reference)
                row.add(posting.account.rawValue)
                row.add(posting.customer)
                row.add(posting.amount.currency.rawValue)
                row.add(posting.amount.minorUnits)
                row.add(bill.billID)
                try row.insert()
            }
        }
    }
}
