import Postgres

extension Installation {
    /// Whether several processes may work on one run: the books are in a database.
    package var isShared: Bool { engine is PostgresEngine }

    /// Changes what nobody else writes, such as the rows of a batch in hand: one transaction, and
    /// beside it others that share or write. What others may write too needs `takeTurn` first.
    package func share<T>(_ body: (Books) throws -> T) throws -> T {
        try engine.share { try books($0).proofs.sealed(body) }
    }

    /// Hears calls to workers, for as long as the block takes, on a session of its own.
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
    /// Becomes the only writer until the transaction ends, as in `Installation.write`. False where
    /// another is: nobody waits.
    package func takeTurn() throws -> Bool {
        guard case .postgres(let connection) = db else { return true }
        return try connection.isNextWriter()
    }

    /// Ends sessions that fell silent in the middle of a delivery: they hold a batch, and the server
    /// has waited for more of its rows for so long. Gives how many there were.
    ///
    /// Who sent them is stopped, or his machine is, and alive enough to keep the line open; a server
    /// waits for such a client without end.
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

    /// Tells every worker of these books that there is something to do, once this is committed.
    package func callWorkers() throws {
        guard case .postgres(let connection) = db else { return }
        try connection.notify(WorkCalls.channel, "")
    }
}

/// A session that hears calls to workers. Good for the block it was handed to.
package struct WorkCalls {
    /// One for all books of a database: a call too many only makes somebody look.
    static let channel = "plumbline_work"

    let connection: Connection
    let installation: Installation

    /// Waits for a call up to so many milliseconds; whether one came.
    package func wait(_ milliseconds: Int32) throws -> Bool {
        try !connection.notifications(waitingFor: milliseconds).isEmpty
    }

    /// As `Installation.share`, on this connection: it needs no other from the pool.
    package func share<T>(_ body: (Books) throws -> T) throws -> T {
        try connection.transaction { try installation.books($0.shared()).proofs.sealed(body) }
    }
}
