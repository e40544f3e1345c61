import Synchronization

/// The few words of SQL in which the engines differ; everything else is one text for both.
enum Dialect: Hashable, Sendable {
    case sqlite, postgres

    /// `known_to` of a fact that no event has ended: later than any event.
    static let stillKnown = Int64.max

    /// A statement in the engine's own words.
    struct Rendered: Sendable {
        let text: String
        /// For PostgreSQL: the name of each numbered parameter, nil for `?`.
        let names: [String?]
    }

    /// The statement in the engine's own words; kept after the first call.
    func rendered(_ sql: String) -> Rendered {
        if self == .sqlite, !sql.utf8.contains(UInt8(ascii: "{")) {
            return Rendered(text: sql, names: [])
        }
        return Dialect.known.withLock { known in
            if let rendered = known[self]?[sql] { return rendered }
            let rendered = render(sql)
            known[self, default: [:]][sql] = rendered
            return rendered
        }
    }

    private static let known = Mutex<[Dialect: [String: Rendered]]>([:])

    private func render(_ text: String) -> Rendered {
        var sql = text
        for (mark, word) in words { sql = sql.replacing(mark, with: word) }
        return self == .sqlite ? Rendered(text: sql, names: []) : Dialect.numbered(sql)
    }

    private var words: [(String, String)] {
        let known = """
            known_from {integer} NOT NULL REFERENCES event (id),
              known_to {integer} NOT NULL DEFAULT {now}
            """
        let common = [("{known}", known), ("{now}", "\(Dialect.stillKnown)")]
        return common + (self == .sqlite ? Dialect.sqliteWords : Dialect.postgresWords)
    }

    private static let sqliteWords = [
        ("{integer}", "INTEGER"), ("{bytes}", "BLOB"), ("{strict}", "STRICT"),
        ("{clustered}", ", WITHOUT ROWID"),
        // Equal, where two nulls are equal.
        ("{same}", "IS"),
        // Milliseconds since 1970 by the engine's clock.
        ("{instant}", "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)"),
        // SQLite has one writer, so no row needs a lock.
        ("{locked}", ""), ("{skip locked}", ""), ("{materialized}", ""),
        // A list of ids, passed as a JSON text, as a table with the column `id`.
        ("{points}", "(SELECT value AS id FROM json_each(:points))"),
        ("{registers}", "(SELECT value AS id FROM json_each(:registers))"),
    ]

    private static let postgresWords = [
        ("{integer}", "BIGINT"), ("{bytes}", "BYTEA"), ("{strict}", ""),
        ("{clustered}", ""), ("{same}", "IS NOT DISTINCT FROM"),
        ("{instant}", "CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT)"),
        ("{locked}", "FOR UPDATE"), ("{skip locked}", "FOR UPDATE SKIP LOCKED"),
        ("{materialized}", "MATERIALIZED"),
        ("{points}", listed("points")), ("{registers}", listed("registers")),
        // Texts sort by their bytes on both engines.
        (" TEXT", " TEXT COLLATE \"C\""),
    ]

    private static func listed(_ name: String) -> String {
        "(SELECT CAST(value AS BIGINT) AS id "
            + "FROM json_array_elements_text(CAST(:\(name) AS json)))"
    }

    /// Replaces `?` and `:name` by `$1`, `$2` …; a repeated name keeps its number.
    private static func numbered(_ sql: String) -> Rendered {
        var (text, names): (String, [String?]) = ("", [])
        var rest = sql[...]
        while let mark = rest.first {
            rest = rest.dropFirst()
            switch mark {
            case "'":
                let quoted = rest.prefix { $0 != "'" }
                text += "'" + quoted + "'"
                rest = rest.dropFirst(quoted.count + 1)
            case "?":
                names.append(nil)
                text += "$\(names.count)"
            case ":" where rest.first?.isLetter == true && text.last != ":":
                let name = String(rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" })
                rest = rest.dropFirst(name.count)
                let index = names.firstIndex(of: name) ?? names.count
                if index == names.count { names.append(name) }
                text += "$\(index + 1)"
            default: text.append(mark)
            }
        }
        return Rendered(text: text, names: names)
    }
}
