import Access
import Customers
import Foundation
import Measures
import Testing

@testable import Storage

/// Books with a customer under two names, known one after the other, and an event about them.
private func made(_ engine: TestEngine, unsalted: Bool = false) throws -> Installation {
    let installation = try engine.make()
    for name in ["Ada Byron", "Ada Lovelace"] {
        try installation.write { books in
            let event = try books.begin("import-customers")
            let party = Party(
                id: 7, code: "C7", name: name, email: "ada@example.org", language: "en-GB",
                phone: name == "Ada Byron" ? nil : "01632 960001", vulnerability: ["dialysis"])
            if unsalted {
                try books.addAsBefore(party, event: event)
            } else {
                _ = try books.customers.put(party, event: event)
            }
            _ = try books.customers.put(
                Account(id: 3, code: "A3", partyID: 7), event: event)
            try books.numbers.settle(.party)
            try books.numbers.settle(.account)
        }
    }
    _ = try installation.write { books in
        try books.events.record(
            EventDraft("test", of: "run 1", by: "tester", because: "Ms ADA LOVELACE called"))
    }
    return installation
}

extension Books {
    /// As a program before salts stored and pinned it.
    fileprivate func addAsBefore(_ party: Party, event: Int64) throws {
        let values: [DatabaseValue] = [
            .int(party.id), .text(party.code), .text(party.name), party.email.databaseValue,
            .text(party.language), .text("person"), party.phone.databaseValue, .null,
            .text("dialysis"),
        ]
        let now = "UPDATE party SET known_to = ? WHERE id = 7 AND known_to = {now}"
        try db.execute(sql: now, arguments: [event])
        try db.execute(
            sql: """
                INSERT INTO party (id, code, name, email, language, kind, phone, postal_address,
                  vulnerability, known_from) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """, arguments: StatementArguments(values + [.int(event)]))
        pins.brought(FactTable.party.shape, values, by: event)
    }

    /// Erases parts of party 7, as the act does.
    fileprivate func erase(_ parts: [PersonalPart]) throws -> Int {
        let data = try erasures.data(of: 7, code: "C7")
        let event = try begin("personal-data-erased")
        let count = try parts.reduce(0) { try $0 + erasures.erase($1, of: data, event: event) }
        try erasures.note(party: 7, parts: parts.map(\.rawValue), event: event)
        return count
    }
}

extension Installation {
    fileprivate func ill() throws -> [String] {
        try examine().filter { !$0.isWell }.flatMap(\.problems)
    }

    fileprivate func alter(_ sql: String) throws {
        _ = try engine.write { try $0.execute(sql: sql) }
    }

    /// The rows of the party with seals, to be planted back.
    fileprivate func rows() throws -> [[DatabaseValue]] {
        try read { books in
            let rows = try books.db.rows(
                "SELECT name, email, seal, known_from FROM party ORDER BY known_from")
            return try rows.map { row in (0..<4).map { row.value($0) } }
        }
    }
}

@Suite("Personal values beside the chain")
struct ErasureOfFactsTests {
    @Test("are pinned as salted commitments", arguments: TestEngine.allCases)
    func salted(engine: TestEngine) throws {
        let installation = try made(engine)
        #expect(try installation.ill() == [])
        try installation.alter("UPDATE party SET name = 'Ada King' WHERE name = 'Ada Lovelace'")
        #expect(try installation.ill().count == 1)
    }

    @Test(
        "are erased of all times, and every proof still verifies (rule H6.4)",
        arguments: TestEngine.allCases, [false, true])
    func erased(engine: TestEngine, unsalted: Bool) throws {
        let installation = try made(engine, unsalted: unsalted)
        let before = try installation.read { try $0.ledger.ledgerHead() }
        // 2 e-mails and 1 telephone, then 2 names, 2 needs, and 1 reason that names her.
        #expect(try installation.write { try $0.erase([.contacts]) } == 3)
        #expect(try installation.ill() == [])
        #expect(try installation.write { try $0.erase([.name, .needs, .reasons]) } == 5)
        #expect(try installation.ill() == [])
        try installation.read { books in
            try books.ledger.verify(before)
            let party = try #require(try books.customers.party(7))
            #expect(party.name == "" && party.email == nil && party.vulnerability == [])
            #expect(party.code == "C7")
            #expect(try books.events.event(3)?.reason == "")
        }
    }

