/// The lease of a batch to one worker, until it expires or the batch is delivered.
package struct BatchLease: Sendable, Hashable {
    package let runID: Int64
    package let batch: RunBatch
    /// Fencing token: the number of leases of this batch so far. Only the newest may deliver.
    package let token: Int64

    /// How often a batch may fail before workers leave it.
    package static let patience = 3
}

/// The lease is lost: the batch was leased again or delivered, or its run was abandoned. The work
/// is dropped.
package struct LeaseLost: Error, Hashable, Sendable {
    package init() {}
}

// Leases use `Installation.share` and the server's clock only.
extension WorkStore {
    /// Leases the next free batch; nil where there is none now.
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

    /// Skips locked rows, so that nobody waits for a batch.
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

    /// Prolongs a valid lease. A batch locked by its delivery needs none.
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

    /// Returns a batch that will not be delivered; does nothing for a lost lease.
    package func giveBack(_ lease: BatchLease) throws {
        try change(lease, "worker = NULL, leased_until = NULL")
        try callWorkers()
    }

    /// Returns a batch that cannot be billed, with the problem.
    package func fail(_ lease: BatchLease, because problem: String) throws {
        try change(
            lease, "leased_until = NULL, failures = failures + 1, problem = :problem",
            with: ["problem": problem])
    }

    /// Whether a lease is valid; then the batch is locked until the transaction ends.
    package func holds(_ lease: BatchLease) throws -> Bool {
        let sql = """
            SELECT 1 FROM batch_work
            WHERE run_id = :run AND batch_no = :batch AND token = :token AND content IS NULL
              AND leased_until IS NOT NULL {locked}
            """
        return try Int.fetchOne(db, sql: sql, arguments: lease.named()) != nil
    }

    /// Stores the page of a delivered batch until its turn in the chain.
    package func keep(_ content: [UInt8], of lease: BatchLease) throws {
        try change(lease, "leased_until = NULL, content = :content", with: ["content": content])
    }

    private func change(
        _ lease: BatchLease, _ what: String,
        with values: [String: any DatabaseValueConvertible] = [:]
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
