package import Billing
package import Ledger
package import Measures

/// One posting of a customer's account, for statements.
package struct StatementRow: Sendable, Hashable {
    package let day: Day
    package let reference: String
    package let amount: Money
    package let billID: Int64?
}

extension LedgerStore {
    /// The sum of all postings by currency: the trial balance, zero each.
    package func postingSums() throws -> [String: Int64] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT currency, CAST(SUM(amount) AS {integer}) AS amount FROM posting
                GROUP BY currency
                """)
        return Dictionary(rows.map { ($0["currency"], $0["amount"]) }) { $0 &+ $1 }
    }

    /// Balances of the general ledger at the end of `day`, from the pages of the journal.
    package func balances(on day: Day) throws -> [(account: LedgerAccount, amount: Money)] {
        var sums = JournalSums()
        try books.runs.forEachPage(.release) { try add($0, to: &sums, through: day) }
        return sums.sorted
    }

    /// Adds the postings of a release page issued up to and including a day.
    package func add(
        _ page: StoredPage, to sums: inout JournalSums, through day: Day = .openEnd
    ) throws {
        do {
            if try sums.add(releasePage: page.content, through: day) { return }
        } catch JournalSums.Refused.malformed(let offset) {
            throw MalformedBytes(offset: offset)
        }
        let release = try ReleasePage(bytes: page.content)
        guard release.format == .one, release.issuedOn <= day,
            let bills = try self.books.runs.page(kind: .run, runID: page.runID, batch: page.batch)
        else { return }
        for bill in try release.entries(following: try RunPage(bytes: bills.content)) {
            try sums.add(bill.entry)
        }
    }

    /// What was posted to a customer's receivables up to and with `day`, oldest first.
    package func statement(ofAccount id: Int64, through day: Day) throws -> [StatementRow] {
        (try statements(ofAccounts: [id])[id] ?? []).filter { $0.day <= day }
    }

    /// What was posted to the receivables of customers, by account and oldest first.
    package func statements(ofAccounts ids: [Int64]) throws -> [Int64: [StatementRow]] {
        let sql = """
            SELECT account_id, day, reference, currency, amount, bill_id FROM posting
            WHERE account_id IN \(IDPieces.marks) ORDER BY day, page_sequence, posting_no
            """
        var found: [Int64: [StatementRow]] = [:]
        try rows(sql, of: ids) { row in
            let posted = StatementRow(
                day: try row.day(1), reference: row[2],
                amount: try money(row[3], row[4]), billID: row[5])
            found[row[0], default: []].append(posted)
        }
        return found
    }

    /// Every entry of the journal in order, rebuilt from its postings.
    package func forEachEntry(_ body: (Entry) throws -> Void) throws {
        let rows = try db.rows(
            """
            SELECT page_sequence, entry_no, day, reference, ledger_account, account_id,
              currency, amount
            FROM posting ORDER BY page_sequence, posting_no
            """, pieces: 4096)
        var (key, day, reference) = ((Int64(0), Int64(0)), Day(number: 0), "")
        var postings: [Posting] = []
        func close() throws {
            guard !postings.isEmpty else { return }
            try body(try entry(key, on: day, reference: reference, postings))
            postings.removeAll(keepingCapacity: true)
        }
        while let row = try rows.next() {
            let next: (Int64, Int64) = (row[0], row[1])
            if next != key { try close() }
            (key, day, reference) = (next, try row.day(2), row[3])
            postings.append(
                Posting(
                    LedgerAccount(row[4] as String), customer: row[5], try money(row[6], row[7])))
        }
        try close()
    }

    private func entry(
        _ key: (page: Int64, number: Int64), on day: Day, reference: String, _ postings: [Posting]
    ) throws -> Entry {
        guard let entry = try? Entry(day: day, reference: reference, postings: postings) else {
            throw BrokenRow(
                what: "entry \(key.number) of page \(key.page), which does not add up,")
        }
        return entry
    }

    private func money(_ currency: String, _ amount: Int64) throws -> Money {
        guard let known = Currency(rawValue: currency) else {
            throw BrokenRow(what: "posting in \(currency)")
        }
        return Money(minorUnits: amount, currency: known)
    }
}
