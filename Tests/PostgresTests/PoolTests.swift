import Foundation
import Postgres
import Synchronization
import TestCluster
import Testing

@Suite("Listening")
struct NotificationTests {
    @Test("hears what was told once it is committed, and waits no longer than told to")
    func hears() throws {
        let (ear, mouth) = (try connect(), try connect())
        let channel = "Channel \(UInt32.random(in: 0 ... .max))"
        try ear.listen(to: channel)
        #expect(try ear.notifications(waitingFor: 1).isEmpty)
        try mouth.transaction { mouth in
            try mouth.notify(channel, "run 7 ☂")
            #expect(try ear.notifications(waitingFor: 1).isEmpty)
        }
        let heard = try ear.notifications(waitingFor: 10_000)
        #expect(heard.map(\.payload) == ["run 7 ☂"])
        #expect(heard.map(\.channel) == [channel] && heard.map(\.process) == [mouth.process])
    }
}

@Suite("A pool")
struct PoolTests {
    /// How many connections are lent, and the most that ever were.
    private final class Lent: Sendable {
        private let counts = Mutex((now: 0, maximum: 0))
        var maximum: Int { counts.withLock { $0.maximum } }

        func add(_ count: Int) {
            counts.withLock {
                $0.now += count
                $0.maximum = max($0.maximum, $0.now)
            }
        }
    }

    private func pool(_ budget: Int = 3) throws -> Pool {
        Pool(Address(try TestCluster.shared.get().url()), budget: budget)
    }

    @Test("makes do with the connections that the server has for it, without waiting for more")
    func fewConnections() async throws {
        let (admin, role) = (try connect(), "few_\(UInt32.random(in: 0 ... .max))")
        try admin.execute("CREATE ROLE \(role) LOGIN SUPERUSER CONNECTION LIMIT 3")
        // The limit does not hold for superusers.
        try admin.execute("ALTER ROLE \(role) NOSUPERUSER")
        var parts = try #require(URLComponents(string: TestCluster.shared.get().url()))
        parts.user = role
        let pool = Pool(Address(try #require(parts.string)), budget: 8)
        let lent = Lent()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<24 {
                group.addTask {
                    try pool.lend { connection in
                        lent.add(1)
                        defer { lent.add(-1) }
                        try connection.query("SELECT pg_sleep(0.05)")
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(lent.maximum <= 3 && lent.maximum > 0)
        pool.close()
    }

    @Test("never has more connections than its budget, whoever asks")
    func budget() async throws {
        let pool = try pool()
        let lent = Lent()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<12 {
                group.addTask {
                    try pool.lend { connection in
                        lent.add(1)
                        try connection.query("SELECT pg_sleep(0.01)")
                        lent.add(-1)
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(lent.maximum <= 3)
    }

    @Test("lends the same connection again, and never one whose session ended")
    func lendsAgain() throws {
        let pool = try pool(1)
        let first = try pool.lend { $0.process }
        #expect(try pool.lend { $0.process } == first)
        try connect().query("SELECT pg_terminate_backend($1::int)", [.int(Int64(first))])
        usleep(100_000)
        let second = try pool.transaction { try $0.query("SELECT pg_backend_pid()").int(0, 0) }
        #expect(second != Int64(first))
    }

    @Test("a block that fails takes its work back and leaves the connection usable")
    func failing() throws {
        struct Stop: Error {}
        let pool = try pool(1)
        let table = "pooled_\(UInt32.random(in: 0 ... .max))"
        #expect(throws: Stop.self) {
            try pool.transaction { connection in
                try connection.execute("CREATE TABLE \(table) (id bigint)")
                throw Stop()
            }
        }
        let asked = "SELECT count(*) FROM pg_tables WHERE tablename = $1"
        #expect(try pool.lend { try $0.query(asked, [.text(table)]).int(0, 0) } == 0)
    }

    @Test("tried out, nothing stands; a snapshot writes nothing")
    func tried() throws {
        let pool = try pool(1)
        let table = "tried_\(UInt32.random(in: 0 ... .max))"
        let make = "CREATE TABLE \(table) (id bigint)"
        try pool.transaction(ending: .rollback) { try $0.execute(make) }
        #expect(
            refusal { try pool.transaction(.snapshot) { try $0.execute(make) } }
                == .readOnlyTransaction)
        try pool.transaction { try $0.execute(make) }
    }

    @Test(
        "waits twice as long each time, up to its patience",
        arguments: [
            (BackOff(first: 50, longest: 200, patience: 700), [50, 100, 200, 200]),
            (BackOff(first: 50, longest: 200, patience: 49), []), (BackOff.none, []),
        ])
    func waits(backOff: BackOff, expected: [Int]) { #expect(backOff.waits == expected) }

    @Test(
        "what waiting cannot mend is told apart from what passes, by the server's words",
        arguments: [
            ("could not translate host name \"db\" to address: Name or service not known", false),
            ("could not translate host name \"db\": Temporary failure in name resolution", true),
            ("invalid port number: \"99999\"", false),
            ("invalid URI query parameter: \"sslmod\"", false),
            ("server does not support SSL, but SSL was required", false),
            ("connection to server at \"db\", port 5432 failed: Connection refused", true),
            ("connection to server failed: timeout expired", true),
            ("FATAL:  password authentication failed for user \"u\"", false),
            ("FATAL:  the database system is starting up", true),
        ])
    func refusals(words: String, passes: Bool) {
        let error = PostgresError(Connection.kind(ofRefusal: words), words)
        #expect(error.isTransient == passes)
    }

    @Test("who waits for a server is told so after a second")
    func waiting() throws {
        let messages = Mutex<[String]>([])
        Connection.waiting.withLock {
            $0 = { address, patience in
                messages.withLock { $0.append("\(address.shown) \(patience)") }
            }
        }
        defer { Connection.waiting.withLock { $0 = nil } }
        let nowhere = Address("postgresql://nobody@127.0.0.1:1/none")
        #expect(throws: PostgresError.self) {
            try Connection.open(nowhere, BackOff(first: 400, longest: 400, patience: 4000))
        }
        let ours = messages.withLock { $0 }.filter { $0.contains("nobody@") }
        #expect(ours == ["postgresql://nobody@127.0.0.1:1/none 4000"])
    }

    @Test("comes back after the server was cut off and started again")
    func restart() async throws {
        let cluster = try TestCluster()
        let pool = Pool(Address(cluster.url()), budget: 1)
        let before = try pool.lend { $0.process }
        #expect(
            [.adminShutdown, .connectionLost].contains(
                refusal {
                    try pool.transaction { connection in
                        try connection.execute("CREATE TABLE lost (id bigint)")
                        try cluster.stop(immediate: true)
                        try connection.query("SELECT 1")
                    }
                }))
        let again = Task.detached { try pool.lend { $0.process } }
        try await Task.sleep(for: .milliseconds(300))
        try cluster.start()
        #expect(try await again.value != before)
        let asked = "SELECT count(*) FROM pg_tables WHERE tablename = 'lost'"
        #expect(try pool.lend { try $0.query(asked).int(0, 0) } == 0)
        try cluster.remove()
    }
}
