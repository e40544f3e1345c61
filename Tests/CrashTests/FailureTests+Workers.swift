import Foundation
import Storage
import TestCluster
import Testing

// Workers on one run. (Leases and what becomes of late work, by hand: `LeaseTests`.)
extension FailureTests {
    @Test("kill -9 of workers, one after another")
    func workers() async throws {
        try await Self.suffer("kill -9 of a worker") { books, _ in
            try books.say(["run", "start", "--for-workers"])
            try books.disturb(.working, times: 5, part: 2, Self.killed) {
                #expect($0.end == .killed, "\($0)")
            }
            try books.say(["worker", "--until-idle"])
            #expect(try books.books.runState() == "review")
        }
    }

    @Test("the network of a worker is cut: it comes back by itself")
    func workerCut() async throws {
        try await Self.suffer("network cut of a worker") { books, _ in
            try books.say(["run", "start", "--for-workers"])
            try books.disturb(.working, times: 1, within: 3, { _ in .cut }) { said in
                #expect(said.code == 0, "\(said)")
                #expect(said.text.contains("goes on by itself"), "\(said)")
            }
            #expect(try books.books.runState() == "review")
        }
    }

    @Test("kill -9 of the coordinator beside a worker, which brings the run to review")
    func coordinatorBesideWorker() async throws {
        try await Self.suffer("kill -9 of the coordinator beside a worker") { books, _ in
            let worker = try books.desk.begin(["worker", "--parallel", "1"])
            try books.disturb(.start, times: 1, part: 5, Self.killed) {
                #expect($0.end == .killed, "\($0)")
            }
            if try books.books.runState() == "planned" { try books.say(["run", "start"]) }
            books.letLeasesRunOut()
            try books.until("the run is up for review") { try books.books.runState() == "review" }
            worker.process.tell(SIGTERM)
            let said = try worker.end()
            #expect(said.code == 0, "\(said)")
        }
    }

    /// Stopped between two messages of a transaction, it keeps what it has locked until it has been
    /// silent for too long: here for a second, a minute where nobody says otherwise. Stopped while
    /// it sends rows, it keeps that until another worker finds its batch held beyond the lease.
    @Test(
        "a worker falls asleep in the middle, and wakes when its batch was given away",
        arguments: ["before a commit", "after a commit", "while it sends rows"])
    func sleeper(_ moment: String) async throws {
        let title = "a worker that falls asleep \(moment) and wakes too late"
        try await Self.suffer(title) { books, cluster in
            try cluster.order(
                """
                ALTER DATABASE \(books.name)
                SET idle_in_transaction_session_timeout = '1s'
                """)
            try books.say(["run", "start", "--for-workers"])
            let commit = books.number(1...20)
            let moment: Wire.Moment =
                switch moment {
                case "before a commit": .before(commit: commit)
                case "after a commit": .after(commit: commit)
                default: .rows(sendings: commit)
                }
            let words = ["worker", "--until-idle", "--lease", "2"]
            let said = try books.whileAsleep(words, moment) {
                try books.say(words)
                #expect(try books.books.runState() == "review")
            }
            #expect(said.code == 0, "\(said)")
            books.tell("worker asleep \(moment)")
        }
    }
}

extension FailingBooks {
    /// Waits until something holds, half a minute at most.
    func until(_ what: String, _ holds: () throws -> Bool) throws {
        let end = Date() + 30
        while try !holds() {
            guard Date() < end else { throw Stuck(description: "waited in vain until \(what)") }
            usleep(50_000)
        }
    }

    /// Begins a command, stops its process at a moment, and lets it go on after the block. Gives
    /// what it said. Where the block fails the process is killed.
    func whileAsleep(
        _ words: [String], _ moment: Wire.Moment, _ body: () throws -> Void
    ) throws -> Desk.Said {
        guard let wire else { throw Stuck(description: "no wire leads to books in a file") }
        wire.open(false)
        let going = try desk.begin(words, over: wire)
        wire.at([moment]) {
            going.process.tell(SIGSTOP)
            return .swallow
        }
        wire.open(true)
        do {
            try until("the worker is asleep") { !wire.met.isEmpty }
            try body()
        } catch {
            going.process.kill()
            _ = going.process.wait()
            throw error
        }
        going.process.tell(SIGCONT)
        return try going.end()
    }
}
