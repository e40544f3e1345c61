import Customers
import Measures
import Testing

@testable import Storage

@Suite("Numbers of new things")
struct NumberTests {
    @Test("follow one another without gaps, one or many at a time", arguments: TestEngine.allCases)
    func following(engine: TestEngine) throws {
        let installation = try engine.make()
        try installation.write { (books: Books) throws in
            #expect(try books.numbers.hold(.account) == 0)
            #expect(try books.numbers.next(.account) == 1)
            #expect(try books.numbers.take(3, of: .account) == 2...4)
            #expect(try books.numbers.next(.account) == 5)
            #expect(try books.numbers.next(.party) == 1)
        }
        #expect(try installation.write { try $0.numbers.next(.account) } == 6)
    }

    @Test("are not given where the transaction fails", arguments: TestEngine.allCases)
    func rolledBack(engine: TestEngine) throws {
        let installation = try engine.make()
        _ = try installation.tryOut { try $0.numbers.take(7, of: .run) }
        #expect(try installation.write { try $0.numbers.next(.run) } == 1)
    }

    @Test("never come twice where many take them at once", arguments: TestEngine.allCases)
    func many(engine: TestEngine) async throws {
        let installation = try engine.make()
        let numbers = try await withThrowingTaskGroup(of: Int64.self) { group in
            for _ in 0..<20 {
                group.addTask { try installation.share { try $0.numbers.next(.account) } }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(numbers.sorted() == Array(1...20))
    }

    @Test("of an import go on after the last one stored", arguments: TestEngine.allCases)
    func imports(engine: TestEngine) throws {
        let installation = try engine.make()
        try installation.write { (books: Books) throws in
            let many = books.takingMany()
            let event = try many.begin()
            let codes = try many.codes(.party)
            let id = try codes.number(of: "A")
            _ = try many.customers.put(
                Party(id: id, code: "A", name: "Ann", email: nil, language: "en-GB"), event: event)
            // A row that is refused: its number is free again.
            #expect(try codes.number(of: "B") == 2)
            try many.finish()
        }
        #expect(try installation.write { try $0.codes(.party).number(of: "C") } == 2)
    }

    @Test("that are not those stored are found", arguments: TestEngine.allCases)
    func checked(engine: TestEngine) throws {
        let installation = try engine.make()
        #expect(try installation.examine([.numbersGiven]).allSatisfy(\.isWell))
        try installation.write { _ = try $0.numbers.next(.account) }
        #expect(try !installation.examine([.numbersGiven]).allSatisfy(\.isWell))
    }

    @Test("of books from before begin at the largest", arguments: TestEngine.allCases)
    func migrated(engine: TestEngine) throws {
        let installation = Installation(folder: "", engine: try engine.empty(), clock: clock)
        try installation.engine.write { db in
            try Migration.all.filter { $0.version < 11 }.apply(after: 0, to: db)
            try db.execute(
                sql: """
                    INSERT INTO event (id, recorded_at, business_day, actor, action, subject)
                    VALUES (1, '2025-05-01T00:00:00Z', '2025-05-01', 'clerk', 'test', 'a test')
                    """)
            try db.execute(
                sql: """
                    INSERT INTO party (id, code, name, language, known_from)
                    VALUES (41, 'C41', 'Ann', 'en-GB', 1)
                    """)
        }
        try installation.migrate(Migration.all)
        try installation.write { (books: Books) throws in
            #expect(try books.numbers.next(.party) == 42)
            #expect(try books.numbers.next(.account) == 1)
        }
    }
}
