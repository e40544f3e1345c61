import Postgres

// Acts of many callers at once, and looks with a deadline.
extension PostgresEngine {
    /// One transaction beside other acts, kept apart from `write`. It does not wait for the disk
    /// while it holds the order of events: it is committed first, so that the next event can take
    /// its number, and then waited for, which the server does for many at a time.
    ///
    /// Where acts wait for each other in a circle the server ends one, and that is done again.
    func act<T>(isDryRun: Bool, _ body: (Database) throws -> T) throws -> T {
        for _ in 1..<PostgresEngine.tries {
            do { return try actOnce(isDryRun, body) } catch let error as PostgresError
                where error.kind == .deadlock || error.kind == .serializationFailure
            {}
        }
        return try actOnce(isDryRun, body)
    }

    private static let tries = 5

    private func actOnce<T>(_ isDryRun: Bool, _ body: (Database) throws -> T) throws -> T {
        try pool.transaction(ending: isDryRun ? .rollback : .commitBeforeDisk) { connection in
            try connection.query(
                """
                SELECT pg_advisory_xact_lock_shared(\(Connection.facts)),
                  set_config('synchronous_commit', 'off', true),
                  \(Connection.silence(minutes: 1))
                """)
            return try DamageNote.watching { try body(.postgres(connection)) }
        }
    }

    func look<T>(until end: ContinuousClock.Instant, _ body: (Database) throws -> T) throws -> T {
        do {
            return try lookers.lend(until: end) { connection in
                try connection.transaction(.snapshot) { connection in
                    let rest = max(1, Int((end - ContinuousClock.now) / .milliseconds(1)))
                    try connection.execute("SET LOCAL statement_timeout = \(rest)")
                    return try connection.stopping(at: end) {
                        try DamageNote.watching { try body(.postgres(connection)) }
                    }
                }
            }
        } catch let error as PostgresError where error.kind == .queryCancelled {
            throw LookStopped()
        }
    }
}

extension Database {
    /// Waits until whoever recorded an event before has ended, so that numbers follow each other
    /// in the order of commit and none is left out. Held until the transaction ends.
    func waitForEventOrder() throws {
        guard case .postgres(let connection) = self else { return }
        try connection.query("SELECT pg_advisory_xact_lock(\(Connection.events))")
    }

    /// Waits until no other transaction links pages or writes readings, and keeps it so.
    func waitForTurn() throws {
        guard case .postgres(let connection) = self else { return }
        try connection.query("SELECT pg_advisory_xact_lock(\(Connection.writers))", [.int(1)])
    }
}
