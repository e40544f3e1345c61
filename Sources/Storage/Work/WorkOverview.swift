/// Progress of a run's work and the leases of its batches, by the server's clock.
package struct WorkOverview: Sendable, Hashable {
    /// A batch without a page that is or was leased, or failed.
    package struct Batch: Sendable, Hashable {
        package let number: Int
        package let supplyPoints: Int
        /// The last worker that leased it, if any.
        package let worker: String?
        /// Milliseconds until the lease expires, negative after that; nil without a lease.
        package let left: Int64?
        /// Whether it is delivered and waits for its turn in the chain.
        package let isDelivered: Bool
        package let failures: Int
        package let problem: String?

        package var isHeld: Bool { (left ?? 0) > 0 }
        /// Whether workers leave it after too many failures.
        package var isGivenUp: Bool { !isDelivered && failures >= BatchLease.patience }
    }

    package let runID: Int64
    /// Batches of the run, and its supply points.
    package let batches: Int
    package let supplyPoints: Int
    /// Batches without their page, in order.
    package let waiting: [Batch]
    /// Milliseconds since the first batch was taken; nil before that.
    package let since: Int64?

    /// Rated batches, linked or not.
    package var done: Int { batches - waiting.count { !$0.isDelivered } }
    package var pointsDone: Int {
        supplyPoints - waiting.reduce(0) { $0 + ($1.isDelivered ? 0 : $1.supplyPoints) }
    }
    package var held: [Batch] { waiting.filter(\.isHeld) }
    package var givenUp: [Batch] { waiting.filter(\.isGivenUp) }
    /// Whether nothing is left that a worker could take, now or later.
    package var isStuck: Bool {
        !waiting.isEmpty && waiting.allSatisfy { $0.isDelivered || $0.isGivenUp }
            && !givenUp.isEmpty
    }

    /// Remaining seconds at the pace so far; nil before there is one.
    package var expected: Int64? {
        guard let since, pointsDone > 0 else { return nil }
        return since * Int64(supplyPoints - pointsDone) / Int64(pointsDone) / 1000
    }
}

extension WorkStore {
    /// The work of a run; nil where it is not open.
    package func overview(of run: RunRecord) throws -> WorkOverview? {
        let sql = "SELECT {instant} - began_at FROM run_work WHERE run_id = ?"
        guard let row = try Row.fetchOne(db, sql: sql, arguments: [run.id]) else { return nil }
        return WorkOverview(
            runID: run.id, batches: run.batches, supplyPoints: run.supplyPoints,
            waiting: try waitingBatches(ofRun: run.id), since: row[0])
    }

    private func waitingBatches(ofRun id: Int64) throws -> [WorkOverview.Batch] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT work.batch_no, batch.supply_points, work.worker,
                  work.leased_until - {instant}, work.content IS NOT NULL, work.failures,
                  work.problem
                FROM batch_work AS work JOIN bill_run_batch AS batch
                  ON batch.run_id = work.run_id AND batch.batch_no = work.batch_no
                WHERE work.run_id = ? ORDER BY work.batch_no
                """, arguments: [id]
        ).map { row in
            WorkOverview.Batch(
                number: row[0], supplyPoints: row[1], worker: row[2], left: row[3],
                isDelivered: row[4], failures: row[5], problem: row[6])
        }
    }
}

extension Check {
    /// Open work belongs to a run being calculated and to batches without a page; a delivered batch
    /// was leased before and has an outcome for each of its supply points.
    package static let work = Check("work in hand") { books in
        try Check.workProblems.flatMap { said, sql in
            try Row.fetchAll(books.db, sql: sql).map { row in
                "run \(row[0] as Int64), batch \(row[1] as Int64): \(said)"
            }
        }
    }

    private static let workProblems = [
        (
            "work is left of a run that is not being calculated",
            """
            SELECT run_work.run_id, 0 FROM run_work WHERE 'calculating' <> (
              SELECT state FROM bill_run_step AS step WHERE step.run_id = run_work.run_id
              ORDER BY step_no DESC LIMIT 1)
            """
        ),
        (
            "it has its page and is still shared out",
            """
            SELECT work.run_id, work.batch_no FROM batch_work AS work JOIN page
              ON page.kind = 'run' AND page.run_id = work.run_id AND page.batch_no = work.batch_no
            """
        ),
        (
            "it was delivered and never leased",
            "SELECT run_id, batch_no FROM batch_work WHERE content IS NOT NULL AND token < 1"
        ),
        (
            "its outcomes are not those of a batch that is delivered, or is not",
            """
            SELECT work.run_id, work.batch_no FROM batch_work AS work JOIN bill_run_batch AS batch
              ON batch.run_id = work.run_id AND batch.batch_no = work.batch_no
            WHERE (SELECT COUNT(*) FROM outcome WHERE outcome.run_id = work.run_id
                AND outcome.batch_no = work.batch_no)
              <> CASE WHEN work.content IS NULL THEN 0 ELSE batch.supply_points END
            """
        ),
    ]
}
