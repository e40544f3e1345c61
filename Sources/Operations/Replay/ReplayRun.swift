import Billing
package import Measures
package import Storage

/// Makes the pages of a run again from the facts as known when it was planned, and compares
/// their bytes with the stored pages. Changes nothing.
package struct ReplayRun: Sendable {
    let door: Door
    package let workers: Int

    package init(_ door: Door, workers: Int = 2) {
        self.door = door
        self.workers = max(1, workers)
    }

    /// Replays all batches that have a page, or one.
    ///
    /// Throws `RunProblem.batchesMissing` where there is no page to compare with.
    package func callAsFunction(
        run id: Int64? = nil, batch: Int? = nil,
        report: @escaping Progress.Report = { _ in }
    ) async throws -> RunReplay {
        let installation = try door.reading(.readBooks)
        let (inputs, batches, altered) = try installation.read { try start(id, batch, books: $0) }
        var replay = RunReplay(run: inputs.run, alteredRules: altered)
        let points = batches.reduce(0) { $0 + $1.supplyPoints }
        var done = 0
        try await inOrder(
            batches, workers: workers, make: { try PageReplay($0, with: inputs, in: installation) }
        ) { page in
            replay.pages.append(page)
            done += page.supplyPoints
            report(Progress(done, of: points, "supply points"))
        }
        return replay
    }

    /// The pages in which a bill stands: one batch of its run.
    package func callAsFunction(bill id: Int64) async throws -> RunReplay {
        try await self(run: BillID.run(of: id), batch: BillID.batch(of: id))
    }

    private func start(
        _ id: Int64?, _ batch: Int?, books: Books
    ) throws -> (RunInputs, [RunBatch], [AlteredRule]) {
        let run = try books.runRecord(id)
        let written = try books.runs.batchesWritten(kind: .run, runID: run.id)
        let batches = try books.runs.batches(runID: run.id).filter {
            written.contains($0.number) && (batch == nil || batch == $0.number)
        }
        guard !batches.isEmpty else {
            throw RunProblem.batchesMissing(batch.map { [$0] } ?? Array(1...run.batches))
        }
        let inputs = try RunInputs(run, books)
        return (inputs, batches, try books.tariffs.alteredRules(known: inputs.known))
    }
}

/// What replaying a run found.
package struct RunReplay: Sendable {
    package let run: RunRecord
    package var pages: [PageReplay] = []
    package let alteredRules: [AlteredRule]

    init(run: RunRecord, alteredRules: [AlteredRule]) {
        self.run = run
        self.alteredRules = alteredRules
    }

    package var bills: Int { pages.reduce(0) { $0 + $1.bills } }
    package var isIdentical: Bool { alteredRules.isEmpty && pages.allSatisfy(\.isIdentical) }
    package var differences: [BillDifference] { pages.flatMap(\.comparison.bills) }
    /// What the bills that differ differ for, each with the number of its bills.
    package var causes: [(cause: ReplayCause, bills: Int)] {
        var found: [(cause: ReplayCause, bills: Int)] = []
        for cause in differences.flatMap(\.causes) {
            if let index = found.firstIndex(where: { $0.cause == cause }) {
                found[index].bills += 1
            } else {
                found.append((cause, 1))
            }
        }
        return found
    }
    package var outcomes: [OutcomeDifference] { pages.flatMap(\.comparison.outcomes) }
    package var estimates: [ChangedFact] { pages.flatMap(\.comparison.estimates) }
}

/// One page made again.
package struct PageReplay: Sendable {
    package let batch: Int
    package let sequence: Int64
    package let supplyPoints: Int
    package let bills: Int
    /// SHA-256 of the content, as stored and as made again.
    package let stored: Digest
    package let again: Digest
    package let comparison: PageComparison

    package var isIdentical: Bool { stored == again }

    init(_ batch: RunBatch, with inputs: RunInputs, in installation: Installation) throws {
        var page = try inputs.page(batch, installation)
        let stored = try installation.read {
            try $0.runs.page(kind: .run, runID: inputs.run.id, batch: batch.number)
        }
        guard let stored else { throw RunProblem.batchesMissing([batch.number]) }
        let altered = stored.placeIfAltered
        page.format = try RunPage.format(of: stored.content)
        self.batch = batch.number
        sequence = stored.link.sequence
        supplyPoints = batch.supplyPoints
        self.stored = SHA256.digest(of: stored.content)
        again = SHA256.digest(of: page.bytes)
        guard self.stored != again else {
            (bills, comparison) = (page.bills.count, PageComparison())
            return
        }
        let written = try RunPage(bytes: stored.content)
        (bills, comparison) = (
            written.bills.count,
            PageComparison(
                stored: written, again: page,
                ReplayCauses(written, inputs.rules, alteredPage: altered))
        )
    }
}
