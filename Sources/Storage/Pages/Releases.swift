package import Billing
import Ledger
import Measures

extension RunStore {
    /// The series (the scheme) of each premises of a batch.
    package func series(
        ofPremises premises: ClosedRange<Int64>, _ known: Knowledge
    ) throws -> [Int64: String] {
        var rows = try Columns(
            db,
            """
            SELECT id, scheme FROM premises
            WHERE id BETWEEN ? AND ? AND known_from <= ? AND known_to > ?
            """, with: [premises.lowerBound, premises.upperBound, known.event, known.event])
        var (series, texts) = ([Int64: String](), KnownTexts<String>())
        while try rows.next() { series[rows.int(0)] = texts.value(rows.bytes(1)) }
        return series
    }
}

extension ReleasePage {
    /// The ledger entries of a release, one for each bill under its number. Pages of format 1 take
    /// them from the run page.
    package func entries(of bills: @autoclosure () throws -> RunPage) throws -> [BillEntry] {
        guard format == .two else { return try entries(following: try bills()) }
        return try issues.map { issue in
            let entry = try Entry(
                day: issuedOn, reference: issue.reference, postings: issue.postings)
            return BillEntry(entry, billID: issue.billID)
        }
    }

    /// The entries that follow from the bills (rules F5).
    package func entries(following page: RunPage) throws -> [BillEntry] {
        let bills = Dictionary(page.bills.map { ($0.id, $0) }) { first, _ in first }
        return try issues.map { issue in
            guard let bill = bills[issue.billID] else {
                throw BrokenRow(what: "batch \(batch) of run \(runID): no bill \(issue.billID)")
            }
            let entry = try bill.entry(day: issuedOn, reference: issue.reference)
            return BillEntry(entry, billID: bill.id)
        }
    }

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
