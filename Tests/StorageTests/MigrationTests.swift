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
            #expect(try books.runs.run(1)?.ruleVersion == 1)
            let bills = try Row.fetchAll(
                books.db, sql: "SELECT id, total, facts_digest, rules_digest FROM bill")
            let values = bills.map { row in (0..<4).map { row.value($0) } }
            #expect(values == [[.int(7), .int(100), .null, .null]])
            #expect(try books.maintenance.tableDigests().first { $0.table == "bill" }?.rows == 1)
        }
    }
}

extension MigrationTests {
    /// Two batches released by the program of schema 2, whose numbers stand in rows alone.
    private static let released =
        billed + [
            "UPDATE bill SET batch_no = 2",
            """
            INSERT INTO bill VALUES
              (5, 1, 1, 1, 1, 'GBP', '2025-04-01', '2025-05-01', 100, 0, 100, 0)
            """,
            """
            INSERT INTO page VALUES (3, 'release', 1, 1, '{bytes}', '{bytes}', '{bytes}'),
              (4, 'release', 1, 2, '{bytes}', '{bytes}', '{bytes}')
            """,
            "INSERT INTO issued_bill VALUES ('A', 1, 5, 1, '2025-05-01', '2025-05-15')",
            "INSERT INTO issued_bill VALUES ('A', 2, 7, 1, '2025-05-01', '2025-05-15')",
        ]

    @Test("go on from their last number", arguments: TestEngine.allCases)
    func numbers(engine: TestEngine) throws {
        let installation = Installation(folder: "", engine: try engine.empty(), clock: clock)
        try installation.engine.write { db in
            try Array(Migration.all.prefix(1)).apply(after: 0, to: db)
            let empty =
                engine == .sqlite ? "zeroblob(32)" : "decode(repeat('00', 32), 'hex')"
            for statement in MigrationTests.released {
                try db.execute(sql: statement.replacing("'{bytes}'", with: empty))
            }
        }
        try installation.migrate(Migration.all)
        try installation.read { books in
            let last = try ["A", "B"].map { try books.runs.lastNumber(of: $0) }
            #expect(last == [2, 0])
            let spans = try books.runs.numbers(ofRun: 1).map { $0.text }
            #expect(spans == ["A-00000001 to A-00000002"])
            #expect(try books.bills.issuedBills(ofRun: 1, last: 1).map(\.billID) == [5])
            #expect(
                try books.maintenance.tableDigests().first { $0.table == "number_span" }?.rows == 2)
            #expect(try books.runs.rowsDue(.all).isEmpty)
        }
    }
}

extension TestEngine {
    /// A database without a table.
    func empty() throws -> any Engine {
        switch self {
        case .sqlite: return SQLiteEngine(database: try DatabaseQueue())
        case .postgres:
            let address = try newAddress()
            try connect(to: address).execute("CREATE SCHEMA \(Address.quoted(address.schema))")
            return PostgresEngine(pool: address.pool)
        }
    }
}
