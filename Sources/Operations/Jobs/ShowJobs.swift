package import Jobs
package import Measures
package import Storage

/// The jobs, and what became of their times.
package struct ShowJobs: Sendable {
    package struct Listed: Sendable {
        package let job: Job
        /// Nil where it is off, or has no time to come.
        package let next: Instant?
        package let last: FiringRecord?
    }

    let door: Door

    package init(_ door: Door) { self.door = door }

    package func all() throws -> [Listed] {
        try door.read(.readBooks, rows: .none) { books in
            try books.jobs.all().map { try listed($0, books) }
        }
    }

    /// A job with its last times.
    package func one(
        _ name: String, last count: Int
    ) throws -> (job: Listed, firings: [FiringRecord]) {
        try door.read(.readBooks, rows: .none) { books in
            guard let job = try books.jobs.job(name) else { throw SetJob.Refused.noSuchJob(name) }
            return (try listed(job, books), try books.jobs.records(of: name, last: count))
        }
    }

    private func listed(_ job: Job, _ books: Books) throws -> Listed {
        let now = door.installation.clock.now()
        let isWorking = try books.workingDays()
        let next = TimeZoneTables.zone(job.zone).flatMap { zone in
            (try? Schedule(job.schedule))?.next(after: now, in: zone, isWorking: isWorking)
        }
        return Listed(
            job: job, next: job.isOn ? next : nil,
            last: try books.jobs.records(of: job.name, last: 1).first)
    }
}
