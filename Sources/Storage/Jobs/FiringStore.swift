package import Jobs
package import Measures

/// A firing in the hands of a process, until it is ended or the lease runs out.
package struct FiringLease: Sendable, Hashable {
    package let firing: Firing
    /// Counts the leases of the firing: whoever holds an older one ends nothing.
    package let token: Int64
}

/// A firing as it is listed.
package struct FiringRecord: Sendable, Hashable {
    package let firing: Firing
    package let said: String
    package let holder: String?
    package let event: Int64?
}

// Planned, taken, kept and ended in transactions of their own. Leases go by the clock of the
// server alone.
extension JobStore {
    /// Adds firings that are new: another process may have added them.
    package func add(_ firings: [Firing]) throws {
        for firing in firings {
            try db.execute(
                sql: """
                    INSERT INTO job_firing (job_name, scheduled_at, state, due_at)
                    VALUES (?, ?, ?, ?) ON CONFLICT (job_name, scheduled_at) DO NOTHING
                    """,
                arguments: [
                    firing.job, firing.scheduled.seconds, firing.state.rawValue,
                    firing.scheduled.seconds * 1000,
                ])
        }
    }

    /// Firings that wait and are due by then, the oldest first.
    package func waiting(at now: Instant) throws -> [Firing] {
        try records(
            "WHERE state = 'waiting' AND due_at <= ? ORDER BY scheduled_at, job_name",
            [now.seconds * 1000]
        ).map(\.firing)
    }

    /// The last time of a job up to a moment.
    package func last(of job: String, upTo moment: Instant) throws -> Firing? {
        try records(
            "WHERE job_name = ? AND scheduled_at <= ? ORDER BY scheduled_at DESC LIMIT 1",
            [job, moment.seconds]
        ).first?.firing
    }

    package func records(of job: String?, last count: Int) throws -> [FiringRecord] {
        let order = "ORDER BY scheduled_at DESC, job_name LIMIT ?"
        guard let job else { return try records(order, [count]) }
        return try records("WHERE job_name = ? " + order, [job, count])
    }

    private func records(
        _ rest: String, _ arguments: StatementArguments
    ) throws -> [FiringRecord] {
        let sql = """
            SELECT job_name, scheduled_at, state, failures, said, holder, event_id FROM job_firing
            """
        return try Row.fetchAll(db, sql: sql + " " + rest, arguments: arguments).map { row in
            guard let state = Firing.State(rawValue: row[2]) else {
                throw BrokenRow(what: "firing of \(row[0] as String)")
            }
            return FiringRecord(
                firing: Firing(
                    job: row[0], scheduled: Instant(seconds: row[1]), state: state,
                    failures: row[3]), said: row[4], holder: row[5], event: row[6])
        }
    }

    /// Takes a firing that waits, unless another one of its job is in hand; nil where somebody was
    /// first. The job is to be locked before.
    package func take(
        _ firing: Firing, by holder: String, for milliseconds: Int64
    ) throws -> FiringLease? {
        let changed = try db.execute(
            sql: """
                UPDATE job_firing SET state = 'running', token = token + 1, holder = ?,
                  leased_until = {instant} + CAST(? AS {integer})
                WHERE job_name = ? AND scheduled_at = ? AND state = 'waiting' AND NOT EXISTS (
                  SELECT 1 FROM job_firing AS other
                  WHERE other.job_name = job_firing.job_name AND other.state = 'running')
                """,
            arguments: [holder, milliseconds, firing.job, firing.scheduled.seconds])
        guard changed == 1 else { return nil }
        let token = try Int64.fetchOne(
            db, sql: "SELECT token FROM job_firing WHERE job_name = ? AND scheduled_at = ?",
            arguments: [firing.job, firing.scheduled.seconds])
        var running = firing
        running.state = .running
        return FiringLease(firing: running, token: token ?? 0)
    }

    /// Keeps a lease for longer; false where it is another's by now.
    package func keep(_ lease: FiringLease, for milliseconds: Int64) throws -> Bool {
        try db.execute(
            sql: """
                UPDATE job_firing SET leased_until = {instant} + CAST(? AS {integer})
                WHERE job_name = ? AND scheduled_at = ? AND token = ? AND state = 'running'
                """,
            arguments: [
                milliseconds, lease.firing.job, lease.firing.scheduled.seconds, lease.token,
            ]) == 1
    }

    /// How a firing stands after a try; false where it is another's by now.
    ///
    /// - Parameter pause: seconds before the next try.
    package func settle(
        _ lease: FiringLease, as firing: Firing, pause: Int = 0, said: String, event: Int64? = nil
    ) throws -> Bool {
        try db.execute(
            sql: """
                UPDATE job_firing SET state = ?, failures = ?,
                  due_at = {instant} + CAST(? AS {integer}), holder = NULL, leased_until = NULL,
                  said = ?, event_id = ?
                WHERE job_name = ? AND scheduled_at = ? AND token = ? AND state = 'running'
                """,
            arguments: [
                firing.state.rawValue, firing.failures, pause * 1000, said, event,
                firing.job, firing.scheduled.seconds, lease.token,
            ]) == 1
    }

    /// A firing that waits is given up; false where it does not wait any more.
    package func miss(_ firing: Firing, said: String) throws -> Bool {
        try db.execute(
            sql: """
                UPDATE job_firing SET state = 'missed', said = ?
                WHERE job_name = ? AND scheduled_at = ? AND state = 'waiting'
                """, arguments: [said, firing.job, firing.scheduled.seconds]) == 1
    }

    /// Firings whose process fell silent.
    package func lapsed() throws -> [FiringLease] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT job_name, scheduled_at, failures, token FROM job_firing
                WHERE state = 'running' AND leased_until < {instant}
                ORDER BY scheduled_at, job_name
                """
        ).map { row in
            FiringLease(
                firing: Firing(
                    job: row[0], scheduled: Instant(seconds: row[1]), state: .running,
                    failures: row[2]), token: row[3])
        }
    }
}
