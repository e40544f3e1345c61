import Access
import Customers
import Foundation
import Measures
import Synchronization
import TestCluster
import Testing

@testable import Storage

private struct Broken: Error, Equatable {}

extension Books {
    /// A small act: a party has another telephone number.
    @discardableResult
    fileprivate func change(_ id: Int64, to phone: String, failing: Bool = false) throws -> Int64 {
        let event = try events.record(
            EventDraft("party-changed", of: "party \(id)", by: "tester", key: "\(id) \(phone)"))
        let party = Party(
            id: id, code: "P\(id)", name: "Client", email: nil, language: "en-GB", phone: phone)
        _ = try customers.put(party, event: event)
        if failing { throw Broken() }
        return event
    }

    fileprivate func phone(_ id: Int64) throws -> String? { try customers.party(id)?.phone }
}

extension Installation {
    fileprivate func expectWell(events count: Int, _ comment: Comment? = nil) throws {
        let ids = try read { try Int64.fetchAll($0.db, sql: "SELECT id FROM event ORDER BY id") }
        #expect(ids == Array(1..<Int64(count) + 1), comment)
        // The parties were numbered by hand.
        try write { try $0.numbers.settle(.party) }
        let problems = try examine().filter { !$0.isWell }
        #expect(problems == [], comment)
    }
}

@Suite("Acts of many callers at once")
struct ActTests {
    @Test(
        "stand each as a whole or not at all, numbered without gaps, and their chain verifies",
        arguments: TestEngine.allCases)
    func many(engine: TestEngine) throws {
        let books = try engine.make()
        let answers = Mutex<[Int64: String]>([:])
        let wrong = Mutex<[String]>([])
        together(16) { client in
            for turn in 0..<12 {
                let (id, phone) = (Int64(client), "\(turn)")
                let (fails, isDry) = (turn % 5 == 3, turn % 6 == 4)
                let ended = Result {
                    try books.act(isDryRun: isDry) {
                        try $0.change(id, to: phone, failing: fails)
                    }
                }
                switch ended {
                case .success(let event) where !fails:
                    if !isDry { answers.withLock { $0[event] = "\(id) \(phone)" } }
                case .failure(let error) where fails && error is Broken: break
                default: wrong.withLock { $0.append("\(client) \(turn): \(ended)") }
                }
            }
        }
        #expect(wrong.withLock { $0 } == [])
        let answered = answers.withLock { $0 }
        #expect(answered.count == 16 * 8)
        try books.expectWell(events: answered.count)
        try books.read { books in
            for (event, key) in answered {
                let found = try books.events.event(event)
                #expect(found?.key == key)
            }
            for client in 0..<16 {
                let phone = try books.phone(Int64(client))
                #expect(phone == "11")
            }
        }
    }

    @Test("that fail leave no number behind, between good ones", arguments: TestEngine.allCases)
    func failing(engine: TestEngine) throws {
        let books = try engine.make()
        #expect(try books.act { try $0.change(1, to: "a") } == 1)
        #expect(throws: Broken()) { try books.act { try $0.change(1, to: "b", failing: true) } }
        #expect(throws: EventRefused.alreadyDone(key: "1 a", event: 1)) {
            try books.act { try $0.change(1, to: "a") }
        }
        #expect(try books.act { try $0.change(1, to: "c") } == 2)
        #expect(try books.read { try $0.phone(1) } == "c")
        try books.expectWell(events: 2)
    }

    @Test("tried out leave nothing", arguments: TestEngine.allCases)
    func dryRun(engine: TestEngine) throws {
        let books = try engine.make()
        #expect(try books.act(isDryRun: true) { try $0.change(1, to: "a") } == 1)
        #expect(try books.read { try $0.phone(1) } == nil)
        #expect(try books.act { try $0.change(1, to: "b") } == 1)
        try books.expectWell(events: 1)
    }

    @Test(
        "that lock a thing find what became of it, whoever else changes it",
        arguments: TestEngine.allCases)
    func locked(engine: TestEngine) throws {
        let books = try engine.make()
        _ = try books.act { try $0.change(1, to: "0") }
        let failed = Mutex<[String]>([])
        together(8) { _ in
            for _ in 0..<5 {
                let ended = Result {
                    try books.act { books in
                        try books.lock(Subject(.party, 1))
                        let count = try Int(books.phone(1) ?? "") ?? -1
                        try books.change(1, to: "\(count + 1)")
                    }
                }
                if case .failure(let error) = ended { failed.withLock { $0.append("\(error)") } }
            }
        }
        #expect(failed.withLock { $0 } == [])
        #expect(try books.read { try $0.phone(1) } == "40")
        try books.expectWell(events: 41)
    }

    @Test(
        "pass beside long transactions and come before or after them",
        arguments: TestEngine.allCases)
    func besideWriters(engine: TestEngine) throws {
        let books = try engine.make()
        together(6) { client in
            for turn in 0..<10 {
                let ended = Result {
                    if client < 2 {
                        try books.write { try $0.change(Int64(client), to: "\(turn)") }
                    } else {
                        try books.act { try $0.change(Int64(client), to: "\(turn)") }
                    }
                }
                if case .failure(let error) = ended { Issue.record(error) }
            }
        }
        try books.expectWell(events: 60)
    }

    @Test("that wait for each other in a circle are done again")
    func circle() throws {
        let books = try TestEngine.postgres.make()
        let bothHold = DispatchGroup()
        for _ in 0..<2 { bothHold.enter() }
        let first = Mutex<Set<Int>>([])
        together(2) { client in
            let ended = Result {
                try books.act { books in
                    try books.lock(Subject(.party, Int64(client)))
                    if first.withLock({ $0.insert(client).inserted }) {
                        bothHold.leave()
                        bothHold.wait()
                    }
                    try books.lock(Subject(.party, Int64(1 - client)))
                    try books.change(Int64(client), to: "done")
                }
            }
            if case .failure(let error) = ended { Issue.record(error) }
        }
        try books.expectWell(events: 2)
    }
}

