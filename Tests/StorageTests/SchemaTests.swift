import Foundation
import Testing

@testable import Storage

@Suite("The tables as they are now")
struct SchemaTests {
    @Test("are what the migrations come to", arguments: TestEngine.allCases)
    func migrations(engine: TestEngine) throws {
        let made = try Self.parts(engine) { try Schema.make(in: $0) }
        let migrated = try Self.parts(engine) { try Migration.all.apply(after: 0, to: $0) }
        for part in Set(made.keys).union(migrated.keys).sorted() {
            #expect(made[part] == migrated[part], "\(part)")
        }
        #expect(made.count > 60)
    }

    private static func parts(
        _ engine: TestEngine, _ make: (Storage.Database) throws -> Void
    ) throws -> [String: String] {
        try engine.empty().write { db in
            try make(db)
            switch db {
            case .sqlite: return try MaintenanceStore.parts(of: db)
            case .postgres(let connection): return try connection.schemaParts()
            }
        }
    }

    @Test("have a note each, and are printed in Docs/schema.sql; RETELL=1 writes it")
    func page() throws {
        let tables = Schema.current.filter {
            $0.contains("CREATE TABLE") || $0.contains("CREATE VIEW")
        }
        #expect(tables.allSatisfy { $0.hasPrefix("-- ") })
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Docs/schema.sql").standardizedFileURL
        if ProcessInfo.processInfo.environment["RETELL"] == "1" {
            try Schema.page.write(to: file, atomically: true, encoding: .utf8)
        }
        #expect(try String(contentsOf: file, encoding: .utf8) == Schema.page)
    }
}

extension Schema {
    /// The data dictionary, in the words of SQLite.
    fileprivate static var page: String {
        let head = """
            -- The tables of an installation (schema version \(version)), as SQLite has them; those in PostgreSQL
            -- have BIGINT and BYTEA for INTEGER and BLOB. Made by a test from what the program makes tables
            -- with: RETELL=1 swift test --filter SchemaTests.
            --
            -- A fact carries the events that brought it (known_from) and replaced it (known_to). As known at
            -- event E is what has known_from <= E and known_to > E. Days are ISO dates, and to_day is the first
            -- day after a period. Money is whole minor units of its currency; quantities are millionths of
            -- their unit. Bytes of pages and blocks are described where their types are.


            """
        return head
            + current.map { ended(Dialect.sqlite.rendered($0).text) + "\n" }.joined(separator: "\n")
    }

    /// With its semicolon before the note on its last line.
    private static func ended(_ sql: String) -> String {
        let last = sql.split(separator: "\n").last ?? ""
        guard let note = last.range(of: " -- ")?.lowerBound else { return sql + ";" }
        return sql[..<note] + ";" + sql[note...]
    }
}
