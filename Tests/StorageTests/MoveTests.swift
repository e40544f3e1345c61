import Customers
import Measures
import Metering
import Postgres
import Supply
import Testing

@testable import Storage

@Suite("Books that move to a database")
struct MoveTests {
    private func filled() throws -> Installation {
        let installation = try TestEngine.sqlite.make()
        try installation.write { books in
            let one = try books.begin()
            let two = try books.events.record(
                EventDraft("run-plan", of: "bills through 2025-01-01", by: "clerk"))
            try books.addPlace(event: one)
            for id in 0..<7 { try books.addRegister(Int64(id), event: one) }
            for (event, name) in [(one, "Zoë \"quoted\""), (two, "")] {
                let party = Party(id: 1, code: "C1", name: name, email: nil, language: "en-GB")
                _ = try books.customers.put(party, event: event)
                try books.numbers.settle(.party)
            }
            let writer = try books.meters.readingWriter(event: two)
            for step in 0..<9000 {
                try writer.add(
                    Reading(
                        registerID: Int64(step % 7), day: day("2000-01-01") + step,
                        value: Quantity(millionths: Int64(step) << 40), type: .actual))
            }
            _ = try books.runs.insertRun(
                through: day("2025-01-01"), slaDay: day("2025-01-01"), event: two,
                batches: [RunBatch(number: 1, premises: 1...1, supplyPoints: 1)])
            _ = try books.runs.appendPage(
                kind: .run, runID: 1, batch: 1, content: Array(0...255) + [0, 0])
        }
        return installation
    }

    @Test("are the same there, table by table, and go on from where they stood")
    func moved() throws {
        let (source, address) = (try filled(), try newAddress())
        var counts: [String: Int] = [:]
        let tables = try source.move(to: address, isDryRun: false) { counts[$0] = $1 }
        #expect(tables.count { !$0.isEqual } == 0 && tables.count == counts.count)
        #expect(counts["reading"] == 9000 && counts["party"] == 2 && counts["page"] == 1)
        let target = try Installation.open(address)
        let digests = try target.read { try $0.maintenance.tableDigests() }
        #expect(try digests == source.read { try $0.maintenance.tableDigests() })
        let ill = try target.examine().filter { !$0.isWell }
        #expect(ill.isEmpty, "\(ill.map { "\($0.name): \($0.problems)" })")
        #expect(try target.write { try $0.begin() } == 3)
        let first = try target.read { try $0.customers.party(1, known: Knowledge(at: 1))?.name }
        #expect(first == "Zoë \"quoted\"")
    }

    @Test("on a dry run nothing is there afterwards")
    func dryRun() throws {
        let address = try newAddress()
        let tables = try filled().move(to: address, isDryRun: true)
        #expect(tables.count > 20 && tables.count { !$0.isEqual } == 0)
        #expect(throws: InstallationRefused.self) { try Installation.open(address) }
    }

    @Test("never to where there are some already")
    func taken() throws {
        let (source, address) = (try filled(), try newAddress())
        _ = try source.move(to: address, isDryRun: false)
        #expect(
            throws: InstallationRefused.schemaTaken(
                schema: address.schema, database: address.shown)
        ) { try source.move(to: address, isDryRun: false) }
    }

    @Test(
        "one altered value gives its table another digest, and no other",
        arguments: [
            "UPDATE reading SET value = value + 1 WHERE register_id = 3 AND day = '2000-01-04'",
            "UPDATE reading SET known_to = known_to - 1 WHERE register_id = 3",
            "DELETE FROM reading WHERE register_id = 3 AND day = '2000-01-04'",
            "UPDATE reading SET day = '1999-12-31' WHERE register_id = 3 AND day = '2000-01-04'",
        ])
    func altered(sql: String) throws {
        let (source, address) = (try filled(), try newAddress())
        let before = try source.move(to: address, isDryRun: false).map(\.source)
        try connect(to: address).execute(sql)
        let after = try Installation.open(address).read { try $0.maintenance.tableDigests() }
        let differing = zip(before, after).filter { $0 != $1 }.map(\.0.table)
        #expect(differing == ["reading"])
    }

    @Test("what tells null, empty and the ends of texts apart")
    func apart() throws {
        func digest(_ rows: [[DatabaseValue]]) throws -> Digest {
            try TestEngine.sqlite.make().write { books in
                try books.db.execute(sql: "CREATE TABLE two (a TEXT, b TEXT) {strict}")
                var digest = RowDigest()
                for row in rows {
                    let rows = try books.db.rows("SELECT ?, ?", StatementArguments(row))
                    if let row = try rows.next() { digest.add(row, width: 2) }
                }
                return digest.finish()
            }
        }
        let variants: [[[DatabaseValue]]] = [
            [[.text("a"), .text("b")]], [[.text("ab"), .text("")]], [[.text("ab"), .null]],
            [[.text(""), .text("ab")]], [[.null, .text("ab")]], [[.bytes([97]), .text("b")]], [],
            [[.int(1), .int(2)]], [[.int(2), .int(1)]],
        ]
        #expect(try Set(variants.map(digest)).count == variants.count)
    }
}