@Suite("A disk that is full")
struct FullDiskOfActsTests {
    @Test(
        "falls with the whole group: each is told, and nothing of it stands",
        .enabled(if: SmallDisk.isPossible, "left out: making a small disk needs root"))
    func group() throws {
        let disk = try SmallDisk(megabytes: 8)
        defer { disk.remove() }
        let books = try Installation.create(
            in: disk.folder + "/books", name: "Test Utility", businessDay: day("2025-01-01"),
            clock: clock)
        defer { try? books.close() }
        _ = try books.act { try $0.change(1, to: "before") }
        try disk.fill()
        let told = Mutex<[String]>([])
        together(8) { client in
            let ended = Result { try books.act { try $0.change(Int64(client), to: "lost") } }
            told.withLock { $0.append("\(ended)") }
        }
        let refused = Result<Int64, any Error>.failure(BooksRefused.diskFull(file: books.file))
        #expect(told.withLock { Set($0) } == ["\(refused)"])
        disk.makeRoom()
        #expect(try books.act { try $0.change(2, to: "after") } == 2)
        #expect(try books.read { try $0.phone(1) } == "before")
        try books.expectWell(events: 2)
    }
}

@Suite("Looks with a deadline")
struct LookTests {
    @Test("do not wait for who writes, and see what stood before", arguments: TestEngine.allCases)
    func besideWriter(engine: TestEngine) throws {
        let folder = try ScratchFolder()
        let books =
            engine == .postgres
            ? try engine.make()
            : try Installation.create(
                in: folder.file("books"), name: "Test Utility", businessDay: day("2025-01-01"),
                clock: clock)
        _ = try books.act { try $0.change(1, to: "before") }
        try books.write { writing in
            try writing.change(1, to: "after")
            let seen = Mutex<Result<String?, any Error>?>(nil)
            together(1) { _ in
                let look = Result {
                    try books.look(deadline: .seconds(60)) { try $0.phone(1) }.value
                }
                seen.withLock { $0 = look }
            }
            #expect(try seen.withLock { $0 }?.get() == "before")
        }
        let look = try books.look(deadline: .seconds(60)) { try $0.phone(1) }
        #expect(look.value == "after" && look.pagesDue == 0)
        try books.close()
    }

    @Test("end with it", arguments: TestEngine.allCases)
    func deadline(engine: TestEngine) throws {
        let books = try engine.make()
        let endless = """
            WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n > 0)
            SELECT count(*) FROM (SELECT n % 7 AS n FROM number) AS counted
            """
        #expect(throws: LookStopped()) {
            try books.look(deadline: .milliseconds(50)) { try Int.fetchOne($0.db, sql: endless) }
        }
        let found = try books.look(deadline: .seconds(60)) { try $0.businessDay() }
        #expect(found.value.date.year == 2025)
    }
}
