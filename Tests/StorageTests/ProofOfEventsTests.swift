import Foundation
import Ledger
import Measures
import Metering
import Synchronization
import Testing

@testable import Storage

/// Salts that count: the same in every test.
private func countingSalts() -> Salts {
    let counter = Mutex<UInt8>(0)
    return Salts {
        let number = counter.withLock {
            $0 &+= 1
            return $0
        }
        return Array(repeating: number, count: Salts.size)
    }
}

/// Books with a place, a register, three readings, one of them voided, and a tariff replaced.
private func made(_ engine: TestEngine) throws -> Installation {
    let installation = try engine.make()
    try installation.write { books in
        let event = try books.begin()
        try books.addPlace(event: event)
        try books.addRegister(1, event: event)
        let writer = try books.meters.readingWriter(event: event)
        for (day, value) in [("2024-12-29", 1), ("2024-12-30", 2)] {
            try writer.add(reading(day, Int64(value)))
        }
    }
    try installation.write { books in
        let event = try books.begin("import-readings")
        _ = try books.meters.put(reading("2024-12-31", 3), event: event)
        _ = try books.meters.put(reading("2024-12-31", 4), event: event)
        _ = try books.meters.put(reading("2024-12-30", 5), event: event)
    }
    for book in ["a", "b"] {
        try installation.write { books in
            let event = try books.begin("import-tariffs")
            _ = try books.tariffs.putTariff(code: "T", book: book, fileName: "t.yaml", event: event)
            _ = try books.tariffs.putPolicy(text: book, fileName: "p.yaml", event: event)
        }
    }
    try installation.write { books in
        let event = try books.events.record(
            EventDraft("reading-void", of: "M1", by: "Ada Byron", because: "asked by Ms Lovelace"))
        #expect(try books.meters.endReading(of: 1, on: day("2024-12-29"), event: event))
    }
    return installation
}

private func reading(_ on: String, _ value: Int64) -> Reading {
    Reading(
        registerID: 1, day: day(on), value: Quantity(millionths: value * 1_000_000),
        roles: ReadRoles(.actual), source: .company, method: .walk, status: .actual)
}

extension Installation {
    /// The checks that find something wrong.
    fileprivate func ill() throws -> [String: [String]] {
        let found = try examine().filter { !$0.isWell }
        return Dictionary(uniqueKeysWithValues: found.map { ($0.name, $0.problems) })
    }

    /// Changes the books behind the program's back.
    fileprivate func alter(_ sql: String) throws {
        _ = try engine.write { try $0.execute(sql: sql) }
    }
}

@Suite("Events chained, and facts pinned to them")
struct ProofOfEventsTests {
    @Test("what the program did is well, however it wrote it", arguments: TestEngine.allCases)
    func well(engine: TestEngine) throws {
        #expect(try made(engine).ill() == [:])
    }

