import Access
import Jobs
import Measures
import TestCluster
import Testing

@testable import Storage

@Suite("Times of jobs in the books")
struct JobTests {
    private static let start = Instant(seconds: 1_700_000_000)

    private func job(_ name: String) -> Job {
        Job(name: name, task: "write-rows", schedule: "every 1 min", zone: "Etc/UTC")
    }

    private func record(_ action: String, _ key: String?, in books: Books) throws -> Int64 {
        try books.events.record(EventDraft(action, of: "job a", by: "tester", key: key))
    }

    private func make(_ engine: TestEngine) throws -> Installation {
        let installation = try engine.make()
        try installation.write { books in
            let event = try record("job-set", nil, in: books)
            _ = try books.jobs.put(job("a"), event: event)
        }
        return installation
    }

    @Test(
        "a job is kept as it is, and its times count from then on", arguments: TestEngine.allCases)
    func kept(engine: TestEngine) throws {
        let installation = try make(engine)
        try installation.read { books in
            #expect(try books.jobs.all() == [job("a")])
            let known = try books.jobs.known(upTo: job("a"))
            let recorded = try books.events.lastEvent()?.recordedAt
            #expect(known?.stamp == recorded)
        }
    }

    @Test("a time is added once, and taken by one", arguments: TestEngine.allCases)
    func taken(engine: TestEngine) throws {
        let installation = try make(engine)
        let firing = Firing(job: "a", scheduled: Self.start)
        let next = Firing(job: "a", scheduled: Self.start + 60)
        for _ in 0..<2 { try installation.act { try $0.jobs.add([firing, next]) } }
        let waiting = try installation.read { try $0.jobs.waiting(at: Self.start + 60) }
        #expect(waiting == [firing, next])
        let lease = try installation.act { try $0.jobs.take(firing, by: "x", for: 60_000) }
        #expect(lease?.token == 1)
        #expect(try installation.act { try $0.jobs.take(firing, by: "y", for: 60_000) } == nil)
        // One at a time of each job.
        #expect(try installation.act { try $0.jobs.take(next, by: "y", for: 60_000) } == nil)
    }

    @Test("who lost a lease ends nothing", arguments: TestEngine.allCases)
    func lost(engine: TestEngine) throws {
        let installation = try make(engine)
        let firing = Firing(job: "a", scheduled: Self.start)
        try installation.act { try $0.jobs.add([firing]) }
        let first = try #require(
            try installation.act { try $0.jobs.take(firing, by: "x", for: -1000) })
        let lapsed = try installation.read { try $0.jobs.lapsed() }
        #expect(lapsed == [first])
        let isSettled = try installation.act {
            try $0.jobs.settle(first, as: firing, said: "silent")
        }
        #expect(isSettled)
        let second = try #require(
            try installation.act { try $0.jobs.take(firing, by: "y", for: 60_000) })
        #expect(second.token == 2)
        #expect(try !installation.act { try $0.jobs.keep(first, for: 1000) })
        #expect(try !installation.act { try $0.jobs.settle(first, as: firing, said: "late") })
        #expect(try installation.act { try $0.jobs.keep(second, for: 1000) })
    }

    @Test(
        "an ended time that is altered, taken away or planted is seen",
        arguments: [
            "UPDATE job_firing SET said = 'well' WHERE state = 'failed'",
            "UPDATE job_firing SET state = 'done' WHERE state = 'failed'",
            "UPDATE job_firing SET failures = 0 WHERE state = 'failed'",
            "DELETE FROM job_firing WHERE state = 'failed'",
            "UPDATE job_firing SET event_id = 1 WHERE state = 'failed'",
            "INSERT INTO job_firing (job_name, scheduled_at, state, due_at) VALUES ('b', 1, 'waiting', 1)",
            "INSERT INTO job_firing (job_name, scheduled_at, state, due_at) VALUES ('a', 1, 'done', 1)",
            "INSERT INTO job_firing (job_name, scheduled_at, state, due_at) VALUES ('a', 1, 'running', 1)",
            "UPDATE job SET task = 'back-up'",
        ])
    func attacks(sql: String) throws {
        let installation = try make(.sqlite)
        let firing = Firing(job: "a", scheduled: Self.start)
        try installation.act { try $0.jobs.add([firing]) }
        let lease = try #require(
            try installation.act { try $0.jobs.take(firing, by: "x", for: 60_000) })
        try installation.act { books in
            var failed = firing
            (failed.state, failed.failures) = (.failed, 3)
            let event = try record("job-failed", firing.key, in: books)
            _ = try books.jobs.settle(lease, as: failed, said: "no way", event: event)
        }
        let checks = Check.storage + [.jobs]
        #expect(try installation.examine(checks).allSatisfy(\.isWell))
        _ = try installation.write { try $0.db.execute(sql: sql) }
        #expect(try !installation.examine(checks).allSatisfy(\.isWell))
    }
}
