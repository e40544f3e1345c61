import GRDB

/// Columns added to the schema after rows were pinned for the first time, with their defaults. A
/// value equal to its default is left out of the digest of a row, so that older digests stay valid.
enum LaterColumns {
    /// By table and column. Read from the schema itself, so that a new column needs no entry.
    static let defaults: [String: [String: DatabaseValue]] = {
        let first = (try? columns(upTo: firstPinned)) ?? [:]
        let now = (try? columns(upTo: Schema.version)) ?? [:]
        var later: [String: [String: DatabaseValue]] = [:]
        for (table, columns) in now {
            guard let known = first[table] else { continue }
            later[table] = columns.filter { known[$0.key] == nil }
        }
        return later
    }()

    /// The schema version from which rows are pinned.
    static let firstPinned = 7

    private static func columns(
        upTo version: Int
    ) throws -> [String: [String: DatabaseValue]] {
        let steps = Migration.all.filter { $0.version <= version }
        return try DatabaseQueue().write { db in
            let db = Database.sqlite(db)
            try steps.apply(after: 0, to: db)
            let rows = try db.rows(
                """
                SELECT entry.name, column_.name, column_.dflt_value FROM sqlite_schema AS entry
                JOIN pragma_table_info(entry.name) AS column_ WHERE entry.type = 'table'
                """)
            var tables: [String: [String: DatabaseValue]] = [:]
            while let row = try rows.next() {
                tables[row[0], default: [:]][row[1]] = DatabaseValue(literal: row[2])
            }
            return tables
        }
    }
}

extension DatabaseValue {
    /// A default from its SQL literal: a number or a text in quotes; null for anything else.
    fileprivate init(literal: String?) {
        guard let literal else { self = .null; return }
        if let number = Int64(literal) { self = .int(number); return }
        let isText = literal.hasPrefix("'") && literal.hasSuffix("'") && literal.count > 1
        self = isText ? .text(String(literal.dropFirst().dropLast())) : .null
    }
}
