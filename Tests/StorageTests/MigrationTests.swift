import GRDB
import Measures
import Postgres
import Testing

@testable import Storage

@Suite("Books of an earlier schema")
struct MigrationTests {
    /// A run with a bill as the program of schema 1 wrote them.
    private static let billed = [
        """
        INSERT INTO event (id, recorded_at, business_day, actor, action, subject)
        VALUES (1, '2025-05-01T00:00:00Z', '2025-05-01', 'clerk', 'plan', 'run 1')
        """,
        "INSERT INTO bill_run VALUES (1, '2025-04-30', '2025-05-10', 1, 1, 1)",
        "INSERT INTO bill_run_step (run_id, step_no, state, event_id) VALUES (1, 1, 'planned', 1)",
        """
        INSERT INTO bill VALUES
          (7, 1, 1, 1, 1, 'GBP', '2025-04-01', '2025-05-01', 100, 0, 100, 0)
        """,
    ]

    @Test("keep their bills and gain the columns of proofs", arguments: TestEngine.allCases)
    func proofs(engine: TestEngine) throws {
        let installation = Installation(folder: "", engine: try engine.empty(), clock: clock)
        try installation.engine.write { db in
            try Array(Migration.all.prefix(1)).apply(after: 0, to: db)
            for statement in MigrationTests.billed { try db.execute(sql: statement) }
        }
        try installation.migrate(Migration.all)
        let version = try installation.engine.read { try $0.setting("schema_version") }
        #expect(version == "\(Schema.version)")
        try installation.read { books in
            #expect(try books.run(1)?.ruleVersion == 1)
            let bills = try Row.fetchAll(
                books.db, sql: "SELECT id, total, facts_digest, rules_digest FROM bill")
            let values = bills.map { row in (0..<4).map { row.value($0) } }
            #expect(values == [[.int(7), .int(100), .null, .null]])
            #expect(try books.tableDigests().first { $0.table == "bill" }?.rows == 1)
        }
    }
}

extension TestEngine {
    /// A database without a table.
    fileprivate func empty() throws -> any Engine {
        switch self {
        case .sqlite: return SQLiteEngine(database: try DatabaseQueue())
        case .postgres:
            let address = try newAddress()
            try connect(to: address).execute("CREATE SCHEMA \(Address.quoted(address.schema))")
            return PostgresEngine(pool: address.pool)
        }
    }
}
