import Billing
import Measures
package import Storage
import Synchronization

/// Gives the bills of an approved run their numbers and posts them, batch by batch.
///
/// Numbers follow the order of the bills without a gap. A release that was interrupted goes
/// on where its last page ends; two at the same time take turns and give each number once.
package struct ReleaseRun: Sendable {
    let door: Door
    /// Days from issue to the due date.
    package let paymentDays: Int
    /// Told to leave it keeps the batches in hand and throws `WorkCancelled`.
    package let cancellation: Cancellation

    package init(
        _ door: Door, paymentDays: Int = 14,
        cancellation: Cancellation = Cancellation()
    ) {
        self.door = door
        self.paymentDays = paymentDays
        self.cancellation = cancellation
    }

    /// Returns once all bills have their numbers, durable; their rows follow
    /// (`Installation.writeRowsDue`). Gives the numbers that the run has used.
    @discardableResult
    package func callAsFunction(
        run id: Int64? = nil, report: Progress.Report = { _ in }
    ) throws -> [NumberSpan] {
        let number = try number(id)
        let (run, issuedOn) = try door.step(.releaseRuns, rows: .before(run: number)) {
            try start(number, $0)
        }
        let parts = try door.read(.readBooks, rows: .none) { try unreleased(of: run, $0) }
            .cut(into: ReleaseRun.batchesAtOnce)
        try eachPart(of: parts, run) { heads in
            try door.follow(inSlices: heads) { try release($0, run, issuedOn: issuedOn, books: $1) }
            if let last = heads.last?.batch {
                report(Progress(last.number, of: run.batches, "batches"))
            }
        }
        return try door.step(.releaseRuns, rows: .none) { try finish(run.id, $0) }
    }

    /// Takes the bills of parts in their order, while those of the next are read on other cores.
    private func eachPart(
        of parts: [[RunBatch]], _ run: RunRecord, _ take: ([BatchHeads]) throws -> Void
    ) throws {
        let left = Mutex(parts[...])
        try prefetch(
            ReleaseRun.partsAhead,
            read: { cancellation.isRequested ? nil : left.withLock { $0.popFirst() } },
            make: { try heads(of: $0, run) }
        ) { try take($1) }
    }

    private func finish(_ id: Int64, _ step: JourneyStep) throws -> [NumberSpan] {
        let books = step.books
        let run = try books.runRecord(id)
        let left = try cancellation.isRequested ? unreleased(of: run, books).count : 0
        guard left == 0 else {
            throw WorkCancelled(.releasing(run: id), done: run.batches - left, of: run.batches)
        }
        if run.state == .releasing { try step.advance(run, by: .allReleased) }
        return try books.runs.numbers(ofRun: id)
    }

    /// Batches that are read together, and numbered together where nobody waits for a writer.
    private static let batchesAtOnce = 8

    /// Parts that are read and not released yet.
    private static let partsAhead = 3

    /// The numbers that the run would use; nothing is kept.
    package func preview(run id: Int64? = nil) throws -> [NumberSpan] {
        let number = try number(id)
        return try door.step(.releaseRuns, isDryRun: true, rows: .before(run: number)) { step in
            let books = step.books
            let (run, issuedOn) = try start(number, step)
            for batch in try unreleased(of: run, books) {
                try release(try books.heads(of: batch, run), run, issuedOn: issuedOn, books: books)
            }
            return try books.runs.numbers(ofRun: run.id)
        }
    }

    private func number(_ id: Int64?) throws -> Int64 {
        try door.read(.readBooks, rows: .none) { try $0.runRecord(id).id }
    }

    /// The day of issue is the business day on which the release began.
    private func start(_ id: Int64, _ step: JourneyStep) throws -> (RunRecord, Day) {
        let books = step.books
        try books.maintenance.refuseStrays(.release)
        let run = try books.runRecord(id)
        let isChecked = try run.state == .releasing || books.hasContentOfApproval(run)
        try step.advance(run, by: .release)
        if !isChecked { try books.content(of: run).refuseMissing() }
        let began = try books.runs.steps(runID: run.id).last { $0.state == .releasing }
        return (run, try began?.day ?? books.businessDay())
    }

    private func unreleased(of run: RunRecord, _ books: Books) throws -> [RunBatch] {
        let done = try books.runs.batchesWritten(kind: .release, runID: run.id)
        return try books.runs.batches(runID: run.id).filter { !done.contains($0.number) }
    }

    private func heads(of batches: [RunBatch], _ run: RunRecord) throws -> [BatchHeads] {
        try door.read(.readBooks, rows: .none) { books in
            try batches.map { try books.heads(of: $0, run) }
        }
    }

    private func release(
        _ bills: BatchHeads, _ run: RunRecord, issuedOn: Day, books: Books
    ) throws {
        let batch = bills.batch
        if try books.runs.hasPage(kind: .release, runID: run.id, batch: batch.number) { return }
        try books.runs.commit(
            ReleasePage(
                runID: run.id, batch: batch.number, issuedOn: issuedOn,
                dueOn: issuedOn + paymentDays, issues: try issues(of: bills, books)))
    }

    /// The next numbers of each series, in the order of the bills.
    private func issues(
        of bills: BatchHeads, _ books: Books
    ) throws -> [ReleasePage.Issue] {
        var numbers: [String: Int64] = [:]
        return try bills.heads.map { bill in
            guard let name = bills.series[bill.premisesID] else {
                throw RunProblem.controlTotals("premises \(bill.premisesID) has no scheme")
            }
            guard bill.outOfBalance == 0 else {
                throw RunProblem.controlTotals(
                    "bill \(bill.id) is out of balance by \(bill.outOfBalance) minor units")
            }
            let number = try (numbers[name] ?? books.runs.lastNumber(of: name)) + 1
            numbers[name] = number
            return ReleasePage.Issue(
                series: name, number: number, billID: bill.id, postings: bill.postings)
        }
    }
}

/// What numbering needs of the bills of a batch.
private struct BatchHeads: Sendable {
    let batch: RunBatch
    let heads: [BillHead]
    /// The series of each premises.
    let series: [Int64: String]
}

extension Books {
    /// From the page of a batch, and from what was known when its run was planned.
    fileprivate func heads(of batch: RunBatch, _ run: RunRecord) throws -> BatchHeads {
        guard let stored = try runs.page(kind: .run, runID: run.id, batch: batch.number) else {
            throw RunProblem.batchesMissing([batch.number])
        }
        return BatchHeads(
            batch: batch, heads: try RunPage.heads(of: stored.content),
            series: try runs.series(ofPremises: batch.premises, Knowledge(at: run.plannedEvent)))
    }
}
