package import Billing
package import Ledger
package import Measures
package import Storage

/// Proves the journal: each page follows the one before, and each row is what its page says. Of
/// a page whose rows are still due only the page is proved.
package struct VerifyJournal {
    /// What was proved, up to the first fault where there is one.
    package struct Verdict: Sendable {
        package var pages = 0
        package var bills = 0
        /// What the release pages post.
        var sums = JournalSums()
        package var entries: Int { sums.entries }
        package var postings: Int { sums.postings }
        package var balances: [(account: LedgerAccount, amount: Money)] { sums.sorted }
        /// Sums of all postings by currency: zero each.
        package var trialBalance: [String: Int64] = [:]
        package var head: Digest = .none
        package var fault: Fault?
        /// Rows that were found as the pages say.
        var rows = RowCounts()
    }

    package enum Fault: Sendable, Hashable {
        case chain(ChainBroken)
        /// The page's bytes hash right but are no page.
        case content(sequence: Int64)
        case row(RowAltered, page: Int64)
        /// A row that no page accounts for.
        case stray(RowAltered)
        /// A tariff or policy in the books is not the one that the page's bills follow.
        case rule(RulePart, page: Int64)
        /// A run has reached a state for which a page of it must be there.
        case pagesMissing(run: Int64, batches: Int, pages: Int)
        case doesNotBalance(currency: String, by: Int64)
        /// What was noted of a page is not what it comes to.
        case figures(page: Int64)
        /// A release page posts other than its bill says, or an entry that does not add up.
        case entry(bill: String, page: Int64)
    }

    private let books: Books

    package init(_ books: Books) { self.books = books }

    /// Proves all of it.
    package func callAsFunction(report: Progress.Report = { _ in }) throws -> Verdict {
        let rules = try books.tariffs.ruleParts()
        var verdict = try followed(report, look: { _ in }) { page, _, verdict in
            try check(page, rules, verdict: &verdict)
        }
        if verdict.fault == nil { verdict.fault = try missing(&verdict) }
        try checkBalance(&verdict)
        return verdict
    }

    /// Proves the pages by themselves: that each follows the one before, that every entry on them
    /// adds up to zero, and what the accounts come to. No row of a table is looked at.
    package func pagesAlone(report: Progress.Report = { _ in }) throws -> Verdict {
        var verdict = try followed(report, look: JournalSums.posted(on:)) { page, sums, verdict in
            guard page.kind == .release else { return }
            if let sums { return try verdict.sums.add(sums) }
            try books.ledger.add(page, to: &verdict.sums)
        }
        verdict.bills = verdict.entries
        for (_, amount) in verdict.balances {
            verdict.trialBalance[amount.currency.rawValue, default: 0] += amount.minorUnits
        }
        refuseImbalance(&verdict)
        return verdict
    }

    /// Goes along the chain, and asks `check` of each page, up to the first fault. What a page
    /// says by itself, its digest and what `look` finds, is worked out on another core.
    private func followed<Found: Sendable>(
        _ report: Progress.Report, look: @escaping @Sendable (StoredPage) throws -> Found,
        check: (StoredPage, Found, inout Verdict) throws -> Void
    ) throws -> Verdict {
        var (verdict, last) = (Verdict(), Link.origin)
        let count = try books.runs.pageCount()
        let result = Result {
            try books.lookedAt(look) { page in
                try last.verify(page.stored.link, digest: page.digest)
                try check(page.stored, try page.found.get(), &verdict)
                last = page.stored.link
                verdict.pages += 1
                report(Progress(verdict.pages, of: count, "pages"))
            }
        }
        if case .failure(let error) = result {
            guard let fault = Fault(error, page: last.sequence + 1) else { throw error }
            verdict.fault = fault
        }
        verdict.head = last.digest
        return verdict
    }

    fileprivate struct RuleAltered: Error { let part: RulePart }
    fileprivate struct EntryAltered: Error { let bill: String }

    private func check(
        _ stored: StoredPage, _ rules: Set<RulePart>, verdict: inout Verdict
    ) throws {
        switch stored.kind {
        case .run:
            let page = try RunPage(bytes: stored.content)
            try check(page.ruleSets, rules)
            verdict.rows.add(try books.runs.checkFigures(of: page))
            verdict.rows.add(try books.runs.checkEstimates(of: page))
            if try !books.runs.isDue(stored.link.sequence) {
                verdict.rows.add(try books.runs.checkRows(of: page))
            }
            verdict.bills += page.bills.count
        case .release:
            try books.ledger.add(stored, to: &verdict.sums)
            try checkRelease(stored, &verdict)
        case .entry: throw MalformedBytes(offset: 0)
        }
    }

    /// A release page posts what its bills demand, and so do its rows.
    private func checkRelease(_ stored: StoredPage, _ verdict: inout Verdict) throws {
        let (run, sequence) = (stored.runID, stored.link.sequence)
        guard let page = try books.runs.page(kind: .run, runID: run, batch: stored.batch) else {
            throw ChainBroken.missing(sequence: sequence)
        }
        let (release, bills) = (
            try ReleasePage(bytes: stored.content), try RunPage(bytes: page.content)
        )
        let entries = try release.entries(of: bills)
        let demanded = try release.entries(following: bills)
        if let wrong = zip(entries, demanded).first(where: { $0 != $1 })?.0 {
            throw EntryAltered(bill: wrong.entry.reference)
        }
        verdict.rows.add(try books.runs.checkSpans(of: release, sequence: sequence))
        guard try !books.runs.isDue(sequence) else { return }
        verdict.rows.add(
            try books.runs.checkRows(of: release, entries: entries, sequence: sequence))
    }

    /// The versions that bills follow are in the books, with the texts they were made by.
    private func check(_ sets: [RuleSet], _ rules: Set<RulePart>) throws {
        guard sets.allSatisfy({ $0.isWhole(SHA256.function) }) else {
            throw MalformedBytes(offset: 0)
        }
        for part in sets.flatMap(\.parts) where part.version > 0 && !rules.contains(part) {
            throw RuleAltered(part: part)
        }
    }

    /// What the chain cannot tell: pages taken away from its end, and rows of no page.
    private func missing(_ verdict: inout Verdict) throws -> Fault? {
        do {
            verdict.rows.add(try books.runs.checkDelivered())
        } catch let altered as RowAltered { return .stray(altered) }
        if let stray = try books.runs.strayRow(verdict.rows) { return .stray(stray) }
        for run in try books.runs.all() {
            for kind in run.state.pagesDue {
                let pages = try books.runs.batchesWritten(kind: kind, runID: run.id).count
                guard pages == run.batches else {
                    return .pagesMissing(run: run.id, batches: run.batches, pages: pages)
                }
            }
        }
        return nil
    }

    private func checkBalance(_ verdict: inout Verdict) throws {
        verdict.trialBalance = try books.ledger.postingSums()
        refuseImbalance(&verdict)
    }

    private func refuseImbalance(_ verdict: inout Verdict) {
        guard verdict.fault == nil,
            let wrong = verdict.trialBalance.sorted(by: { $0.key < $1.key })
                .first(where: { $0.value != 0 })
        else { return }
        verdict.fault = .doesNotBalance(currency: wrong.key, by: wrong.value)
    }
}

