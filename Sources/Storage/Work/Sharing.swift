import Postgres

extension Installation {
    /// Whether several processes can work on a run: only on PostgreSQL.
    package var isShared: Bool { engine is PostgresEngine }

    /// Runs a transaction concurrently with others, for rows nobody else writes, such as those of a
    /// leased batch. Rows that others may write need `takeTurn` first.
    package func share<T>(_ body: (Books) throws -> T) throws -> T {
        try engine.share { try books($0).proofs.sealed(body) }
    }

    /// Listens for notifications to workers while the block runs, on a session of its own.
    package func listening<T>(_ body: (WorkCalls) throws -> T) throws -> T? {
        guard let engine = engine as? PostgresEngine else { return nil }
        return try engine.pool.lend { connection in
            try connection.listen(to: WorkCalls.channel)
            defer { connection.leaveChannels() }
            return try body(WorkCalls(connection: connection, installation: self))
        }
    }
}

extension WorkStore {
    /// Becomes the only writer until the transaction ends, as in `Installation.write`. Does not
    /// wait: false where another is.
    package func takeTurn() throws -> Bool {
        guard case .postgres(let connection) = db else { return true }
        let isTaken = try connection.isNextWriter()
        if isTaken { books.turn.taken() }
        return isTaken
    }

    /// Ends sessions that stopped in the middle of a delivery, for which they lock a batch, and
    /// returns how many there were.
    ///
    /// Their process or machine is stopped but keeps the connection open, for which a server would
    /// wait without end.
    package func endSilentDeliveries(after milliseconds: Int64) throws -> Int {
        guard case .postgres = db else { return 0 }
        return try Int.fetchOne(
            db,
            sql: """
                SELECT count(pg_terminate_backend(holder.pid))
                FROM batch_work AS work
                JOIN pg_locks AS held ON held.locktype = 'transactionid' AND held.granted
                  AND held.transactionid = work.xmax
                JOIN pg_stat_activity AS holder ON holder.pid = held.pid
                WHERE holder.state = 'active' AND holder.wait_event = 'ClientRead'
                  AND holder.query_start < clock_timestamp() - interval '1 millisecond' * ?
                """, arguments: [milliseconds]) ?? 0
    }

    /// Notifies the workers of these books when this transaction commits.
    package func callWorkers() throws {
        guard case .postgres(let connection) = db else { return }
        try connection.notify(WorkCalls.channel, "")
    }
}

/// A listening session, valid in its block.
package struct WorkCalls {
    /// One channel for all books of a database: a needless call only makes workers look.
    static let channel = "plumbline_work"

    let connection: Connection
    let installation: Installation

    /// Waits up to `milliseconds` for a notification; whether one came.
    package func wait(_ milliseconds: Int32) throws -> Bool {
        try !connection.notifications(waitingFor: milliseconds).isEmpty
    }

    /// As `Installation.share`, on this connection: it needs no other from the pool.
    package func share<T>(_ body: (Books) throws -> T) throws -> T {
        try connection.transaction { try installation.books($0.shared()).proofs.sealed(body) }
    }
}
