import Foundation
import Postgres
import TestCluster
import Testing

// The server and its disks.
extension FailureTests {
    /// How a server dies.
    enum Death: String, CaseIterable, Sendable, CustomTestStringConvertible {
        case immediate = "immediate stop of the server"
        case killed = "kill -9 of the server's first process"
        case session = "kill -9 of one of the server's sessions"

        var testDescription: String { rawValue }

        func callAsFunction(_ cluster: TestCluster, _ database: String) throws {
            switch self {
            case .immediate: try cluster.stop(immediate: true)
            case .killed: try cluster.killOutright()
            case .session:
                let process = try cluster.ask(
                    """
                    SELECT coalesce(max(pid), 0) FROM pg_stat_activity
                    WHERE datname = '\(database)' AND backend_type = 'client backend'
                    """)
                if process > 0 { kill(pid_t(process), SIGKILL) }
            }
            try cluster.startAgain()
        }
    }

    @Test("the server dies and is started again", arguments: Death.allCases)
    func server(death: Death) async throws {
        let comesIn = death == .immediate
        try await Self.suffer(death.rawValue, from: comesIn ? .files : .planned) { books, cluster in
            let name = books.name
            let die: FailingBooks.Disturbance = { _ in
                do { try death(cluster, name) } catch { Issue.record(error) }
                return .goOn
            }
            if comesIn {
                try Self.disturbImports(books, times: 1, die, afterwards: Self.expectLost)
            }
            try books.disturb(.start, times: 1, within: 2, die, afterwards: Self.expectLost)
            try books.approve()
            try books.disturb(.release, times: 2, die, afterwards: Self.expectLost)
        }
    }

    @Test("the server is not there when a command begins: it waits for it")
    func notThere() async throws {
        try await Self.suffer("a server that is not there yet") { books, cluster in
            try cluster.stop()
            let going = try books.desk.begin(["run", "start"], over: books.wire)
            sleep(1)
            try cluster.startAgain()
            let said = try going.end()
            #expect(said.code == 0, "\(said)")
            books.tell("run start before the server")
        }
    }

    @Test(
        "the disk of the tables is full, and has room again",
        .enabled(if: mayMount, "left out: making a small disk needs root"))
    func tablesFull() async throws {
        try await Self.suffer("full disk of the tables", from: .files) { books, cluster in
            let room = RoomLater { cluster.disks?.tables.makeRoom() }
            let fill: FailingBooks.Disturbance = { _ in
                do { try cluster.disks?.tables.fill() } catch { Issue.record(error) }
                room.make(inSeconds: 1)
                return .goOn
            }
            var refused = 0
            let full: (Desk.Said) throws -> Void = { said in
                // Who only reads goes on.
                try books.say(["run", "status"])
                room.wait()
                guard said.text.contains("No space left on device") else { return }
                refused += 1
                #expect(Self.saysOfFullDisk(said), "\(said)")
            }
            try Self.disturbImports(books, times: 1, fill, afterwards: full)
            try books.disturb(.start, times: 2, fill, afterwards: full)
            try books.approve()
            try books.disturb(.release, times: 3, fill, afterwards: full)
            books.tell("\(refused) found no room")
            #expect(refused > 0, "seed \(books.seed)")
        }
    }

    /// A server that cannot write its log stops itself. It is started again when there is room.
    @Test(
        "the disk of the server's log is full, and has room again",
        .enabled(if: mayMount, "left out: making a small disk needs root"))
    func logFull() async throws {
        try await Self.suffer("full disk of the server's log") { books, cluster in
            let room = RoomLater {
                cluster.disks?.log.makeRoom()
                do { try cluster.startAgain() } catch { Issue.record(error) }
            }
            let fill: FailingBooks.Disturbance = { _ in
                do { try cluster.disks?.log.fill() } catch { Issue.record(error) }
                // What is written next needs a new file of the log.
                try? cluster.order("SELECT pg_switch_wal()")
                room.make(inSeconds: 2)
                return .goOn
            }
            var lost = 0
            let full: (Desk.Said) throws -> Void = { said in
                Self.expectLost(said)
                room.wait()
                lost += said.text.contains("The database says: ") ? 1 : 0
            }
            try books.disturb(.start, times: 1, fill, afterwards: full)
            try books.approve()
            try books.disturb(.release, times: 3, fill, afterwards: full)
            books.tell("\(lost) lost their server")
            #expect(lost > 0, "seed \(books.seed)")
        }
    }

    static let mayMount = SmallDisk.isPossible
}

/// Makes room after a while, on a thread of its own.
final class RoomLater: Sendable {
    private let done = DispatchSemaphore(value: 0)
    private let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) { self.body = body }

    func make(inSeconds seconds: UInt32) {
        Thread.detachNewThread { @Sendable [self] in
            sleep(seconds)
            body()
            done.signal()
        }
    }

    /// Waits until it is made.
    func wait() { done.wait() }
}

extension FailureTests {
    /// It waited for room, or ended and says what to do, or had all that counts on the disk
    /// already: whoever asks next writes the rows.
    fileprivate static func saysOfFullDisk(_ said: Desk.Said) -> Bool {
        let ended = said.code == 75 && said.text.contains("Make room on the server")
        guard said.code == 0 else { return ended }
        return said.text.contains("goes on by itself")
            || said.text.contains("All is kept. Their rows are")
    }
}
