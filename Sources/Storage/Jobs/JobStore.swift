package import Jobs
package import Measures

/// Jobs, and the times of them.
package struct JobStore: RoomStore {
    let books: Books
}

extension Books {
    package var jobs: JobStore { JobStore(books: self) }
}

extension FactTable {
    static let job = FactTable(
        "job", key: ["name"],
        columns: [
            "task", "argument", "schedule", "zone", "missed", "window_minutes", "retries",
            "pause_minutes", "predecessors", "owner", "on_call", "is_on",
        ])
}

extension JobStore {
    package func put(_ job: Job, event: Int64) throws -> FactChange {
        try FactTable.job.put(
            [job.name.databaseValue],
            [
                job.task.databaseValue, job.argument.databaseValue, job.schedule.databaseValue,
                job.zone.databaseValue, job.missed.rawValue.databaseValue,
                job.window.databaseValue, job.retries.databaseValue, job.pause.databaseValue,
                job.predecessors.joined(separator: ";").databaseValue,
                job.owner.databaseValue, job.onCall.databaseValue,
                (job.isOn ? 1 : 0).databaseValue,
            ], event: event, in: books)
    }

    /// All jobs by name, also those that are off.
    package func all() throws -> [Job] {
        try FactTable.job.rows(.now, "ORDER BY name", in: db).map(job)
    }

    package func job(_ name: String) throws -> Job? {
        try FactTable.job.row(.now, "AND name = ?", with: [name.databaseValue], in: db).map(job)
    }

    private func job(_ row: Row) throws -> Job {
        guard let missed = Job.Missed(rawValue: row[5]) else {
            throw BrokenRow(what: "job \(row[0] as String)")
        }
        return Job(
            name: row[0], task: row[1], argument: row[2], schedule: row[3], zone: row[4],
            missed: missed, window: row[6], retries: row[7], pause: row[8],
            predecessors: (row[9] as String).split(separator: ";").map(String.init),
            owner: row[10], onCall: row[11], isOn: row[12] as Int64 == 1)
    }

    /// From when on times of a job count: its last known time, or when it came to be as it is.
    package func known(upTo job: Job) throws -> Instant? {
        let sql = "SELECT MAX(scheduled_at) FROM job_firing WHERE job_name = ?"
        let last = try Int64.fetchOne(db, sql: sql, arguments: [job.name])
        let made = try String.fetchOne(
            db,
            sql: """
                SELECT recorded_at FROM event WHERE id = (
                  SELECT known_from FROM job WHERE name = ? AND known_to = {now})
                """, arguments: [job.name]
        ).flatMap { Instant(iso: $0) }
        guard let made else { return nil }
        return max(made, last.map { Instant(seconds: $0) } ?? made)
    }
}
