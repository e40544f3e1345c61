// The work of a run: opened when its calculation begins, closed with its last page.
extension WorkStore {
    /// Opens the work for all batches without a page and notifies workers. Called again it only
    /// lets failed batches be tried again.
    package func openWork(ofRun id: Int64) throws {
        try db.execute(
            sql: """
                INSERT INTO run_work (run_id, opened_at) VALUES (?, {instant})
                ON CONFLICT (run_id) DO NOTHING
                """, arguments: [id])
        try db.execute(
            sql: """
                INSERT INTO batch_work (run_id, batch_no)
                SELECT batch.run_id, batch.batch_no FROM bill_run_batch AS batch
                WHERE batch.run_id = ? AND NOT EXISTS (
                  SELECT 1 FROM page WHERE page.kind = 'run' AND page.run_id = batch.run_id
                    AND page.batch_no = batch.batch_no)
                ON CONFLICT (run_id, batch_no) DO NOTHING
                """, arguments: [id])
        try db.execute(
            sql: """
                UPDATE batch_work SET failures = 0, problem = NULL
                WHERE run_id = ? AND failures > 0
                """, arguments: [id])
        try callWorkers()
    }

    /// Whether the work of a run is open.
    package func hasWork(ofRun id: Int64) throws -> Bool {
        let sql = "SELECT 1 FROM run_work WHERE run_id = ?"
        return try Int.fetchOne(db, sql: sql, arguments: [id]) != nil
    }

    /// Whether every batch of a run whose work is open has its page.
    package func isWorkDone(ofRun id: Int64) throws -> Bool {
        let sql = "SELECT 1 FROM batch_work WHERE run_id = ? LIMIT 1"
        return try hasWork(ofRun: id) && Int.fetchOne(db, sql: sql, arguments: [id]) == nil
    }

    /// The number of supply points in batches not delivered yet.
    package func pointsLeft(ofRun id: Int64) throws -> Int {
        let sql = """
            SELECT CAST(COALESCE(SUM(batch.supply_points), 0) AS {integer})
            FROM batch_work AS work JOIN bill_run_batch AS batch
              ON batch.run_id = work.run_id AND batch.batch_no = work.batch_no
            WHERE work.run_id = ? AND work.content IS NULL
            """
        return try Int.fetchOne(db, sql: sql, arguments: [id]) ?? 0
    }

    /// The first batch without a page, and whether it was delivered.
    package func nextToLink(ofRun id: Int64) throws -> (batch: Int, isDelivered: Bool)? {
        try Row.fetchOne(
            db,
            sql: """
                SELECT batch_no, content IS NOT NULL FROM batch_work WHERE run_id = ?
                ORDER BY batch_no LIMIT 1
                """, arguments: [id]
        ).map { ($0[0], $0[1]) }
    }

    /// Removes a batch that has its page.
    package func closeWork(ofBatch batch: Int, ofRun id: Int64) throws {
        try db.execute(
            sql: "DELETE FROM batch_work WHERE run_id = ? AND batch_no = ?", arguments: [id, batch])
    }

    /// Invalidates all leases of a run, after deliveries under way have finished.
    package func endLeases(ofRun id: Int64) throws {
        try db.execute(
            sql: "UPDATE batch_work SET token = token + 1, leased_until = NULL WHERE run_id = ?",
            arguments: [id])
    }

    /// The page of the first delivered batch, and whether its turn has come. Locks the batch until
    /// the transaction ends, so that a worker that stops while linking it can be found
    /// (`endSilentDeliveries`).
    package func nextDelivered(ofRun id: Int64) throws -> [UInt8]? {
        let sql = """
            SELECT content FROM batch_work WHERE run_id = ? AND content IS NOT NULL
            ORDER BY batch_no LIMIT 1 {locked}
            """
        return try [UInt8].fetchOne(db, sql: sql, arguments: [id])
    }

    /// Closes the work of a run.
    package func closeWork(ofRun id: Int64) throws {
        try db.execute(sql: "DELETE FROM batch_work WHERE run_id = ?", arguments: [id])
        try db.execute(sql: "DELETE FROM run_work WHERE run_id = ?", arguments: [id])
    }

    func batch(_ number: Int, ofRun id: Int64) throws -> RunBatch? {
        try Row.fetchOne(
            db,
            sql: """
                SELECT first_premises, last_premises, supply_points FROM bill_run_batch
                WHERE run_id = ? AND batch_no = ?
                """, arguments: [id, number]
        ).map {
            RunBatch(
                number: number, premises: try Row.range($0[0], $0[1]), supplyPoints: $0[2])
        }
    }
}
