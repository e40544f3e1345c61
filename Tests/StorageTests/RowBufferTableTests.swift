import GRDB
import Measures
import Testing

@testable import Storage

@Suite("Rows made on one core and written on another")
struct RowBufferTableTests {
    private static let columns = ["id", "number", "word", "content", "day", "price"]

    private func table(_ engine: TestEngine) throws -> Installation {
        let installation = try engine.make()
        try installation.engine.write { db in
            _ = try db.execute(
                sql: """
                    CREATE TABLE made (
                      id {integer} NOT NULL PRIMARY KEY, number {integer}, word TEXT,
                      content {bytes}, day TEXT, price TEXT, CHECK (id < 100000)) {strict}
                    """)
        }
        return installation
    }

    /// A row of values from the edges of each kind, and what must be read of it.
    private func row(
        _ id: Int64, _ random: inout some RandomNumberGenerator, into buffer: inout RowBuffer
    ) -> [Storage.DatabaseValue] {
        let numbers: [Int64?] = [nil, .min, .max, 0, -1]
        let number = numbers.randomElement(using: &random)!
        let word = ["", "a", "Straße", String(repeating: "long ", count: 500)]
            .randomElement(using: &random)!
        let bytes = [[], [0], [UInt8](repeating: 255, count: 70)].randomElement(using: &random)!
        let day = [Day.openEnd, Day(number: .random(in: 0...40, using: &random))]
            .randomElement(using: &random)!
        let price = Exact(
            Int128.random(in: -300...300, using: &random),
            over: [1, 100, 3].randomElement(using: &random)!)
        buffer.add(id)
        buffer.add(number)
        buffer.add(word)
        buffer.add(bytes)
        buffer.add(day)
        buffer.add(price)
        return [
            .int(id), number.map { .int($0) } ?? .null, .text(word), .bytes(bytes),
            .text(day.description), .text(price.text),
        ]
    }

    @Test("come out as they went in (seeded)", arguments: TestEngine.allCases)
    func roundTrip(engine: TestEngine) throws {
        let installation = try table(engine)
        var random = SeededGenerator(seed: 1122)
        var buffer = RowBuffer("made", RowBufferTableTests.columns, rows: 3)
        var expected: [[Storage.DatabaseValue]] = []
        for id in 1...400 {
            expected.append(row(Int64(id), &random, into: &buffer))
            try buffer.insert()
        }
        try installation.engine.write { try $0.insert(buffer) }
        let found = try installation.engine.read { db in
            try db.rows("SELECT * FROM made ORDER BY id").map { row in
                (0..<RowBufferTableTests.columns.count).map { row.value($0) }
            }
        }
        #expect(found == expected)
    }

    @Test("are all written or none; the next go in after a refusal", arguments: TestEngine.allCases)
    func refused(engine: TestEngine) throws {
        let installation = try table(engine)
        var random = SeededGenerator(seed: 2)
        func write(_ ids: [Int64]) throws {
            var buffer = RowBuffer("made", RowBufferTableTests.columns)
            for id in ids {
                _ = row(id, &random, into: &buffer)
                try buffer.insert()
            }
            try installation.engine.write { try $0.insert(buffer) }
        }
        func count() throws -> Int? {
            try installation.engine.read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM made") }
        }
        for ids: [Int64] in [[1, 2, 1], [7, 100_000]] {
            #expect(throws: (any Error).self) { try write(ids) }
            #expect(try count() == 0)
        }
        try write([])
        try write([1, 2, 7])
        #expect(try count() == 3)
    }

    @Test("are read by a statement that lends them, and by no other")
    func lent() throws {
        let database = try Installation.inMemory(businessDay: day("2025-01-01")).sqlite()
        for sql in ["SELECT * FROM row_buffer", "SELECT * FROM row_buffer(1)"] {
            #expect(throws: DatabaseError.self) {
                try database.write { try $0.execute(sql: sql) }
            }
        }
    }
}

/// The same numbers from the same seed (SplitMix64).
private struct SeededGenerator: RandomNumberGenerator {
    var seed: UInt64

    mutating func next() -> UInt64 {
        seed &+= 0x9E37_79B9_7F4A_7C15
        var bits = seed
        bits = (bits ^ bits >> 30) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ bits >> 27) &* 0x94D0_49BB_1331_11EB
        return bits ^ bits >> 31
    }
}
