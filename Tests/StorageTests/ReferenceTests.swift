import GRDB
import Measures
import Postgres
import Testing

@testable import Storage

/// Rows of pages name runs, bills and pages. PostgreSQL checks that once for each statement, SQLite
/// row by row: both refuse the same, whoever writes.
@Suite("Rows that name other rows")
struct ReferenceTests {
    /// A run with a bill, its rows, and the page that posts it.
    private static let whole = [
        "INSERT INTO bill_run VALUES (1, '2025-04-30', '2025-05-10', 1, 1, 1, 1)",
        "INSERT INTO page VALUES (1, 'release', 1, 1, {none}, {none}, {none}, NULL, NULL)",
        insert("outcome", run: 1), insert("bill", run: 1), insert("segment", bill: 7),
        insert("bill_line", bill: 7), insert("bill_tax", bill: 7), insert("bill_reading", bill: 7),
        insert("finding", run: 1), insert("issued_bill", run: 1, bill: 7),
        insert("posting", page: 1),
    ]

    /// One row of a table, as far as it names others.
    private static func insert(
        _ table: String, run: Int = 1, bill: Int = 7, page: Int = 1
    ) -> String {
        let days = "'2025-04-01', '2025-05-01'"
        let values =
            switch table {
            case "outcome": "(\(run), 1, 1, 'billed')"
            case "bill": "(\(bill), \(run), 1, 1, 1, 'GBP', \(days), 100, 0, 100, 0, NULL, NULL)"
            case "segment": "(\(bill), 1, 1, 1, 1, \(days), 100, 0, 100)"
            case "bill_line": "(\(bill), 1, 1, 'UNIT', \(days), '1', 'kWh', '1', 100, 'Z')"
            case "bill_tax": "(\(bill), 1, 1, 'Z', '0', 100, 0, 0)"
            case "bill_reading": "(1, '2025-05-01', \(bill), '2025-04-01', 0, 'A', 1, 'A', 1)"
            case "finding":
                "(1, \(run), 1, 'RD-NEG', 'warning', 'C', '', 'GBP', 0, 'clerk', \(days))"
            case "issued_bill": "('A', 1, \(bill), \(run), \(days))"
            default: "(\(page), 1, 1, '2025-05-01', 'A-1', 'income', NULL, 'GBP', 0, \(bill))"
            }
        return "INSERT INTO \(table) VALUES \(values)"
    }

    /// For each reference of the rows of pages: a row that names nothing, and the name gone.
    private static let broken: [(reference: Reference, insert: String)] =
        Reference.ofProjections.map { reference in
            let run = reference.parent == "bill_run" ? 9 : 1
            let bill = reference.parent == "bill" ? 9 : reference.table == "bill" ? 8 : 7
            let page = reference.parent == "page" ? 9 : 1
            return (reference, insert(reference.table, run: run, bill: bill, page: page))
        }

    private func make(_ engine: TestEngine) throws -> Installation {
        let installation = try engine.make()
        try installation.write { _ = try $0.begin() }
        return installation
    }

    private func fill(_ installation: Installation, _ engine: TestEngine) throws {
        let none = engine == .sqlite ? "x''" : "''"
        try installation.engine.write { db in
            for statement in ReferenceTests.whole {
                try db.execute(sql: statement.replacing("{none}", with: none))
            }
        }
    }

    /// Makes room for another row under the same key. Bills stay, as other rows name them.
    private func clear(_ table: String, _ installation: Installation) throws {
        guard table != "bill" else { return }
        try installation.withoutReferences("DELETE FROM \(table)")
    }

    private func isRefused(_ sql: String, _ installation: Installation) throws -> Bool {
        do {
            try installation.engine.write { _ = try $0.execute(sql: sql) }
            return false
        } catch let error as PostgresError {
            return error.kind == .foreignKeyViolation
        } catch let error as DatabaseError {
            return error.extendedResultCode == .SQLITE_CONSTRAINT_FOREIGNKEY
        }
    }

    @Test("are taken where all is there", arguments: TestEngine.allCases)
    func whole(engine: TestEngine) throws {
        let installation = try make(engine)
        try fill(installation, engine)
        #expect(try installation.examine([.foreignKeys, .integrity]).allSatisfy(\.isWell))
    }

