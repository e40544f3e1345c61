import Foundation
import Measures
import Outbox
import Testing

@testable import Storage

/// Leases and steps of messages on both engines, and what `doctor` sees of alterations.
@Suite("Messages in the books")
struct OutboxStoreTests {
    private func mail(_ key: String) throws -> OutgoingMessage {
        try OutgoingMessage(
            .mail, key: key, about: "bill 7", to: "a@b.example", from: "c@d.example",
            content: Array("Subject: x\r\n\r\n\(key)\r\n".utf8))
    }

    private func filled(_ engine: TestEngine, _ keys: [String] = ["a", "b"]) throws -> Installation
    {
        let installation = try engine.make()
        try installation.write { books in
            let event = try books.begin()
            for key in keys { _ = try books.outbox.add(mail(key), event: event) }
        }
        return installation
    }

    private func take(_ installation: Installation, _ time: Int64 = 60_000) throws -> MessageLease?
    {
        let next = try installation.share { books in
            try books.outbox.take([.mail], by: "one", for: time) { _, _ in .send }
        }
        if case .taken(let lease, _) = next { return lease }
        return nil
    }

    private func standing(_ installation: Installation, _ key: String) throws -> MessageStanding? {
        try installation.read { try $0.outbox.message(key)?.standing }
    }

    @Test("are taken one by one, and none twice", arguments: TestEngine.allCases)
    func taken(engine: TestEngine) throws {
        let installation = try filled(engine)
        let leases = try (0..<3).map { _ in try take(installation) }
        #expect(leases.map { $0?.id } == [1, 2, nil])
        #expect(leases.compactMap { $0?.token } == [1, 1])
    }

    @Test("an old lease hands nothing over and settles nothing", arguments: TestEngine.allCases)
    func fenced(engine: TestEngine) throws {
        let installation = try filled(engine, ["a"])
        let old = try #require(try take(installation, 1))
        usleep(5000)
        let plan = RetryPlan(first: 1, longest: 1, tries: 5)
        #expect(try installation.share { try $0.outbox.lapse(plan: plan) } == 1)
        sleep(2)
        let new = try #require(try take(installation))
        #expect(new.token == 2)
        try installation.share { books in
            let handedOver = try [old, new, new].map { try books.outbox.handOver($0, for: 1000) }
            #expect(handedOver == [false, true, false])
            let settled = try [old, new].map { try books.outbox.settle($0, .taken(said: "250")) }
            #expect(settled.map { $0?.state } == [nil, .sent])
        }
        let steps = try installation.read { try $0.outbox.history(of: 1).map(\.what) }
        #expect(steps == ["queued", "lapsed", "late: sent", "sent"])
    }

    @Test("a late answer of the same try ends what is unknown", arguments: TestEngine.allCases)
    func late(engine: TestEngine) throws {
        let installation = try filled(engine, ["a"])
        let lease = try #require(try take(installation, 1))
        _ = try installation.share { try $0.outbox.handOver(lease, for: 1) }
        usleep(5000)
        _ = try installation.share { try $0.outbox.lapse() }
        #expect(try standing(installation, "a")?.state == .unknown)
        let outcome = SendingOutcome.taken(said: "250")
        #expect(try installation.share { try $0.outbox.settle(lease, outcome) }?.state == .sent)
        #expect(try installation.examine([.outbox]).allSatisfy(\.isWell))
    }

    @Test("what a receiver says is kept to one harmless line", arguments: TestEngine.allCases)
    func said(engine: TestEngine) throws {
        let installation = try filled(engine, ["a"])
        let lease = try #require(try take(installation))
        let said = "550 \u{1B}[31m\r\n" + String(repeating: "x", count: 5000)
        try installation.share { books in
            _ = try books.outbox.settle(lease, .notTaken(.never, said: said))
        }
        let kept = try #require(try installation.read { try $0.outbox.history(of: 1).last?.said })
        #expect(kept.hasPrefix("550 <U+001B>[31m") && kept.count < 600)
    }

    @Test(
        "that were altered are told by doctor", arguments: TestEngine.allCases,
        [
            ("UPDATE outbox SET subject = 'bill 8' WHERE id = 1", "outbox"),
            (
                "UPDATE outbox_standing SET state = 'sent' WHERE message_id = 1",
                "elsewhere than its last step"
            ),
            (
                "UPDATE outbox_standing SET state = 'sending' WHERE message_id = 1",
                "nobody has it in hand"
            ),
            (
                "UPDATE outbox_content SET receiver = 'x@y.example' WHERE message_id = 1",
                "not what was queued"
            ),
            (
                "UPDATE outbox_content SET content = salt WHERE message_id = 2",
                "not what was queued"
            ),
            ("DELETE FROM outbox_content WHERE message_id = 2", "lacks what it holds"),
        ])
    func doctor(engine: TestEngine, alteration: (sql: String, problem: String)) throws {
        let installation = try filled(engine)
        let checks = Check.storage + [.outbox]
        #expect(try installation.examine(checks).allSatisfy(\.isWell))
        _ = try installation.engine.write { try $0.execute(sql: alteration.sql) }
        let problems = try installation.examine(checks).flatMap(\.problems)
        #expect(problems.contains { $0.contains(alteration.problem) }, "\(problems)")
    }

    @Test("one whose content was altered is held, not sent, and holds no other up")
    func altered() throws {
        let installation = try filled(.sqlite)
        _ = try installation.engine.write {
            try $0.execute(
                sql: "UPDATE outbox_content SET receiver = 'x@y.example' WHERE message_id = 1")
        }
        #expect(try take(installation)?.id == 2)
        #expect(try standing(installation, "a")?.state == .held)
    }

    @Test(
        "two thousand that wait cost each sender a look into an index",
        arguments: TestEngine.allCases)
    func many(engine: TestEngine) throws {
        let installation = try filled(engine, (1...2000).map { "k\($0)" })
        let began = ContinuousClock.now
        for number in 1...100 { #expect(try take(installation)?.id == Int64(number)) }
        #expect(ContinuousClock.now - began < .seconds(10))
    }
}
