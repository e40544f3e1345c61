import Foundation
import Measures
import Operations
import Storage
import TestCluster
import Testing

/// What was answered stands, and nothing stands by half, whenever those who act are killed, or the
/// server is.
@Suite("kill -9 among acts of many clients", .serialized)
struct ActCrashTests {
    static let kills = 8

    private static let bench =
        (Spawned.program as NSString).deletingLastPathComponent
        + "/plumbline-bench"

    /// Sixteen clients that act until they are killed; gives the keys that were answered.
    private func answered(
        _ place: String, _ folder: String, kill: (Spawned) throws -> Void
    ) throws -> Set<String> {
        let said = folder + "/said-\(UUID().uuidString)"
        let process = try Spawned(
            command: [Self.bench, "acts", place, "clients=16", "seconds=60", "say=yes"],
            output: said)
        let lines = { (try? String(contentsOfFile: said, encoding: .utf8)) ?? "" }
        for _ in 0..<3000 where lines().isEmpty { usleep(10_000) }
        usleep(UInt32.random(in: 0...300_000))
        try kill(process)
        let end = process.wait(atMost: 60)
        #expect(end != .endless)
        // The last line may be half.
        return Set(
            lines().split(separator: "\n").filter { $0.first?.isNumber == true }.map(String.init))
    }

    private func prove(_ books: Installation, _ answered: Set<String>) throws {
        let (keys, phones) = try books.read { books in
            let events = try books.events.events(last: .max)
            #expect(events.map(\.id) == Array((1...Int64(events.count)).reversed()))
            return (
                Set(events.compactMap(\.key)), try books.customers.parties().compactMap(\.phone)
            )
        }
        #expect(answered.subtracting(keys) == [], "answered, and not there")
        // The last act of each client is there as a whole: its event and its fact.
        #expect(phones.filter { $0 != "none" && !keys.contains($0) } == [])
        // The benchmark numbers its parties by hand.
        try books.write { try $0.numbers.settle(.party) }
        let problems = try books.examine().filter { !$0.isWell }
        #expect(problems == [])
    }

    @Test("leaves a file with all that was answered and no act by half")
    func file() throws {
        let folder = try Leftovers.folder("acts")
        let data = folder + "/books"
        try Installation.create(
            in: data, name: "Test Utility", businessDay: Day(number: 20_000)
        ).close()
        var all: Set<String> = []
        for _ in 0..<Self.kills {
            all.formUnion(try answered(data, folder) { $0.kill() })
            let books = try Installation.open(data)
            try prove(books, all)
            try books.close()
        }
        #expect(all.count > Self.kills)
    }

    @Test("of the server leaves a database with all that was answered and no act by half")
    func server() throws {
        let cluster = try TestCluster(durable: true)
        defer { try? cluster.remove() }
        let folder = try Leftovers.folder("acts")
        let address = try DatabaseAddress(cluster.url())
        try Installation.create(
            in: address, name: "Test Utility", businessDay: Day(number: 20_000)
        ).close()
        var all: Set<String> = []
        for _ in 0..<Self.kills {
            all.formUnion(
                try answered(cluster.url(), folder) { process in
                    try cluster.stop(immediate: true)
                    process.kill()
                })
            try cluster.startAgain()
            let books = try Installation.open(address)
            try prove(books, all)
            try books.close()
        }
        #expect(all.count > Self.kills)
    }
}
