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
    /// Told to leave it keeps the batches in hand and throws `LeftEarly`.
    package let leave: Leave

    package init(
        installation: Installation, actor: String, paymentDays: Int = 14, leave: Leave = Leave()
    ) {
        self.installation = installation
        self.actor = actor
        self.paymentDays = paymentDays
        self.leave = leave
    }

    /// Returns once all bills have their numbers, durable; their rows follow
    /// (`Installation.writeRowsDue`). Gives the numbers that the run has used.
    @discardableResult
    package func callAsFunction(
        run id: Int64? = nil, report: Progress.Report = { _ in }
    ) throws -> [NumberSpan] {
        let number = try number(id)
        let (run, issuedOn) = try installation.write(rows: .before(run: number)) {
            try start(number, $0)
        }
        let parts = try installation.read(rows: .none) { try unreleased(of: run, $0) }
            .cut(into: ReleaseRun.batchesAtOnce)
        try ahead(parts, make: { try leave.isTold ? [] : heads(of: $0, run) }) { heads in
            if heads.isEmpty { return }
            try installation.write(rows: .none) { books in
                for (batch, bills) in heads { try release(batch, bills, run, issuedOn, books) }
            }
            if let last = heads.last?.0 {
                report(Progress(last.number, of: run.batches, "batches"))
            }
        }
        return try installation.write(rows: .none) { try finish(run.id, $0) }
    }

    private func finish(_ id: Int64, _ books: Books) throws -> [NumberSpan] {
        let run = try books.runRecord(id)
        let left = try leave.isTold ? unreleased(of: run, books).count : 0
        guard left == 0 else {
            throw LeftEarly(.releasing(run: id), done: run.batches - left, of: run.batches)
        }
        if run.state == .releasing { try books.advance(run, by: .allReleased, actor: actor) }
        return try books.numbers(ofRun: id)
    }

    /// Batches that are numbered in one transaction.
    private static let batchesAtOnce = 8

    /// The numbers that the run would use; nothing is kept.
    package func preview(run id: Int64? = nil) throws -> [NumberSpan] {
        let number = try number(id)
        return try installation.tryOut(rows: .before(run: number)) { books in
            let (run, issuedOn) = try start(number, books)
            for batch in try unreleased(of: run, books) {
                try release(batch, try books.heads(of: batch, run), run, issuedOn, books)
            }
            return try books.numbers(ofRun: run.id)
        }
    }

    private func number(_ id: Int64?) throws -> Int64 {
        try installation.read(rows: .none) { try $0.runRecord(id).id }
    }

    /// The day of issue is the business day on which the release began.
    private func start(_ id: Int64, _ books: Books) throws -> (RunRecord, Day) {
        let run = try books.runRecord(id)
        let isChecked = try run.state == .releasing || books.hasContentOfApproval(run)
        try books.advance(run, by: .release, actor: actor)
        if !isChecked { try books.content(of: run).refuseMissing() }
        let began = try books.steps(runID: run.id).last { $0.state == .releasing }
        return (run, try began?.day ?? books.businessDay())
    }

    private func unreleased(of run: RunRecord, _ books: Books) throws -> [RunBatch] {
        let done = try books.batchesWritten(kind: .release, runID: run.id)
        return try books.batches(runID: run.id).filter { !done.contains($0.number) }
    }

    private func heads(
        of batches: [RunBatch], _ run: RunRecord
    ) throws -> [(RunBatch, [BillHead])] {
        try installation.read(rows: .none) { books in
            try batches.map { ($0, try books.heads(of: $0, run)) }
        }
    }

    private func release(
        _ batch: RunBatch, _ bills: [BillHead], _ run: RunRecord, _ issuedOn: Day, _ books: Books
    ) throws {
        if try books.hasPage(kind: .release, runID: run.id, batch: batch.number) { return }
        try books.commit(
            ReleasePage(
                runID: run.id, batch: batch.number, issuedOn: issuedOn,
                dueOn: issuedOn + paymentDays, issues: try issues(of: bills, batch, run, books)))
    }

    /// The next numbers of each series, in the order of the bills.
    private func issues(
        of bills: [BillHead], _ batch: RunBatch, _ run: RunRecord, _ books: Books
    ) throws -> [ReleasePage.Issue] {
        let series = try books.series(
            ofPremises: batch.premises, Knowledge(at: run.plannedEvent))
        var numbers: [String: Int64] = [:]
        return try bills.map { bill in
            guard let name = series[bill.premisesID] else {
                throw RunProblem.controlTotals("premises \(bill.premisesID) has no scheme")
            }
            guard bill.outOfBalance == 0 else {
                throw RunProblem.controlTotals(
                    "bill \(bill.id) is out of balance by \(bill.outOfBalance) minor units")
            }
            let number = try (numbers[name] ?? books.lastNumber(of: name)) + 1
            numbers[name] = number
            return ReleasePage.Issue(
                series: name, number: number, billID: bill.id, postings: bill.postings)
        }
    }
}

extension Books {
    /// What numbering needs of the bills of a batch, from its page.
    fileprivate func heads(of batch: RunBatch, _ run: RunRecord) throws -> [BillHead] {
        guard let stored = try page(kind: .run, runID: run.id, batch: batch.number) else {
            throw RunProblem.batchesMissing([batch.number])
        }
        return try RunPage.heads(of: stored.content)
    }
}
