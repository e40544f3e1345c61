import Foundation
import Postgres

/// The books in a schema of a PostgreSQL database. Readers see a snapshot; writers wait for each
/// other, as on SQLite, so that events and pages are numbered without gaps.
struct PostgresEngine: Engine {
    let pool: Pool
    /// Connections of those who look, in addition to those of `pool`: they never wait for others.
    let lookers: Pool

    init(pool: Pool) {
        self.pool = pool
        let cores = ProcessInfo.processInfo.activeProcessorCount
        lookers = Pool(pool.address, budget: max(2, cores), BackOff.none)
    }

    func read<T>(_ body: (Database) throws -> T) throws -> T {
        try pool.transaction(.snapshot) { connection in
            try DamageNote.watching { try body(.postgres(connection)) }
        }
    }

    func write<T>(_ body: (Database) throws -> T) throws -> T {
        try pool.transaction { connection in
            let db = try alone(on: connection)
            return try DamageNote.watching { try body(db) }
        }
    }

    func share<T>(_ body: (Database) throws -> T) throws -> T {
        try pool.transaction { connection in
            let db = try connection.shared()
            return try DamageNote.watching { try body(db) }
        }
    }

    /// Runs concurrently with other writers: taking a page from the list of due pages locks that
    /// row only.
    func writeDerived<T>(_ body: (Database) throws -> T) throws -> T {
        try pool.transaction { connection in
            try connection.query("SELECT \(Connection.silence(minutes: 2))")
            return try DamageNote.watching { try body(.postgres(connection)) }
        }
    }

    /// One for each core: each writer keeps the server as busy as itself, and uses a second
    /// connection to prepare the next rows.
    var derivedWriters: Int {
        max(1, min(ProcessInfo.processInfo.activeProcessorCount, pool.budget / 2))
    }

    func tryOut<T>(_ body: (Database) throws -> T) throws -> T {
        try pool.transaction(ending: .rollback) { connection in
            let db = try alone(on: connection)
            return try DamageNote.watching { try body(db) }
        }
    }

    func close() {
        pool.close()
        lookers.close()
    }

    /// Waits until no other writer of the schema and no act is in a transaction. The server ends a
    /// transaction that is idle for two minutes, as after a crash of its machine, so nobody waits
    /// longer for that.
    private func alone(on connection: Connection) throws -> Database {
        try connection.query(
            """
            SELECT pg_advisory_xact_lock(\(Connection.facts)),
              pg_advisory_xact_lock(\(Connection.writers)), \(Connection.silence(minutes: 2))
            """, [.int(1)])
        return .postgres(connection)
    }
}

extension Connection {
    // Advisory locks. Who takes several takes them in this order: facts, things, writers, events.

    /// Keeps acts, which share it, apart from `write`.
    static let facts = "hashtextextended(current_schema(), 2)"
    /// A thing that acts are about, by its name.
    static func thing(_ name: String) -> String {
        "hashtextextended(current_schema() || ' ' || \(name), 4)"
    }
    /// Whoever links pages or writes readings.
    static let writers = "hashtextextended(current_schema(), $1)"
    /// Whoever recorded an event, until the transaction ends.
    static let events = "hashtextextended(current_schema(), 3)"

    /// Starts a transaction that runs concurrently with others. The server ends it after one idle
    /// minute, so that a crashed process does not keep its batch.
    func shared() throws -> Database {
        try query(
            """
            SELECT set_config('statement_timeout', '1min', true),
              \(Connection.silence(minutes: 1))
            """)
        return .postgres(self)
    }

    /// Sets how long the transaction may be idle before the server ends it, unless address,
    /// database or user set `idle_in_transaction_session_timeout`.
    static func silence(minutes: Int) -> String {
        """
        CASE current_setting('idle_in_transaction_session_timeout') WHEN '0'
          THEN set_config('idle_in_transaction_session_timeout', '\(minutes)min', true) END
        """
    }

    /// Takes the writer's lock until the end of the transaction; false where another has it.
    func isNextWriter() throws -> Bool {
        let sql = "SELECT pg_try_advisory_xact_lock(\(Connection.writers))"
        return try query(sql, [.int(1)]).int(0, 0) == 1
    }
}

