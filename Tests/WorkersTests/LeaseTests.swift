import Billing
import Foundation
import Measures
import Postgres
import TestCluster
import Testing

@testable import Operations
@testable import Storage

/// What keeps two workers from doing the same batch twice, tried by hand.
@Suite("Leases and deliveries")
struct LeaseTests {
    private struct Open {
        let books: SharedBooks
        let run: SharedRun
        var installation: Installation { books.installation }

        func take(_ worker: String = "one", for milliseconds: Int64 = 60_000) throws -> BatchLease {
            try #require(
                try installation.share { try $0.work.lease(to: worker, for: milliseconds) })
        }

        func deliver(_ lease: BatchLease) throws {
            try run.deliver(
                try run.inputs.made(lease.batch, installation), lease, to: installation)
        }

        func finish() async throws { _ = try await Worker(Door(installation, as: "tester"), way)() }

        private var way: Worker.Way {
            var way = Worker.Way(hands: 2)
            way.untilIdle = true
            return way
        }
    }

    private func open() async throws -> (SharedTown, Open) {
        let town = try await SharedTown.made.value
        let books = try town.copy()
        let run = try CalculateRun(Door(books.installation, as: "ada"))
            .shareOut(run: SharedTown.run)
        let shared = try books.installation.read { try SharedRun(run, $0) }
        return (town, Open(books: books, run: shared))
    }

    @Test("a batch is in one hand at a time, and each gets another")
    func one() async throws {
        let (_, open) = try await open()
        let leases = try (0..<5).map { try open.take("worker \($0)") }
        #expect(leases.map(\.batch.number) == [1, 2, 3, 4, 5])
        #expect(leases.allSatisfy { $0.token == 1 })
        try open.installation.share { try $0.work.giveBack(leases[2]) }
        let again = try open.take()
        #expect(again.batch.number == 3 && again.token == 2)
    }

    @Test("a lease that ran out is given away, and the older token delivers nothing")
    func stale() async throws {
        let (town, open) = try await open()
        let old = try open.take("asleep", for: 1)
        usleep(5000)
        let new = try open.take("awake")
        #expect(new.batch == old.batch && new.token == old.token + 1)
        #expect(throws: LeaseLost.self) { try open.deliver(old) }
        #expect(try open.books.pages() == 0)
        try open.deliver(new)
        #expect(try open.books.pages() == 1)
        #expect(throws: LeaseLost.self) { try open.deliver(old) }
        #expect(throws: LeaseLost.self) { try open.deliver(new) }
        try await open.finish()
        #expect(try open.books.differences(from: town.billed) == [])
    }

    @Test("a lease that ran out and that nobody took still delivers")
    func late() async throws {
        let (_, open) = try await open()
        let lease = try open.take(for: 1)
        usleep(5000)
        try open.deliver(lease)
        #expect(try open.books.pages() == 1)
    }

    @Test("a prolonged lease is not given away; a lost one cannot be prolonged")
    func prolonged() async throws {
        let (_, open) = try await open()
        let lease = try open.take(for: 1)
        try open.installation.share { try $0.work.prolong(lease, for: 60_000) }
        usleep(5000)
        #expect(try open.take("two").batch.number == 2)
        try open.installation.share { try $0.work.prolong(lease, for: 1) }
        usleep(5000)
        let taken = try open.take("two")
        #expect(taken.batch.number == 1)
        try open.installation.share { try $0.work.prolong(lease, for: 600_000) }
        let left = try open.installation.read { try $0.work.overview(of: open.run.run) }?.waiting
            .first?.left
        #expect((left ?? 0) <= 60_000)
    }

    @Test("batches delivered out of order are linked in order, and the last page ends the run")
    func order() async throws {
        let (town, open) = try await open()
        let count = open.run.run.batches
        let leases = try (0..<count).map { _ in try open.take() }
        for lease in leases.reversed() {
            #expect(try open.books.pages() == 0)
            try open.deliver(lease)
        }
        #expect(try open.books.pages() == 1)
        #expect(try open.books.problems() == [])
        while try open.run.linkDelivered(in: open.installation) {}
        let run = try open.installation.read { try $0.runRecord(SharedTown.run) }
        #expect(run.state == .review)
        #expect(try open.books.differences(from: town.billed) == [])
    }

    @Test("the database itself refuses a second outcome of a supply point")
    func unique() async throws {
        let (_, open) = try await open()
        let (one, two) = (try open.take(), try open.take())
        let page = try open.run.inputs.made(one.batch, open.installation)
        try open.deliver(one)
        let error = #expect(throws: PostgresError.self) {
            try open.run.deliver(page, two, to: open.installation)
        }
        #expect(error?.kind == .uniqueViolation)
        #expect(try open.installation.share { try $0.work.holds(two) })
    }

    @Test("who finds somebody writing does not wait: the page is kept, and linked by the next")
    func busy() async throws {
        let (_, open) = try await open()
        let (one, two) = (try open.take(), try open.take())
        try open.installation.write { _ in
            try open.deliver(one)
            #expect(try !open.run.linkDelivered(in: open.installation))
        }
        #expect(try open.books.pages() == 0)
        try open.deliver(two)
        #expect(try open.run.linkDelivered(in: open.installation))
        #expect(try open.books.pages() == 2)
    }

    @Test("a batch that fails three times is given up, and tried again when the run is resumed")
    func failing() async throws {
        let (town, open) = try await open()
        let first = open.run.inputs.run
        try open.books.execute("UPDATE reading SET source = 'x' || source WHERE register_id = 40")
        let stuck = await #expect(throws: WorkStuck.self) { try await open.finish() }
        #expect(stuck?.batches.count == 1 && stuck?.problem.contains("reading") == true)
        let work = try #require(try open.installation.read { try $0.work.overview(of: first) })
        #expect(work.givenUp.count == 1 && work.done == first.batches - 1)
        #expect(try open.books.problems().map(\.name) == ["facts as pinned"])
        try open.books.execute(
            "UPDATE reading SET source = substr(source, 2) WHERE register_id = 40")
        try await CalculateRun(Door(open.installation, as: "ada"))(run: SharedTown.run)
        #expect(try open.books.differences(from: town.billed) == [])
    }

    @Test("a run that is given up takes its work back: nothing more is delivered")
    func aborted() async throws {
        let (_, open) = try await open()
        let (one, two, three) = (try open.take(), try open.take(), try open.take())
        try open.deliver(one)
        try open.deliver(three)
        try ReviewRun(Door(open.installation, as: "bo")).abort(reason: "wrong month")
        #expect(throws: LeaseLost.self) { try open.deliver(two) }
        #expect(try open.books.pages() == 2)
        #expect(try open.books.problems() == [])
        #expect(try open.installation.share { try $0.work.lease(to: "one", for: 1000) } == nil)
    }
}
