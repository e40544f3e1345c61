import Access
import Billing
import Measures
import Storage

/// A run whose batches are shared out among workers, on this machine or on others.
///
/// A batch is delivered in one transaction beside others: the rows that nobody else writes, and
/// its page. Linking is done in turn and in the order of the batches: the page joins the chain,
/// what was estimated becomes known, and with the last page the run goes to review. So the books
/// come out as if one process had done all of it.
struct SharedRun: Sendable {
    let inputs: RunInputs
    /// Who started the run, for whom all workers act, and with which event.
    private let starter: Caller
    private let event: Int64

    var run: RunRecord { inputs.run }

    init(_ run: RunRecord, _ books: Books) throws {
        inputs = try RunInputs(run, books)
        guard
            let began = try books.runs.steps(runID: run.id).last(where: { $0.state == .calculating }
            )
        else { throw RunRefused(state: run.state, event: .start) }
        (starter, event) = (try books.acts.caller(ofEvent: began.event), began.event)
    }

    /// Stores a page that was rated under a lease, and links it where its turn has come. Throws
    /// `LeaseLost`, and stores nothing, where the batch is somebody else's by now.
    func deliver(_ made: MadeBatch, _ lease: BatchLease, to installation: Installation) throws {
        let (page, bytes) = (made.page, made.content)
        try installation.share { books in
            guard try books.work.holds(lease) else { throw LeaseLost() }
            let findingAssignment = try books.runs.findingAssignment(
                of: run, atPremises: lease.batch.premises)
            try books.runs.insertOwnRows(
                of: page, raisedOn: run.plannedOn, assigner: findingAssignment.assigner)
            try books.runs.insert(made.figures)
            let isNext = try books.work.nextToLink(ofRun: run.id)?.batch == page.batch
            guard try isNext && books.work.takeTurn() else {
                return try books.work.keep(bytes, of: lease)
            }
            try link(page, bytes, books: books, installation: installation)
        }
    }

    /// Links the pages that were delivered and whose turn has come, a few at a time. Where another
    /// is writing it is left to whoever comes next. False where nothing was linked.
    @discardableResult
    func linkDelivered(in installation: Installation) throws -> Bool {
        try installation.share { books in
            guard try isNextDelivered(books) && books.work.takeTurn() else { return false }
            return try linkNext(books, installation)
        }
    }

    /// Brings the run to review when the last of its batches has a page.
    func finishIfDone(_ books: Books, _ installation: Installation) throws {
        guard try books.work.isWorkDone(ofRun: run.id) else { return }
        try books.work.closeWork(ofRun: run.id)
        let step = JourneyStep(
            books: books, door: Door(installation, starter), permission: .calculateRuns)
        try step.advance(try books.runRecord(run.id), by: .allBatchesDone)
        try books.work.callWorkers()
    }

    private func isNextDelivered(_ books: Books) throws -> Bool {
        try books.work.nextToLink(ofRun: run.id)?.isDelivered ?? false
    }

    private func linkNext(
        _ books: Books, _ installation: Installation, atMost count: Int = 16
    ) throws -> Bool {
        for linked in 0..<count {
            guard try isNextDelivered(books),
                let content = try books.work.nextDelivered(ofRun: run.id)
            else { return linked > 0 }
            try link(RunPage(bytes: content), content, books: books, installation: installation)
        }
        return true
    }

    private func link(
        _ page: RunPage, _ bytes: [UInt8], books: Books, installation: Installation
    ) throws {
        try books.link(page, bytes, event: event)
        try finishIfDone(books, installation)
    }
}

extension JourneyStep {
    /// Shares out what is left of a run that is being calculated.
    func shareOut(_ run: RunRecord) throws {
        try books.work.openWork(ofRun: run.id)
        try SharedRun(run, books).finishIfDone(books, door.installation)
    }
}

extension Books {

    /// Takes the work of a run back. What was delivered stays on record, as pages of a run that
    /// was given up; what is in hand cannot be delivered any more.
    func takeBackWork(of run: RunRecord) throws {
        guard try work.hasWork(ofRun: run.id) else { return }
        try work.endLeases(ofRun: run.id)
        let began = try runs.steps(runID: run.id).last { $0.state == .calculating }
        while let began, let content = try work.nextDelivered(ofRun: run.id) {
            try link(RunPage(bytes: content), content, event: began.event)
        }
        try work.closeWork(ofRun: run.id)
    }

    /// A page joins the chain, what it estimated becomes known, and its batch is done.
    fileprivate func link(_ page: RunPage, _ bytes: [UInt8], event: Int64) throws {
        _ = try runs.appendPage(kind: .run, runID: page.runID, batch: page.batch, content: bytes)
        try runs.insertEstimates(of: page, event: event)
        try work.closeWork(ofBatch: page.batch, ofRun: page.runID)
    }
}