    @Test(
        "what is altered is named by its check",
        arguments: TestEngine.allCases,
        [
            ("UPDATE event SET action = 'other' WHERE id = 2", "events chained"),
            ("UPDATE event SET actor = 'other' WHERE id = 5", "events chained"),
            ("UPDATE event SET reason = '' WHERE id = 5", "events chained"),
            ("UPDATE event SET recorded_at = '2025' WHERE id = 1", "events chained"),
            (
                "INSERT INTO event (id, recorded_at, business_day, actor, action, subject) "
                    + "VALUES (6, '', '2025-01-01', 'x', 'y', 'z')", "events chained"
            ),
            ("UPDATE event_pin SET brought = brought + 1 WHERE event_id = 1", "events chained"),
            ("UPDATE event_proof SET reason_salt = NULL WHERE event_id = 5", "events chained"),
            ("UPDATE event_proof SET page_sequence = 9 WHERE event_id = 2", "events chained"),
            ("UPDATE reading SET value = value + 1 WHERE day = '2024-12-29'", "facts as pinned"),
            ("UPDATE reading SET value = -1 WHERE day = '2024-12-31'", "facts as pinned"),
            ("UPDATE reading SET day = 'x' WHERE day = '2024-12-31'", "facts as pinned"),
            ("UPDATE reading SET type = 'ZZZ' WHERE day = '2024-12-31'", "facts as pinned"),
            ("DELETE FROM reading WHERE day = '2024-12-31'", "facts as pinned"),
            (
                "INSERT INTO reading SELECT register_id, '2024-12-28', value, type, source, "
                    + "method, status, known_from, known_to FROM reading WHERE known_from = 2 "
                    + "AND day = '2024-12-31'", "facts as pinned"
            ),
            (
                "UPDATE reading SET known_to = {now} WHERE day = '2024-12-29'",
                "facts as pinned"
            ),
            ("UPDATE reading SET known_to = 5 WHERE day = '2024-12-31'", "facts as pinned"),
            ("UPDATE register SET multiplier = 'abc'", "facts as pinned"),
            ("UPDATE premises SET address = 'elsewhere'", "facts as pinned"),
            ("UPDATE scheme SET contact = 'me'", "facts as pinned"),
            ("UPDATE tariff_version SET book = 'c', digest = 'd' WHERE id = 2", "facts as pinned"),
            ("UPDATE policy_version SET file_name = 'q.yaml'", "facts as pinned"),
            ("UPDATE installation SET value = 'Mine' WHERE name = 'name'", "facts as pinned"),
            ("UPDATE reading SET register_id = 9", "references of facts"),
            ("UPDATE supply_point SET premises_id = 9", "references of facts"),
            (
                "UPDATE installation SET value = '2024-01-01' WHERE name = 'business_day'",
                "settings of the installation"
            ),
            ("INSERT INTO installation VALUES ('x', 'y')", "settings of the installation"),
            ("DROP INDEX agreement_by_code", "schema as the program's"),
            ("DROP VIEW open_finding_view", "schema as the program's"),
            ("CREATE TABLE other (id {integer})", "schema as the program's"),
            ("ALTER TABLE party ADD COLUMN other TEXT", "schema as the program's"),
        ])
    func altered(engine: TestEngine, _ attack: (sql: String, check: String)) throws {
        let installation = try made(engine)
        try installation.alter(attack.sql)
        #expect(try installation.ill().keys.contains(attack.check), "\(attack.sql)")
    }

    @Test("a trigger that was added is named", arguments: TestEngine.allCases)
    func trigger(engine: TestEngine) throws {
        let installation = try made(engine)
        try installation.alter(
            engine == .sqlite
                ? "CREATE TRIGGER mine AFTER INSERT ON reading BEGIN SELECT 1; END"
                : "CREATE RULE mine AS ON UPDATE TO reading DO INSTEAD NOTHING")
        let problems = try installation.ill()["schema as the program's"] ?? []
        #expect(problems.count == 1 && problems[0].contains("mine"))
    }

    @Test("an interval block that was cut is named", arguments: TestEngine.allCases)
    func block(engine: TestEngine) throws {
        let installation = try made(engine)
        try installation.write { books in
            let block = try IntervalBlock(
                start: Instant(seconds: 0), minutes: 30, values: [1, 2, 3, 4])
            let month = StoredMonth(
                registerID: 1, month: day("1970-01-01"), firstDay: day("1970-01-01"),
                dayCount: 1, block: block)
            _ = try books.meters.put(month, event: books.begin())
        }
        #expect(try installation.ill() == [:])
        try installation.alter(
            "UPDATE interval_block SET content = "
                + (engine == .sqlite
                    ? "substr(content, 1, 30)" : "substring(content FROM 1 FOR 30)"))
        let problems = try installation.ill()["facts as pinned"] ?? []
        #expect(problems.contains { $0.contains("content is no block") })
    }

    @Test("the event and the row are named, where it brought few", arguments: TestEngine.allCases)
    func description(engine: TestEngine) throws {
        let installation = try made(engine)
        try installation.alter("UPDATE reading SET value = 7 WHERE day = '2024-12-31'")
        #expect(
            try installation.ill() == [
                "facts as pinned": [
                    "reading: event 2, import-readings of a test, brought 2 rows, but they are not "
                        + "what they were (there: register_id 1, day \"2024-12-30\"; register_id 1, "
                        + "day \"2024-12-31\")"
                ]
            ])
    }
}