    @Test("an erased value planted back with its salt is seen", arguments: TestEngine.allCases)
    func plantedBack(engine: TestEngine) throws {
        let installation = try made(engine)
        let rows = try installation.rows()
        _ = try installation.write { try $0.erase([.name, .contacts, .needs]) }
        _ = try installation.engine.write { db in
            for row in rows {
                try db.execute(
                    sql: "UPDATE party SET name = ?, email = ?, seal = ? WHERE known_from = ?",
                    arguments: StatementArguments(row))
            }
        }
        let found = try installation.ill()
        #expect(found.contains("party 7, known from event 1: name was erased, and is there again"))
    }

    @Test(
        "a value written where one was erased is seen, and so is a change beside it",
        arguments: TestEngine.allCases, [false, true])
    func altered(engine: TestEngine, unsalted: Bool) throws {
        let installation = try made(engine, unsalted: unsalted)
        _ = try installation.write { try $0.erase([.name]) }
        try installation.alter("UPDATE party SET name = 'Eve' WHERE known_from = 1")
        #expect(
            try installation.ill()
                == ["party 7, known from event 1: name was erased, and is there again"])
        try installation.alter(
            "UPDATE party SET name = '', language = 'cy-GB' WHERE known_from = 1")
        #expect(try !installation.ill().isEmpty)
        try installation.alter("UPDATE party SET language = 'en-GB' WHERE known_from = 1")
        #expect(try installation.ill() == [])
        try installation.alter("UPDATE party SET email = 'eve@example.org' WHERE known_from = 1")
        #expect(try !installation.ill().isEmpty)
    }

    @Test("what is erased behind the program's back is seen", arguments: TestEngine.allCases)
    func unrecorded(engine: TestEngine) throws {
        let installation = try made(engine)
        _ = try installation.write { try $0.erase([.name]) }
        try installation.alter("DELETE FROM erasure WHERE known_from = 1")
        let found = try installation.ill()
        #expect(found.contains("party 7, known from event 1: name is erased, and no event says so"))
        #expect(found.contains { $0.hasPrefix("erasure: event 4") })
    }

    @Test("a reason that was erased is seen when it is there again", arguments: TestEngine.allCases)
    func reason(engine: TestEngine) throws {
        let installation = try made(engine)
        let salt = try installation.read { books in
            try [UInt8].fetchOne(
                books.db, sql: "SELECT reason_salt FROM event_proof WHERE event_id = 3")
        }
        _ = try installation.write { try $0.erase([.reasons]) }
        #expect(try installation.ill() == [])
        _ = try installation.engine.write { db in
            try db.execute(sql: "UPDATE event SET reason = 'Ms ADA LOVELACE called' WHERE id = 3")
            try db.execute(
                sql: "UPDATE event_proof SET reason_salt = ? WHERE event_id = 3",
                arguments: [salt])
        }
        #expect(try installation.ill() == ["event 3 reason was erased, and is there again"])
    }

    @Test("leave nothing of themselves in the file")
    func overwritten() throws {
        let folder = try ScratchFolder()
        let installation = try Installation.create(
            in: folder.file("books"), name: "U", businessDay: day("2025-01-31"), clock: clock)
        _ = try installation.write { books in
            let event = try books.begin()
            _ = try books.customers.put(
                Party(
                    id: 7, code: "C7", name: "Quillibrand", email: nil, language: "en-GB"),
                event: event)
        }
        _ = try installation.write { try $0.erase([.name]) }
        try installation.emptyLog()
        try installation.close()
        let bytes = try Data(contentsOf: URL(filePath: installation.file))
        #expect(bytes.range(of: Data("Quillibrand".utf8)) == nil)
    }

    @Test("a seal that is none is damage, not a fault of the program")
    func seals() {
        let seal = FactSeal([.nothing, .salt(Array(repeating: 7, count: 16))])
        #expect(FactSeal(seal.bytes, columns: 2) == seal)
        #expect(FactSeal(seal.bytes, columns: 3) == nil)
        #expect(FactSeal(Array(seal.bytes.dropLast()), columns: 2) == nil)
        #expect(FactSeal([], columns: 0) == nil && FactSeal([2], columns: 0) == nil)
    }
}
