/// A batch that one worker has in hand, until the lease runs out or the batch is delivered.
package struct BatchLease: Sendable, Hashable {
    package let runID: Int64
    package let batch: RunBatch
    /// Counts the leases of the batch: whoever holds an older one delivers nothing.
    package let token: Int64

    /// Times a batch may fail before no worker takes it any more.
    package static let patience = 3
}

/// The batch was given to somebody else, delivered, or its run given up: the work is dropped.
package struct LeaseLost: Error, Hashable, Sendable {
    package init() {}
}

// Leases are taken and kept in `Installation.share`, by the clock of the server alone.
extension WorkStore {
    /// Takes the next batch that nobody holds, or nil where there is none now.
    package func lease(
        to worker: String, for milliseconds: Int64
    ) throws -> BatchLease? {
        let row = try Row.fetchOne(
            db, sql: WorkStore.takeNext,
            arguments: ["worker": worker, "time": milliseconds, "patience": BatchLease.patience])
        guard let row else { return nil }
        let (run, number): (Int64, Int) = (row[0], row[1])
        try db.execute(
            sql: """
                UPDATE run_work SET began_at = {instant} WHERE run_id = ? AND began_at IS NULL
                """, arguments: [run])
        guard let batch = try batch(number, ofRun: run) else { throw RunDamaged(runID: run) }
        return BatchLease(runID: run, batch: batch, token: row[2])
    }

    /// Rows that others have locked are passed over: nobody waits for a batch.
    private static let takeNext = """
        WITH next AS {materialized} (
          SELECT run_id, batch_no FROM batch_work
          WHERE content IS NULL AND failures < :patience
            AND (leased_until IS NULL OR leased_until < {instant})
          ORDER BY run_id, failures, batch_no LIMIT 1 {skip locked})
        UPDATE batch_work
        SET token = token + 1, worker = :worker, leased_until = {instant} + :time
        WHERE (run_id, batch_no) IN (SELECT run_id, batch_no FROM next)
        RETURNING run_id, batch_no, token
        """

    /// Prolongs a lease that still holds. A batch that is being delivered at this moment is locked
    /// and needs nothing.
    package func prolong(_ lease: BatchLease, for milliseconds: Int64) throws {
        try db.execute(
            sql: """
                UPDATE batch_work SET leased_until = {instant} + :time
                WHERE (run_id, batch_no) IN (
                  SELECT run_id, batch_no FROM batch_work
                  WHERE run_id = :run AND batch_no = :batch AND token = :token
                    AND content IS NULL AND worker IS NOT NULL {skip locked})
                """, arguments: lease.named(["time": milliseconds]))
    }

    /// Lets a batch go that will not be delivered. One that is lost already stays as it is.
    package func giveBack(_ lease: BatchLease) throws {
        try change(lease, "worker = NULL, leased_until = NULL")
        try callWorkers()
    }

    /// Lets a batch go that cannot be billed, with what stood in the way.
    package func fail(_ lease: BatchLease, because problem: String) throws {
        try change(
            lease, "leased_until = NULL, failures = failures + 1, problem = :problem",
            ["problem": problem])
    }

    /// Whether a lease still holds; if so, nobody changes its batch before the transaction ends.
    package func holds(_ lease: BatchLease) throws -> Bool {
        let sql = """
            SELECT 1 FROM batch_work
            WHERE run_id = :run AND batch_no = :batch AND token = :token AND content IS NULL
              AND leased_until IS NOT NULL {locked}
            """
        return try Int.fetchOne(db, sql: sql, arguments: lease.named()) != nil
    }

    /// Keeps the page of a batch whose turn in the chain has not come.
    package func keep(_ content: [UInt8], of lease: BatchLease) throws {
        try change(lease, "leased_until = NULL, content = :content", ["content": content])
    }

    private func change(
        _ lease: BatchLease, _ what: String, _ values: [String: any DatabaseValueConvertible] = [:]
    ) throws {
        try db.execute(
            sql: """
                UPDATE batch_work SET \(what)
                WHERE run_id = :run AND batch_no = :batch AND token = :token AND content IS NULL
                """, arguments: lease.named(values))
    }
}

extension BatchLease {
    fileprivate func named(
        _ values: [String: any DatabaseValueConvertible] = [:]
    ) -> StatementArguments {
        let own: [String: any DatabaseValueConvertible] = [
            "run": runID, "batch": batch.number, "token": token,
        ]
        return StatementArguments(own.merging(values) { $1 })
    }
}
