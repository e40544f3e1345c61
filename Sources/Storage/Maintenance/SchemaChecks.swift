import GRDB
import Postgres

extension Check {
    /// Tables, columns, indexes, views, triggers and rules are those of this program.
    package static let schema = Check("schema as the program's") { books in
        guard try books.maintenance.mayMakeSchema() else {
            return [
                "this role may not make a schema to compare with: run doctor as one that has "
                    + "CREATE on the database"
            ]
        }
        let (found, due) = (
            try books.maintenance.schemaParts(), try books.maintenance.schemaPartsDue()
        )
        return due.keys.sorted().compactMap { name in
            guard let there = found[name] else { return "\(name) is not there" }
            return there == due[name] ? nil : "\(name) is not as the program makes it"
        } + found.keys.sorted().filter { due[$0] == nil }.map { "\($0) is none of the program's" }
    }
}

extension MaintenanceStore {
    /// The definitions of the schema, by kind and name.
    fileprivate func schemaParts() throws -> [String: String] {
        switch db {
        case .sqlite: try MaintenanceStore.parts(of: db)
        case .postgres(let connection): try connection.schemaParts()
        }
    }

    fileprivate func mayMakeSchema() throws -> Bool {
        guard case .postgres(let connection) = db else { return true }
        return try connection.query(
            "SELECT CAST(has_database_privilege(current_database(), 'CREATE') AS int)"
        ).int(0, 0) == 1
    }

    /// The definitions of a newly made schema, which is rolled back.
    fileprivate func schemaPartsDue() throws -> [String: String] {
        guard let engine = engine as? PostgresEngine else {
            return try DatabaseQueue().write { db in
                try Schema.make(in: .sqlite(db))
                return try MaintenanceStore.parts(of: .sqlite(db))
            }
        }
        return try engine.pool.transaction(ending: .rollback) { connection in
            let scratch =
                "plumbline_doctor_\(try connection.query("SELECT pg_backend_pid()").int(0, 0))"
            try connection.execute("CREATE SCHEMA \(scratch); SET LOCAL search_path = \(scratch)")
            try Schema.make(in: .postgres(connection))
            return try connection.schemaParts()
        }
    }

    /// A definition on one line, as SQLite appends later columns to the line before.
    private static func words(of sql: String) -> String {
        sql.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    static func parts(of db: Database) throws -> [String: String] {
        let rows = try db.rows(
            """
            SELECT type || ' ' || name, tbl_name || COALESCE(': ' || sql, '') FROM sqlite_schema
            WHERE name NOT LIKE 'sqlite_stat%'
            """)
        return Dictionary(try rows.map { ($0[0], words(of: $0[1])) }) { first, _ in first }
    }
}

extension Connection {
    /// Definitions as PostgreSQL gives them, without the schema's name.
    func schemaParts() throws -> [String: String] {
        let rows = try query(Connection.partsOfSchema)
        var parts: [String: String] = [:]
        for row in 0..<rows.count {
            parts[rows.text(row, 0), default: ""] += rows.text(row, 1) + "\n"
        }
        return parts
    }

    private static let partsOfSchema = """
        WITH own AS (SELECT oid, relname, relkind, relrowsecurity, relpersistence FROM pg_class
          WHERE relnamespace = to_regnamespace(quote_ident(current_schema())))
        SELECT kind, replace(replace(told, ' ON ' || quote_ident(current_schema()) || '.', ' ON '),
          ' FUNCTION ' || quote_ident(current_schema()) || '.', ' FUNCTION ') FROM (
          SELECT 'table ' || relname AS kind, concat_ws(' ', relkind, relrowsecurity,
              relpersistence) AS told
            FROM own WHERE relkind NOT IN ('i', 'v', 't', 'c')
          UNION ALL SELECT 'column ' || relname || '.' || attname,
              concat_ws(' ', format_type(atttypid, atttypmod), attnotnull, attgenerated,
                attidentity, attcollation::regcollation, pg_get_expr(adbin, adrelid))
            FROM own JOIN pg_attribute ON attrelid = own.oid AND attnum > 0 AND NOT attisdropped
            LEFT JOIN pg_attrdef ON adrelid = own.oid AND adnum = attnum
            WHERE relkind NOT IN ('i', 'v', 't', 'c')
          UNION ALL SELECT 'index ' || relname, pg_get_indexdef(own.oid) FROM own
            WHERE relkind = 'i'
          UNION ALL SELECT 'view ' || relname, pg_get_viewdef(own.oid) FROM own
            WHERE relkind = 'v'
          UNION ALL SELECT 'constraint ' || relname || '.' || conname, pg_get_constraintdef(c.oid)
            FROM own JOIN pg_constraint AS c ON conrelid = own.oid
          UNION ALL SELECT 'trigger ' || relname || '.' || tgname,
              concat_ws(' ', tgenabled, pg_get_triggerdef(t.oid))
            FROM own JOIN pg_trigger AS t ON tgrelid = own.oid WHERE NOT tgisinternal
          UNION ALL SELECT 'rule ' || relname || '.' || rulename,
              concat_ws(' ', ev_enabled, pg_get_ruledef(r.oid))
            FROM own JOIN pg_rewrite AS r ON ev_class = own.oid WHERE rulename <> '_RETURN'
          UNION ALL SELECT 'policy ' || relname || '.' || polname,
              concat_ws(' ', polcmd, pg_get_expr(polqual, polrelid),
                pg_get_expr(polwithcheck, polrelid))
            FROM own JOIN pg_policy ON polrelid = own.oid
          UNION ALL SELECT 'function ' || proname, concat_ws(' ', prokind, lanname, prosecdef,
              proconfig::text, pg_get_function_arguments(p.oid), prosrc)
            FROM pg_proc AS p JOIN pg_language AS l ON l.oid = prolang
            WHERE pronamespace = to_regnamespace(quote_ident(current_schema()))
        ) AS part ORDER BY 1, 2
        """
}
