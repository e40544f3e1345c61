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
        package var entries = 0
        /// Sums of all postings by currency: zero each.
        package var trialBalance: [String: Int64] = [:]
        package var head: Digest = .none
        package var fault: Fault?
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
    }

    private let books: Books

    package init(_ books: Books) { self.books = books }

    package func callAsFunction(report: Progress.Report = { _ in }) throws -> Verdict {
        var verdict = Verdict()
        var last = Link.origin
        let count = try books.pageCount()
        let rules = try books.ruleParts()
        do {
            try books.forEachPage { page in
                try last.verify(page.link, holding: page.content, hash: SHA256.function)
                try check(page, rules, &verdict)
                last = page.link
                verdict.pages += 1
                report(Progress(verdict.pages, of: count, "pages"))
            }
        } catch let broken as ChainBroken {
            verdict.fault = .chain(broken)
        } catch let altered as RowAltered {
            verdict.fault = .row(altered, page: last.sequence + 1)
        } catch let altered as RuleAltered {
            verdict.fault = .rule(altered.part, page: last.sequence + 1)
        } catch is MalformedBytes {
            verdict.fault = .content(sequence: last.sequence + 1)
        } catch let damaged as JournalDamaged {
            verdict.fault = .content(sequence: damaged.sequence)
        }
        verdict.head = last.digest
        if verdict.fault == nil { verdict.fault = try missing() }
        try checkBalance(&verdict)
        return verdict
    }

    private struct RuleAltered: Error { let part: RulePart }

    private func check(
        _ stored: StoredPage, _ rules: Set<RulePart>, _ verdict: inout Verdict
    ) throws {
        let isDue = try books.isDue(stored.link.sequence)
        switch stored.kind {
        case .run:
            let page = try RunPage(bytes: stored.content)
            try check(page.ruleSets, rules)
            if !isDue { try books.checkRows(of: page) }
            verdict.bills += page.bills.count
        case .release:
            let release = try ReleasePage(bytes: stored.content)
            guard
                let run = try books.page(
                    kind: .run, runID: release.runID, batch: release.batch)
            else { throw ChainBroken.missing(sequence: stored.link.sequence) }
            let entries = try release.entries(of: try RunPage(bytes: run.content))
            if !isDue {
                try books.checkRows(of: release, entries: entries, sequence: stored.link.sequence)
            }
            verdict.entries += entries.count
        case .entry: throw MalformedBytes(offset: 0)
        }
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
    private func missing() throws -> Fault? {
        if let stray = try books.strayRow() { return .stray(stray) }
        for run in try books.runs() {
            for kind in run.state.pagesDue {
                let pages = try books.batchesWritten(kind: kind, runID: run.id).count
                guard pages == run.batches else {
                    return .pagesMissing(run: run.id, batches: run.batches, pages: pages)
                }
            }
        }
        return nil
    }

    private func checkBalance(_ verdict: inout Verdict) throws {
        verdict.trialBalance = try books.postingSums()
        guard verdict.fault == nil,
            let wrong = verdict.trialBalance.sorted(by: { $0.key < $1.key })
                .first(where: { $0.value != 0 })
        else { return }
        verdict.fault = .doesNotBalance(currency: wrong.key, by: wrong.value)
    }
}

extension RunState {
    /// The kinds of page that every batch of a run in this state has.
    fileprivate var pagesDue: [StoredPage.Kind] {
        switch self {
        case .planned, .calculating, .aborted: []
        case .review, .approved, .releasing: [.run]
        case .released: [.run, .release]
        }
    }
}

extension VerifyJournal.Fault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .chain(.missing(let sequence)): "Page \(sequence) is missing."
        case .chain(.previousDiffers(let sequence)):
            "Page \(sequence) does not follow the page before it."
        case .chain(.contentDiffers(let sequence)):
            "Page \(sequence) was altered: its content does not give its digest."
        case .content(let sequence): "Page \(sequence) cannot be read."
        case .row(let row, let page):
            """
            Table \(row.table), \(row.row): \(row.column) is \(row.stored), \
            but page \(page) says \(row.expected).
            """
        case .stray(let row): "Table \(row.table), \(row.row): no page has this row."
        case .rule(let part, let page):
            """
            \(part.name), version \(part.version): its text is not the one that the bills of page \
            \(page) were made by.
            """
        case .pagesMissing(let run, let batches, let pages):
            "Run \(run): of its batches \(batches - pages) are without their page."
        case .doesNotBalance(let currency, let by):
            "The postings in \(currency) are out of balance by \(by) minor units."
        }
    }
}
