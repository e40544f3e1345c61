import Billing
import Measures
package import Storage

/// Gives the bills of an approved run their numbers and posts them, batch by batch.
///
/// Numbers follow the order of the bills without a gap. A release that was interrupted goes
/// on where its last page ends; two at the same time take turns and give each number once.
package struct ReleaseRun: Sendable {
    package let installation: Installation
    package let actor: String
    /// Days from issue to the due date.
    package let paymentDays: Int

    package init(installation: Installation, actor: String, paymentDays: Int = 14) {
        self.installation = installation
        self.actor = actor
        self.paymentDays = paymentDays
    }

    /// Gives the numbers that the run has used.
    @discardableResult
    package func callAsFunction(
        run id: Int64? = nil, report: Progress.Report = { _ in }
    ) throws -> [NumberSpan] {
        let (run, issuedOn) = try installation.write { try start(id, $0) }
        let batches = try installation.read { books in
            let done = try books.batchesWritten(kind: .release, runID: run.id)
            return try books.batches(runID: run.id).filter { !done.contains($0.number) }
        }
        for batch in batches {
            try installation.write { try release(batch, run, issuedOn, $0) }
            report(Progress(batch.number, of: run.batches, "batches"))
        }
        try installation.write { books in
            let run = try books.runRecord(run.id)
            guard run.state == .releasing else { return }
            try books.advance(run, by: .allReleased, actor: actor)
        }
        return try installation.read { try $0.numbers(ofRun: run.id) }
    }

    /// The numbers that the run would use; nothing is kept.
    package func preview(run id: Int64? = nil) throws -> [NumberSpan] {
        try installation.tryOut { books in
            let (run, issuedOn) = try start(id, books)
            let done = try books.batchesWritten(kind: .release, runID: run.id)
            for batch in try books.batches(runID: run.id) where !done.contains(batch.number) {
                try release(batch, run, issuedOn, books)
            }
            return try books.numbers(ofRun: run.id)
        }
    }

    /// The day of issue is the business day on which the release began.
    private func start(_ id: Int64?, _ books: Books) throws -> (RunRecord, Day) {
        let run = try books.runRecord(id)
        let isChecked = try run.state == .releasing || books.hasContentOfApproval(run)
        try books.advance(run, by: .release, actor: actor)
        if !isChecked { try books.refuseMissingContent(run) }
        let began = try books.steps(runID: run.id).last { $0.state == .releasing }
        return (run, try began?.day ?? books.businessDay())
    }

    private func release(
        _ batch: RunBatch, _ run: RunRecord, _ issuedOn: Day, _ books: Books
    ) throws {
        if try books.hasPage(kind: .release, runID: run.id, batch: batch.number) { return }
        guard let stored = try books.page(kind: .run, runID: run.id, batch: batch.number) else {
            throw RunProblem.batchesMissing([batch.number])
        }
        let page = try RunPage(bytes: stored.content)
        let issues = try issues(of: page, batch, run, books)
        let release = ReleasePage(
            runID: run.id, batch: batch.number, issuedOn: issuedOn,
            dueOn: issuedOn + paymentDays, issues: issues)
        let link = try books.appendPage(
            kind: .release, runID: run.id, batch: batch.number, content: release.bytes)
        try books.insertRows(
            of: release, entries: try release.entries(of: page), sequence: link.sequence)
    }

    /// The next numbers of each series, in the order of the bills.
    private func issues(
        of page: RunPage, _ batch: RunBatch, _ run: RunRecord, _ books: Books
    ) throws -> [ReleasePage.Issue] {
        let series = try books.series(
            ofPremises: batch.premises, Knowledge(at: run.plannedEvent))
        var numbers: [String: Int64] = [:]
        return try page.bills.map { bill in
            guard let name = series[bill.premisesID] else {
                throw RunProblem.controlTotals("premises \(bill.premisesID) has no scheme")
            }
            let number = try (numbers[name] ?? books.lastNumber(of: name)) + 1
            numbers[name] = number
            return ReleasePage.Issue(series: name, number: number, billID: bill.id)
        }
    }
}

extension ReleasePage {
    /// The entries that the release posts: one for each bill, under its number.
    func entries(of page: RunPage) throws -> [BillEntry] {
        let bills = Dictionary(uniqueKeysWithValues: page.bills.map { ($0.id, $0) })
        return try issues.map { issue in
            guard let bill = bills[issue.billID] else {
                throw RunProblem.controlTotals("no bill \(issue.billID) in batch \(batch)")
            }
            let entry = try bill.entry(day: issuedOn, reference: issue.reference)
            return BillEntry(entry, billID: bill.id)
        }
    }
}