    @Test("are refused where one names nothing", arguments: TestEngine.allCases)
    func dangling(engine: TestEngine) throws {
        let installation = try make(engine)
        try fill(installation, engine)
        for (reference, _) in ReferenceTests.broken {
            let update = "UPDATE \(reference.table) SET \(reference.column) = 9"
            #expect(try isRefused(update, installation), "\(reference.name), changed")
        }
        for (reference, insert) in ReferenceTests.broken {
            try clear(reference.table, installation)
            #expect(try isRefused(insert, installation), "\(reference.name), added")
        }
    }

    @Test("keep what they name", arguments: TestEngine.allCases)
    func named(engine: TestEngine) throws {
        for reference in Reference.ofProjections {
            let installation = try make(engine)
            try fill(installation, engine)
            let others = Set(Reference.ofProjections.map(\.table))
                .subtracting([reference.table, reference.parent])
            for table in others { try installation.withoutReferences("DELETE FROM \(table)") }
            let gone = [
                "DELETE FROM \(reference.parent)",
                "UPDATE \(reference.parent) SET \(reference.key) = \(reference.key) + 1",
            ]
            for sql in gone {
                #expect(try isRefused(sql, installation), "\(reference.name): \(sql)")
            }
            try installation.withoutReferences("DELETE FROM \(reference.table)")
            try installation.engine.write { db in
                for sql in gone.reversed() { try db.execute(sql: sql) }
            }
        }
    }

    @Test("are found by doctor where nobody checked", arguments: TestEngine.allCases)
    func found(engine: TestEngine) throws {
        for (reference, insert) in ReferenceTests.broken {
            let installation = try make(engine)
            try fill(installation, engine)
            try clear(reference.table, installation)
            try installation.withoutReferences(insert)
            let problems = try installation.examine([.foreignKeys]).flatMap(\.problems)
            let names = [" ", ":"].map { reference.table + $0 }
            #expect(
                problems.contains { problem in
                    names.contains { problem.hasPrefix($0) } && problem.contains(reference.parent)
                }, "\(reference.name): \(problems)")
        }
    }
}

extension ReferenceTests {
    @Test("are refused from a page whose bills are not there, where the engine checks them")
    func derived() throws {
        let installation = try make(.postgres)
        var rows = RowBuffer("bill_tax", Projection.tax.columns)
        for value in [7, 1, 1] { rows.add(value) }
        rows.add("Z")
        rows.add("0")
        for value in [100, 0, 0] { rows.add(value) }
        try rows.insert()
        #expect {
            try installation.engine.writeDerived { try $0.insert(rows) }
        } throws: { error in
            let error = error as? PostgresError
            return error?.kind == .foreignKeyViolation
                && error?.constraint == "bill_tax_bill_id_fkey"
        }
    }

    @Test("keep what they name while they are still being written")
    func beside() throws {
        let installation = try make(.postgres)
        try fill(installation, .postgres)
        try installation.withoutReferences("DELETE FROM bill_tax")
        let pool = try #require(installation.engine as? PostgresEngine).pool
        try pool.lend { other in
            try installation.engine.share { db in
                try db.execute(sql: ReferenceTests.insert("bill_tax"))
                for table in ["bill_line", "bill_reading", "issued_bill", "segment"] {
                    try other.transaction { _ = try $0.query("DELETE FROM \(table)") }
                }
                #expect {
                    try other.transaction { connection in
                        try connection.execute("SET LOCAL lock_timeout = '100ms'")
                        try connection.query("DELETE FROM bill")
                    }
                } throws: { ($0 as? PostgresError)?.kind == .lockNotAvailable }
            }
            #expect {
                try other.transaction { _ = try $0.query("DELETE FROM bill") }
            } throws: { ($0 as? PostgresError)?.kind == .foreignKeyViolation }
            #expect {
                try other.transaction { _ = try $0.query("TRUNCATE bill") }
            } throws: { ($0 as? PostgresError)?.kind == .foreignKeyViolation }
        }
    }

    @Test("doctor tells of checks that are switched off")
    func switchedOff() throws {
        let installation = try make(.postgres)
        let pool = try #require(installation.engine as? PostgresEngine).pool
        try pool.lend { try $0.execute("ALTER TABLE segment DISABLE TRIGGER USER") }
        let problems = try installation.examine([.integrity]).flatMap(\.problems)
        #expect(problems.count == 2 && problems.allSatisfy { $0.contains("segment_bill_id_fkey") })
    }
}
