import Jobs

extension Check {
    /// Times of jobs are those of jobs that are known, each ended by its own event, and in
    /// somebody's hands only while they run.
    package static let jobs = Check("times of jobs") { try $0.jobs.problems() }
}

extension JobStore {
    private static let wrong = [
        (
            "there is no such job",
            "NOT EXISTS (SELECT 1 FROM job WHERE job.name = job_firing.job_name)"
        ),
        (
            "no event ended it",
            "state IN ('done', 'failed') AND event_id IS NULL"
        ),
        (
            "it is not ended, and an event says so",
            "state NOT IN ('done', 'failed') AND event_id IS NOT NULL"
        ),
        (
            "it is in nobody's hands, and running",
            "state = 'running' AND (token < 1 OR leased_until IS NULL)"
        ),
        (
            "it is in somebody's hands, and not running",
            "state <> 'running' AND (leased_until IS NOT NULL OR holder IS NOT NULL)"
        ),
    ]

    fileprivate func problems() throws -> [String] {
        try JobStore.wrong.flatMap { said, condition in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT job_name, scheduled_at FROM job_firing WHERE \(condition)
                    ORDER BY job_name, scheduled_at
                    """
            ).map { "job \($0[0] as String) at \($0[1] as Int64): \(said)" }
        } + eventsThatDiffer() + eventsWithout()
    }

    /// An event that ended a firing names it by its key and says how.
    private func eventsThatDiffer() throws -> [String] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT job_name, scheduled_at, state, event.idempotency_key, event.action
                FROM job_firing JOIN event ON event.id = job_firing.event_id
                ORDER BY job_name, scheduled_at
                """
        ).compactMap { row in
            let firing = Firing(job: row[0], scheduled: .init(seconds: row[1]))
            let (state, key, action): (String, String?, String) = (row[2], row[3], row[4])
            guard key != firing.key || action != "job-\(state)" else { return nil }
            return "job \(firing.job) at \(row[1] as Int64): its event says something else"
        }
    }

    private func eventsWithout() throws -> [String] {
        try Int64.fetchAll(
            db,
            sql: """
                SELECT id FROM event WHERE action IN ('job-done', 'job-failed') AND NOT EXISTS (
                  SELECT 1 FROM job_firing WHERE job_firing.event_id = event.id) ORDER BY id
                """
        ).map { "event \($0): the time of the job that it ended is not there" }
    }
}
