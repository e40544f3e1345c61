import Billing
import Foundation
import Operations
import Postgres
import Storage
import TestCluster
import Testing

/// Workers are processes of the built program; whatever their number, the books come out as those
/// that one process made on SQLite, to the byte.
@Suite("Many workers on one run", .serialized)
struct WorkersTests {
    @Test("give the same pages and rows as one process", arguments: [1, 2, 4])
    func same(count: Int) async throws {
        let (town, books) = try await shared()
        #expect(try books.say("run", "start", "--for-workers") == 0)
        let workers = try (0..<count).map { _ in
            try books.spawn("worker", "--until-idle", "--parallel", "1")
        }
        for worker in workers { #expect(worker.wait() == .exited(0), "\(books.said)") }
        #expect(try books.differences(from: town.billed) == [], "\(books.said)")
        #expect(try books.problems() == [])
        #expect(books.said.contains("run 3 has all its pages"))
    }

    @Test("one process that starts the run is a worker too, and so is a second by mistake")
    func coordinators() async throws {
        let (town, books) = try await shared()
        let both = [try books.spawn("run", "start"), try books.spawn("run", "start")]
        let ends = both.map { $0.wait() }
        // Who comes when all is done is told so, and refused.
        #expect(ends.contains(.exited(0)) && ends.allSatisfy { $0 != .killed }, "\(books.said)")
        #expect(try books.differences(from: town.billed) == [], "\(books.said)")
        #expect(try books.problems() == [])
    }

    @Test("a worker that joins takes the rest while another stands still")
    func joining() async throws {
        let (town, books) = try await shared()
        #expect(try books.say("run", "start", "--for-workers") == 0)
        let count = try undone(books).count
        let own = try #require(try books.lease())
        let first = try books.spawn("worker", "--until-idle", "--parallel", "1", "--lease", "600")
        try books.until { try undone(books).count < count - 1 }
        first.tell(SIGSTOP)
        let held = try waiting(books).filter(\.isHeld).map(\.number)
        let second = try books.spawn("worker", "--until-idle", "--parallel", "1")
        try books.until { try undone(books) == held }
        #expect(try undone(books) == held && held.count <= 2)
        first.tell(SIGCONT)
        try books.installation.share { try $0.work.giveBack(own) }
        #expect([first.wait(), second.wait()] == [.exited(0), .exited(0)], "\(books.said)")
        #expect(try books.differences(from: town.billed) == [], "\(books.said)")
    }

    @Test("a worker that stands still loses its batch, and drops its work when it wakes")
    func waking() async throws {
        let (town, books) = try await shared()
        #expect(try books.say("run", "start", "--for-workers") == 0)
        let sleeper = try books.locking("reading") {
            let sleeper = try books.spawn("worker", "--parallel", "1", "--lease", "1")
            try books.until { try waiting(books).contains(where: \.isHeld) }
            sleeper.tell(SIGSTOP)
            return sleeper
        }
        let end = try books.spawn("worker", "--until-idle", "--parallel", "1").wait()
        #expect(end == .exited(0), "\(books.said)")
        sleeper.tell(SIGCONT)
        try books.until { books.said.contains("was given to somebody else") }
        sleeper.tell(SIGTERM)
        #expect(sleeper.wait() == .exited(0))
        #expect(books.said.contains("was given to somebody else, its work is dropped"))
        #expect(try books.differences(from: town.billed) == [], "\(books.said)")
        #expect(try books.problems() == [])
    }

    @Test("SIGTERM lets a worker deliver what it has in hand, and leave")
    func leaving() async throws {
        let (town, books) = try await shared()
        #expect(try books.say("run", "start", "--for-workers") == 0)
        let count = try undone(books).count
        let own = try #require(try books.lease())
        let worker = try books.spawn("worker", "--parallel", "2")
        try books.until { try undone(books).count < count - 1 }
        worker.tell(SIGTERM)
        #expect(worker.wait() == .exited(0), "\(books.said)")
        #expect(try waiting(books).filter(\.isHeld).map(\.number) == [own.batch.number])
        #expect(books.said.contains("leaves once what it has in hand is delivered"))
        #expect(try books.problems() == [])
        try books.installation.share { try $0.work.giveBack(own) }
        #expect(try books.say("run", "resume") == 0)
        #expect(try books.differences(from: town.billed) == [], "\(books.said)")
    }

    @Test("kill -9 of a worker: another takes its batch when the lease has run out")
    func killed() async throws {
        let (town, books) = try await shared()
        #expect(try books.say("run", "start", "--for-workers") == 0)
        let worker = try books.locking("reading") {
            let worker = try books.spawn("worker", "--parallel", "2", "--lease", "1")
            try books.until { try waiting(books).filter(\.isHeld).count == 2 }
            worker.kill()
            return worker
        }
        #expect(worker.wait() == .killed)
        #expect(try books.say("worker", "--until-idle") == 0, "\(books.said)")
        #expect(try books.differences(from: town.billed) == [], "\(books.said)")
    }

    @Test("a server without a connection to spare is waited for")
    func crowded() async throws {
        let (town, books) = try await shared()
        #expect(try books.say("run", "start", "--for-workers") == 0)
        let role = books.address.schema
        try books.execute("CREATE ROLE \(role) LOGIN IN ROLE tester CONNECTION LIMIT 2")
        let url = books.address.url.replacing("tester@", with: role + "@")
        var others = try (0..<2).map { _ in try Connection(Address(url)) }
        let worker = try Spawned(
            ["worker", "--until-idle", "--database", url, "--schema", role, "--parallel", "1"],
            log: books.log)
        try books.until { books.said.contains("tries again") }
        #expect(books.said.contains("too many connections"))
        others.removeAll()
        #expect(worker.wait() == .exited(0), "\(books.said)")
        #expect(try books.differences(from: town.billed) == [], "\(books.said)")
    }

    @Test("where the books are in a folder, or the connections too few, it says what to do")
    func refused() async throws {
        let (town, books) = try await shared()
        let alone = try Spawned(["worker", "--data", town.folder + "/start"], log: books.log)
        #expect(alone.wait() == .exited(1))
        #expect(books.said.contains("Workers need books in a database"))
        #expect(try books.say("worker", "--connections", "1") == 1)
        #expect(books.said.contains("A worker cannot do with 1 connection"))
        #expect(try books.say("worker", "--parallel", "0") == 64)
    }

    private func shared() async throws -> (SharedTown, SharedBooks) {
        let town = try await SharedTown.made.value
        return (town, try town.copy())
    }

    /// Batches nobody has delivered.
    private func undone(_ books: SharedBooks) throws -> [Int] {
        try waiting(books).filter { !$0.isDelivered }.map(\.number)
    }

    /// The batches of the run without a page; none once the run is done.
    private func waiting(_ books: SharedBooks) throws -> [WorkOverview.Batch] {
        try books.installation.read { books in
            try books.work.overview(of: try books.runRecord(SharedTown.run))?.waiting ?? []
        }
    }
}
