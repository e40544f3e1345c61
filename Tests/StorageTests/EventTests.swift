import Measures
import Testing

@testable import Storage

@Suite("Events")
struct EventTests {
    @Test("say who, what, when and why", arguments: TestEngine.allCases)
    func record(engine: TestEngine) throws {
        let books = try engine.make("2025-01-01")
        let act = EventDraft(
            "import-readings", of: "march.csv", by: "ann", because: "the walk", key: "k1")
        let event = try books.write { books in
            try books.events.event(try books.events.record(act))
        }
        #expect(
            event
                == Event(
                    id: 1, recordedAt: "2025-06-15T15:06:40Z", businessDay: day("2025-01-01"),
                    actor: "ann", action: "import-readings", subject: "march.csv",
                    reason: "the walk", key: "k1"))
    }

    @Test(
        "with a key that was used are refused, and nothing is stored",
        arguments: TestEngine.allCases)
    func twice(engine: TestEngine) throws {
        let books = try engine.make()
        let act = EventDraft("pay", of: "1", by: "ann", key: "k1")
        _ = try books.write { try $0.events.record(act) }

        #expect(throws: EventRefused.alreadyDone(key: "k1", event: 1)) {
            try books.write { try $0.events.record(act) }
        }
        #expect(try books.read { try $0.events.events(last: 9).count } == 1)
    }

    @Test("need somebody, and their day never goes back", arguments: TestEngine.allCases)
    func refusals(engine: TestEngine) throws {
        let books = try engine.make("2025-01-10")
        #expect(throws: EventRefused.nobodyActs) {
            try books.write { try $0.events.record(EventDraft("pay", of: "1", by: "")) }
        }
        _ = try books.write { try $0.begin(on: "2025-01-10") }
        #expect(
            throws: EventRefused.dayGoesBack(from: day("2025-01-10"), to: day("2025-01-09"))
        ) { try books.write { try $0.begin(on: "2025-01-09") } }
    }

    @Test("move the business day on, never back", arguments: TestEngine.allCases)
    func businessDay(engine: TestEngine) throws {
        let books = try engine.make("2025-01-10")
        try books.write { try $0.events.moveBusinessDay(to: day("2025-02-01"), by: "ann") }
        #expect(try books.read { try $0.businessDay() } == day("2025-02-01"))
        #expect(
            throws: EventRefused.dayGoesBack(from: day("2025-02-01"), to: day("2025-01-31"))
        ) { try books.write { try $0.events.moveBusinessDay(to: day("2025-01-31"), by: "ann") } }
    }

    @Test(
        "what was known at the end of a day",
        arguments: TestEngine.allCases,
        [
            ("2024-12-31", 0), ("2025-01-01", 2), ("2025-01-02", 2), ("2025-01-03", 3),
            ("2099-01-01", 3),
        ] as [(String, Int64)])
    func knowledge(engine: TestEngine, asked: (day: String, event: Int64)) throws {
        let books = try engine.make("2025-01-01")
        try books.write { books in
            _ = try books.begin(on: "2025-01-01")
            _ = try books.begin(on: "2025-01-01")
            _ = try books.begin(on: "2025-01-03")
        }
        #expect(
            try books.read { try $0.events.knowledge(on: day(asked.day)) }
                == Knowledge(at: asked.event))
    }
}
