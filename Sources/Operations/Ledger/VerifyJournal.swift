import Billing
package import Ledger
package import Measures
package import Storage

/// Proves the journal: each page follows the one before, and each row is what its page says.
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
        case doesNotBalance(currency: String, by: Int64)
    }

    private let books: Books

    package init(_ books: Books) { self.books = books }

    package func callAsFunction(report: Progress.Report = { _ in }) throws -> Verdict {
        var verdict = Verdict()
        var last = Link.origin
        let count = try books.pageCount()
        do {
            try books.forEachPage { page in
                try last.verify(page.link, holding: page.content, hash: SHA256.function)
                try check(page, &verdict)
                last = page.link
                verdict.pages += 1
                report(Progress(verdict.pages, of: count, "pages"))
            }
        } catch let broken as ChainBroken {
            verdict.fault = .chain(broken)
        } catch let altered as RowAltered {
            verdict.fault = .row(altered, page: last.sequence + 1)
        } catch is MalformedBytes {
            verdict.fault = .content(sequence: last.sequence + 1)
        }
        verdict.head = last.digest
        try checkBalance(&verdict)
        return verdict
    }

    private func check(_ stored: StoredPage, _ verdict: inout Verdict) throws {
        switch stored.kind {
        case .run:
            let page = try RunPage(bytes: stored.content)
            try books.checkRows(of: page)
            verdict.bills += page.bills.count
        case .release:
            let release = try ReleasePage(bytes: stored.content)
            guard
                let run = try books.page(
                    kind: .run, runID: release.runID, batch: release.batch)
            else { throw ChainBroken.missing(sequence: stored.link.sequence) }
            let entries = try release.entries(of: try RunPage(bytes: run.content))
            try books.checkRows(of: release, entries: entries, sequence: stored.link.sequence)
            verdict.entries += entries.count
        case .entry: throw MalformedBytes(offset: 0)
        }
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
