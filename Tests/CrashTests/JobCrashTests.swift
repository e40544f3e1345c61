import Access
import Foundation
import Jobs
import Measures
import Operations
import Storage
import TestCluster
import Testing

/// Two programs do what is due and are killed again and again: each time of a job is done once.
@Suite("kill -9 among jobs", .serialized)
struct JobCrashTests {
    static let kills = 12
    static let minutes = 60

    /// A job of every minute, set up an hour ago; every time since then is made good.
    private func setUp(_ make: (Clock) throws -> Installation) throws {
        let now = Clock.system.now()
        let books = try make(.fixed(now + (-60 * Self.minutes - 30)))
        let door = Door(books, .singleUser("tester"))
        for (name, task) in [("rows", "write-rows"), ("look", "check-books")] {
            let job = Job(
                name: name, task: task, argument: task == "check-books" ? "quick" : "",
                schedule: "every 1 min", zone: "Etc/UTC", missed: .each, window: 0, retries: 100,
                pause: 0, predecessors: name == "look" ? ["rows"] : [])
            _ = try door.perform(SetJob(job), now: Terms())
        }
        try books.close()
    }

    private func disturb(_ place: [String], _ folder: String) throws {
        let command = [Spawned.program, "jobs", "run", "--watch", "--lease", "1"] + place
        for kill in 0..<Self.kills {
            let processes = try (0..<2).map {
                try Spawned(command: command, output: folder + "/said-\(kill)-\($0)")
            }
            usleep(UInt32.random(in: 200_000...900_000))
            for process in processes {
                process.kill()
                #expect(process.wait(atMost: 60) != .endless)
            }
        }
    }

    private func prove(_ books: Installation) throws {
        for _ in 0..<60 {
            try RunJobs(Door(books, .singleUser("tester")), leaseSeconds: 5)()
            let left = try books.read { books in
                try books.jobs.records(of: nil, last: .max).count {
                    [.waiting, .running].contains($0.firing.state)
                }
            }
            guard left > 0 else { break }
            usleep(500_000)
        }
        try books.read { books in
            let records = try books.jobs.records(of: nil, last: .max)
            let states = Set(records.map(\.firing.state))
            #expect(states == [.done])
            let times = Dictionary(grouping: records, by: \.firing.job).mapValues(\.count)
            #expect(times["rows"] ?? 0 >= Self.minutes)
            #expect(times["look"] ?? 0 >= Self.minutes)
            let keys = try books.events.events(last: .max)
                .filter { $0.action.hasPrefix("job-") && $0.action != "job-set" }
                .compactMap(\.key)
            #expect(keys.count == records.count)
            #expect(Set(keys) == Set(records.map(\.firing.key)))
        }
        let problems = try books.examine(Check.all).filter { !$0.isWell }
        #expect(problems == [])
    }

    @Test("of a file each time is done once")
    func file() throws {
        let folder = try Leftovers.folder("jobs")
        let data = folder + "/books"
        try setUp {
            try Installation.create(
                in: data, name: "Test Utility", businessDay: Day(number: 20_000), clock: $0)
        }
        try disturb(["--data", data], folder)
        let books = try Installation.open(data)
        try prove(books)
        try books.close()
    }

    @Test("of a database each time is done once")
    func database() throws {
        let folder = try Leftovers.folder("jobs")
        let url = try TestCluster.shared.get().url()
        let schema = "jobs_" + UUID().uuidString.prefix(8).lowercased()
        let address = try DatabaseAddress(url, schema: schema)
        try setUp {
            try Installation.create(
                in: address, name: "Test Utility", businessDay: Day(number: 20_000), clock: $0)
        }
        try disturb(["--database", url, "--schema", schema], folder)
        let books = try Installation.open(address)
        try prove(books)
        try books.close()
    }
}
