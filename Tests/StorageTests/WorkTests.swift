import Billing
import Foundation
import Measures
import Testing

@testable import Storage

/// Leases on both engines: the same statements, though only one engine has several workers.
@Suite("Work in hand")
struct WorkTests {
    /// A run of three batches that was started, without anything to bill in them.
    private func started(_ engine: TestEngine) throws -> (Installation, RunRecord) {
        let installation = try engine.make()
        let run = try installation.write { books in
            let batches = (1...3).map {
                RunBatch(number: $0, premises: Int64($0)...Int64($0), supplyPoints: 10 * $0)
            }
            let id = try books.runs.insertRun(
                through: try books.businessDay(), slaDay: try books.businessDay(),
                event: try books.begin(), batches: batches)
            try books.runs.step(runID: id, to: .calculating, event: try books.begin())
            try books.work.openWork(ofRun: id)
            return try #require(try books.runs.run(id))
        }
        return (installation, run)
    }

    private func take(_ installation: Installation, _ time: Int64 = 60_000) throws -> BatchLease? {
        try installation.share { try $0.work.lease(to: "one", for: time) }
    }

    @Test("is taken batch by batch, each with its premises", arguments: TestEngine.allCases)
    func taken(engine: TestEngine) throws {
        let (installation, run) = try started(engine)
        let leases = try (0..<4).map { _ in try take(installation) }
        #expect(leases.map { $0?.batch.number } == [1, 2, 3, nil])
        #expect(leases.map { $0?.batch.premises } == [1...1, 2...2, 3...3, nil])
        let work = try #require(try installation.read { try $0.work.overview(of: run) })
        #expect(work.held.count == 3 && work.done == 0 && work.pointsDone == 0)
        #expect(work.held.allSatisfy { $0.worker == "one" && $0.left! <= 60_000 })
    }

    @Test("delivered is neither taken again nor delivered again", arguments: TestEngine.allCases)
    func delivered(engine: TestEngine) throws {
        let (installation, run) = try started(engine)
        _ = try take(installation)
        let second = try #require(try take(installation))
        try installation.share { books in
            #expect(try books.work.holds(second))
            try books.work.keep([7, 8], of: second)
            #expect(try !books.work.holds(second))
            try books.work.giveBack(second)
            try books.work.fail(second, because: "too late")
            try books.work.prolong(second, for: 1000)
        }
        try installation.read { books in
            let work = try #require(try books.work.overview(of: run))
            #expect(work.waiting.map(\.isDelivered) == [false, true, false])
            #expect(work.done == 1 && work.pointsDone == 20)
            #expect(work.waiting[1].failures == 0 && work.waiting[1].left == nil)
            let next = try books.work.nextToLink(ofRun: run.id)
            #expect(next?.batch == 1 && next?.isDelivered == false)
            #expect(try books.work.pointsLeft(ofRun: run.id) == 40)
        }
        let page = try installation.share { try $0.work.nextDelivered(ofRun: run.id) }
        #expect(page == [7, 8])
    }

    @Test(
        "tokens go up with each lease, and an old one holds nothing", arguments: TestEngine.allCases
    )
    func tokens(engine: TestEngine) throws {
        let (installation, _) = try started(engine)
        let old = try #require(try take(installation, 1))
        usleep(5000)
        let new = try #require(try take(installation))
        #expect(old.batch == new.batch && old.token == 1 && new.token == 2)
        try installation.share { books in
            #expect(try !books.work.holds(old))
            #expect(try books.work.holds(new))
            try books.work.keep([1], of: old)
            try books.work.giveBack(old)
            #expect(try books.work.holds(new))
        }
    }

    @Test(
        "that fails goes behind the others, and after three times to nobody",
        arguments: TestEngine.allCases)
    func failures(engine: TestEngine) throws {
        let (installation, run) = try started(engine)
        func failNext() throws -> Int? {
            guard let lease = try take(installation) else { return nil }
            try installation.share { try $0.work.fail(lease, because: "no price") }
            return lease.batch.number
        }
        #expect(try (0..<10).map { _ in try failNext() } == [1, 2, 3, 1, 2, 3, 1, 2, 3, nil])
        let work = try #require(try installation.read { try $0.work.overview(of: run) })
        #expect(
            work.isStuck && work.givenUp.map(\.problem) == ["no price", "no price", "no price"])
        try installation.write { try $0.work.openWork(ofRun: run.id) }
        #expect(try take(installation)?.batch.number == 1)
    }

    @Test("is opened once: what is held or done stays as it is", arguments: TestEngine.allCases)
    func opened(engine: TestEngine) throws {
        let (installation, run) = try started(engine)
        let lease = try #require(try take(installation))
        try installation.write { books in
            _ = try books.runs.appendPage(kind: .run, runID: run.id, batch: 2, content: [1])
            try books.work.closeWork(ofBatch: 2, ofRun: run.id)
            try books.work.openWork(ofRun: run.id)
            #expect(try books.work.holds(lease))
            #expect(try books.work.overview(of: run)?.waiting.map(\.number) == [1, 3])
            try books.work.closeWork(ofBatch: 1, ofRun: run.id)
            #expect(try !books.work.isWorkDone(ofRun: run.id))
            try books.work.closeWork(ofBatch: 3, ofRun: run.id)
            #expect(try books.work.isWorkDone(ofRun: run.id))
            try books.work.closeWork(ofRun: run.id)
            #expect(try !books.work.isWorkDone(ofRun: run.id) && !books.work.hasWork(ofRun: run.id))
        }
    }

    @Test(
        "is told by doctor where it cannot be",
        arguments: [
            ("UPDATE batch_work SET content = 'x', token = 0 WHERE batch_no = 1", "never leased"),
            (
                """
                INSERT INTO bill_run_step (run_id, step_no, state, event_id) VALUES (1, 3, 'review', 2)
                """, "not being calculated"
            ),
            (
                """
                INSERT INTO page (sequence, kind, run_id, batch_no, previous, digest, content)
                VALUES (1, 'run', 1, 1, 'a', 'b', 'c')
                """, "has its page and is still shared out"
            ),
            ("UPDATE batch_work SET content = 'x', token = 1 WHERE batch_no = 1", "outcomes"),
        ])
    func doctor(sql: String, problem: String) throws {
        let (installation, _) = try started(.postgres)
        #expect(try installation.examine([.work]).allSatisfy(\.isWell))
        _ = try installation.write { try $0.db.execute(sql: sql) }
        let problems = try installation.examine([.work]).flatMap(\.problems)
        #expect(problems.contains { $0.contains(problem) }, "\(problems)")
    }
}
