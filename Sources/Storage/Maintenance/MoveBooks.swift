import Measures
import Postgres

/// A copied table, with its digest on both sides.
package struct MovedTable: Sendable, Hashable {
    package let source: TableDigest
    package let target: TableDigest
    package var isEqual: Bool { source == target }
}

/// A table came out differently in the target; nothing was stored there.
package struct BooksDiffer: Error, Hashable, Sendable {
    package let tables: [MovedTable]
}

extension Installation {
    /// Copies all tables to an empty schema of a database in one transaction, and compares both
    /// sides table by table before it commits. A dry run does the same and rolls back. Throws
    /// `BooksDiffer` where a table differs.
    ///
    /// `report` gets each table and its number of rows as it is copied.
    package func move(
        to address: DatabaseAddress, isDryRun: Bool, report: (String, Int) -> Void = { _, _ in }
    ) throws -> [MovedTable] {
        try Installation.checkFree(address)
        try refuseDamaged(.move, [Check.integrity, Check.foreignKeys] + Check.quick)
        let pool = address.pool
        defer { pool.close() }
        return try engine.read { source in
            try pool.transaction(ending: isDryRun ? .rollback : .commit) { connection in
                let schema = Address.quoted(address.schema)
                try connection.execute("CREATE SCHEMA IF NOT EXISTS \(schema)")
                let target = Database.postgres(connection)
                try Schema.make(in: target)
                try target.execute(sql: "DELETE FROM installation")
                return try copyAll(from: source, to: target, report)
            }
        }
    }

    private func copyAll(
        from source: Database, to target: Database, _ report: (String, Int) -> Void
    ) throws -> [MovedTable] {
        let tables = try TableShape.all()
        let sources = try tables.map { table in
            let digest = try copy(table, from: source, to: target)
            report(table.name, digest.rows)
            return digest
        }
        let targets = try books(target).maintenance.tableDigests()
        let moved = zip(sources, targets).map { MovedTable(source: $0, target: $1) }
        guard moved.allSatisfy(\.isEqual) else { throw BooksDiffer(tables: moved) }
        return moved
    }

    private func copy(
        _ table: TableShape, from source: Database, to target: Database
    ) throws -> TableDigest {
        var digest = RowDigest()
        var writer = try RowWriter(target, into: table.name, table.columns)
        let rows = try source.rows(table.query, pieces: table.pieces)
        while let row = try rows.next() {
            digest.add(row, width: table.columns.count)
            for column in table.columns.indices { writer.add(row.value(column)) }
            try writer.insert()
        }
        return TableDigest(table: table.name, rows: digest.count, digest: digest.finish())
    }
}

extension RowWriter {
    mutating func add(_ value: DatabaseValue) {
        switch value {
        case .null: addNull()
        case .int(let number): add(number)
        case .text(let text): add(text)
        case .bytes(let bytes): add(bytes)
        }
    }
}