extension VerifyJournal.Fault {
    /// The fault that was met on a page; nil for an error that says nothing of the journal.
    fileprivate init?(_ error: any Error, page: Int64) {
        switch error {
        case let broken as ChainBroken: self = .chain(broken)
        case let altered as RowAltered: self = .row(altered, page: page)
        case let altered as VerifyJournal.RuleAltered: self = .rule(altered.part, page: page)
        case let altered as VerifyJournal.EntryAltered:
            self = .entry(bill: altered.bill, page: page)
        case is FiguresAltered: self = .figures(page: page)
        case JournalSums.Refused.doesNotBalance(let bill):
            self = .entry(bill: "\(bill)", page: page)
        case is MalformedBytes: self = .content(sequence: page)
        case let damaged as JournalDamaged: self = .content(sequence: damaged.sequence)
        default: return nil
        }
    }
}

extension VerifyJournal.Fault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .figures(let page): "What was noted of page \(page) is not what it comes to."
        case .entry(let bill, let page):
            "Page \(page) posts bill \(bill) otherwise than the bill demands."
        case .chain(.missing(let sequence)): "Page \(sequence) is missing."
        case .chain(.previousDiffers(let sequence)):
            "Page \(sequence) does not follow the page before it."
        case .chain(.contentDiffers(let sequence)):
            "Page \(sequence) was altered: its content does not give its digest."
        case .content(let sequence): "Page \(sequence) cannot be read."
        case .row(let row, let page):
            "Table \(row.table), \(row.row): \(row.column) is \(row.stored), "
                + "but page \(page) says \(row.expected)."
        case .stray(let row): VerifyJournal.Fault.description(row)
        case .rule(let part, let page):
            "\(part.name), version \(part.version): its text is not the one that the bills of "
                + "page \(page) were made by."
        case .pagesMissing(let run, let batches, let pages):
            "Run \(run): of its batches \(batches - pages) are without their page."
        case .doesNotBalance(let currency, let by):
            "The postings in \(currency) are out of balance by \(by) minor units."
        }
    }

    /// A row too many, or a table with another number of rows.
    private static func description(_ row: RowAltered) -> String {
        row.column == "count"
            ? "Table \(row.table) has \(row.stored) \(row.row), but all pages together say "
                + "\(row.expected)."
            : "Table \(row.table), \(row.row): no page has this row."
    }
}