extension Connection {
    /// Runs a statement written for both engines.
    func query(common sql: String, _ arguments: StatementArguments) throws -> Rows {
        let rendered = Dialect.postgres.rendered(sql)
        return try query(rendered.text, rendered.values(arguments))
    }
}

extension Dialect.Rendered {
    func values(_ arguments: StatementArguments) throws -> [Value] {
        try names.enumerated().map { try arguments.value($0.offset, $0.element).value }
    }
}

/// A cursor over rows that are all in memory.
final class ResultCursor: RowCursor {
    private let rows: Rows
    private var index = 0

    init(_ rows: Rows) { self.rows = rows }

    override func next() -> Row? {
        guard index < rows.count else { return nil }
        index += 1
        return Row(rows, index - 1)
    }
}

/// A cursor over rows that come in pieces.
final class PortalCursor: RowCursor {
    private let portal: Portal
    private var piece: ResultCursor?

    init(
        _ connection: Connection, _ sql: String, with arguments: StatementArguments, pieces: Int
    ) throws {
        let rendered = Dialect.postgres.rendered(sql)
        portal = try connection.portal(rendered.text, rendered.values(arguments), pieces: pieces)
        super.init()
        piece = try portal.next().map { ResultCursor($0) }
    }

    override func next() throws -> Row? {
        while let piece {
            if let row = piece.next() { return row }
            self.piece = try portal.next().map { ResultCursor($0) }
        }
        return nil
    }
}

extension Connection {
    /// Invalid indexes, constraints not validated, triggers switched off, and tables that do not
    /// survive a crash.
    func integrityProblems() throws -> [String] {
        let sql = """
            SELECT 'index ' || relname || ' is not valid' FROM pg_index
              JOIN pg_class ON pg_class.oid = indexrelid
              WHERE relnamespace = to_regnamespace(quote_ident(current_schema())) AND NOT indisvalid
            UNION ALL SELECT 'constraint ' || conname || ' was never checked' FROM pg_constraint
              WHERE connamespace = to_regnamespace(quote_ident(current_schema())) AND NOT convalidated
            UNION ALL SELECT 'trigger ' || tgname || ' is switched off'
              FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
              WHERE relnamespace = to_regnamespace(quote_ident(current_schema()))
                AND tgenabled NOT IN ('O', 'A')
            UNION ALL SELECT 'table ' || relname || ' does not survive a crash' FROM pg_class
              WHERE relnamespace = to_regnamespace(quote_ident(current_schema())) AND relpersistence = 'u'
            """
        let rows = try query(sql)
        return (0..<rows.count).map { rows.text($0, 0) }
    }

    /// Rows that reference a missing row, checked reference by reference, as a superuser can switch
    /// off the server's own checks.
    func brokenReferences(beside checked: [Reference]) throws -> [String] {
        let declared = try declaredReferences()
        return try (declared + checked).sorted { $0.name < $1.name }
            .compactMap { try brokenReference($0) }
    }

    private func declaredReferences() throws -> [Reference] {
        let rows = try query(
            """
            SELECT child.relname, childcolumn.attname, parent.relname, parentcolumn.attname
            FROM pg_constraint AS reference
            JOIN pg_class AS child ON child.oid = conrelid
            JOIN pg_class AS parent ON parent.oid = confrelid
            JOIN pg_attribute AS childcolumn
              ON childcolumn.attrelid = conrelid AND childcolumn.attnum = conkey[1]
            JOIN pg_attribute AS parentcolumn
              ON parentcolumn.attrelid = confrelid AND parentcolumn.attnum = confkey[1]
            WHERE contype = 'f' AND connamespace = to_regnamespace(quote_ident(current_schema()))
            """)
        return (0..<rows.count).map { row in
            let names = (0..<4).map { rows.text(row, $0) }
            return Reference(names[0], names[1], to: names[2], key: names[3])
        }
    }

    private func brokenReference(_ reference: Reference) throws -> String? {
        let (child, column) = (reference.table, reference.column)
        let (parent, key) = (reference.parent, reference.key)
        let lost = try query(
            """
            SELECT count(*) FROM \(child) WHERE \(column) IS NOT NULL AND NOT EXISTS (
              SELECT 1 FROM \(parent) WHERE \(parent).\(key) = \(child).\(column))
            """
        ).int(0, 0)
        guard lost > 0 else { return nil }
        return "\(child): \(lost) rows name something in \(parent) that is not there"
    }
}
