import CPostgres

/// How a transaction sees others, and whether it may write.
package enum Isolation: String, Sendable {
    /// Each statement sees what is committed when it begins.
    case readCommitted = "ISOLATION LEVEL READ COMMITTED READ WRITE"
    case repeatableRead = "ISOLATION LEVEL REPEATABLE READ READ WRITE"
    case serializable = "ISOLATION LEVEL SERIALIZABLE READ WRITE"
    /// One state of all tables, whatever others write meanwhile.
    case snapshot = "ISOLATION LEVEL REPEATABLE READ READ ONLY"
}

/// How a transaction that did not fail ends.
package enum Ending: Sendable {
    case commit, rollback
    /// For a transaction with `synchronous_commit` off: its locks are gone when it is committed, and
    /// then its end is waited for on the disk, as the session's own setting has it.
    case commitBeforeDisk
}

extension Connection {
    /// Runs a block in a transaction: what it did stands once this returns, or, where anything
    /// failed or it was only tried out, nothing of it.
    package func transaction<T>(
        _ isolation: Isolation = .readCommitted, ending: Ending = .commit,
        _ body: (Connection) throws -> T
    ) throws -> T {
        try execute("BEGIN \(isolation.rawValue)")
        do {
            let result = try body(self)
            switch ending {
            case .commit: try commit()
            case .commitBeforeDisk: try commit(and: Connection.reachDisk)
            case .rollback: rollBack()
            }
            return result
        } catch {
            rollBack()
            throw error
        }
    }

    /// A transaction in which a statement was refused cannot be committed: the server would take it
    /// back and call that a success. Where the session is lost in this very moment, nobody knows
    /// whether it stands: ask, by its idempotency key.
    private func commit(and then: String = "") throws {
        try endCopy()
        guard PQtransactionStatus(handle) != PQTRANS_INERROR else {
            throw PostgresError(.transactionAborted, "a statement of the transaction was refused")
        }
        try execute("COMMIT" + then)
    }

    /// A transaction with nothing in it but a note in the log: with it all before it is on the disk.
    private static let reachDisk = "; SELECT pg_logical_emit_message(true, 'plumbline', '')"

    /// Runs a block of which a refusal undoes only the block itself, inside a transaction.
    package func savepoint<T>(_ body: () throws -> T) throws -> T {
        try execute("SAVEPOINT attempt")
        do {
            let result = try body()
            try execute("RELEASE SAVEPOINT attempt")
            return result
        } catch {
            dropCopy()
            try execute("ROLLBACK TO SAVEPOINT attempt; RELEASE SAVEPOINT attempt")
            throw error
        }
    }

    /// Takes back what was not committed. A connection that cannot is of no further use, and
    /// says so in `isInTransaction`: the pool does not lend it again.
    private func rollBack() {
        dropCopy()
        guard isAlive, isInTransaction else { return }
        try? execute("ROLLBACK")
    }
}