@Suite("What is erased")
struct ErasureTests {
    @Test(
        "leaves a chain that verifies, and nothing by which it could be guessed",
        arguments: TestEngine.allCases)
    func erased(engine: TestEngine) throws {
        let installation = try made(engine)
        let before = try installation.read { try $0.ledger.ledgerHead() }
        _ = try installation.write { books in
            try books.events.erase(.reason, ofEvent: 5, by: "tester", because: "a right to it")
        }
        #expect(try installation.ill() == [:])
        try installation.read { books in
            #expect(try books.events.event(5)?.reason == "")
            try books.ledger.verify(before)
            let row = try #require(
                try Row.fetchOne(
                    books.db,
                    sql: """
                        SELECT reason_commitment, reason_salt FROM event_proof WHERE event_id = 5
                        """))
            // Without its salt of 128 bits the right value cannot be told from any other.
            let plain = SHA256.digest(of: Array("asked by Ms Lovelace".utf8))
            #expect(row[0] as [UInt8] != plain.bytes && row.isNull(1))
        }
    }

    @Test("with the salt still there is what was sealed, and another value is not")
    func commitment() {
        let hidden = Commitment("Ms Lovelace", salt: countingSalts().next())
        #expect(hidden.holds("Ms Lovelace") && !hidden.holds("Mr Babbage"))
        #expect(hidden.digest != Commitment("Ms Lovelace", salt: [7]).digest)
        let erased = Commitment(stored: hidden.digest, salt: nil)
        #expect(erased.holds("") && !erased.holds("Ms Lovelace"))
    }
}

@Suite("Sets of rows")
struct RowSetTests {
    private let stretcher = Stretcher()

    private func set(_ rows: [String]) -> RowSet {
        rows.reduce(into: RowSet()) {
            $0.add(SHA256.digest(of: Array($1.utf8)), with: stretcher)
        }
    }

    @Test("have one digest whatever their order, and another with each row more, less or twice")
    func order() {
        let digest = set(["a", "b", "c"]).digest
        #expect(set(["c", "a", "b"]).digest == digest)
        for other in [["a", "b"], ["a", "b", "d"], ["a", "b", "c", "c"], []] {
            #expect(set(other).digest != digest)
        }
        var less = set(["a", "b", "c", "d"])
        less.remove(SHA256.digest(of: Array("d".utf8)), with: stretcher)
        #expect(less.digest == digest && less.count == 3)
    }

    @Test("no two columns of a table have the same tag")
    func tags() {
        for table in PinnedTable.all {
            #expect(Set(table.columns.map(RowShape.tag)).count == table.columns.count)
        }
    }

    @Test("every column of a pinned table is pinned, but salts and those that say when it is known")
    func columns() throws {
        let shapes = try TableShape.all()
        for table in PinnedTable.all {
            let shape = try #require(shapes.first { $0.name == table.name })
            var own: Set = ["known_from", "known_to", "event_id", "planned_event", "seal"]
            // Work in hand, until an event ends it.
            if table.name == "job_firing" {
                own.formUnion(["due_at", "token", "holder", "leased_until"])
            }
            #expect(
                Set(shape.columns).subtracting(own) == Set(table.columns).subtracting(own),
                "\(table.name)")
        }
    }
}

@Suite("Heads that are kept")
struct LedgerHeadTests {
    @Test("an earlier head is in the books, by its parts and by its digest alone")
    func held() throws {
        let installation = try made(.sqlite)
        let early = try installation.read { try $0.ledger.ledgerHead() }
        try installation.write {
            try $0.events.moveBusinessDay(to: day("2025-02-01"), by: "tester")
        }
        try installation.read { books in
            try books.ledger.verify(early)
            #expect(try books.ledger.head(withDigest: early.digest) == early)
            #expect(try books.ledger.ledgerHead() != early)
        }
    }

    @Test("books made anew do not hold it, though their own proof is whole")
    func anew() throws {
        let head = try made(.sqlite).read { try $0.ledger.ledgerHead() }
        let other = try made(.sqlite)
        #expect(try other.examine().allSatisfy(\.isWell))
        try other.read { books in
            #expect(throws: HeadLost.event(head.event.number)) { try books.ledger.verify(head) }
            #expect(throws: HeadLost.nowhere(head.digest)) {
                try books.ledger.head(withDigest: head.digest)
            }
        }
    }

    @Test("with the same salts and times they are the same books")
    func same() throws {
        let heads = try (0..<2).map { _ in
            let books = try Installation.inMemory(
                businessDay: day("2025-01-01"), clock: clock, salts: countingSalts())
            _ = try books.write { try $0.begin() }
            return try books.read { try $0.ledger.ledgerHead() }
        }
        #expect(heads[0] == heads[1] && heads[0].event.number == 1)
    }
}
