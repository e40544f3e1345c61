import GRDB
package import Measures

/// A table: its columns, and the key that orders its rows.
struct TableShape: Sendable {
    let name: String
    let columns: [String]
    let key: [String]
    /// Rows may be large: they hold the content of pages or blocks.
    let holdsContent: Bool

    /// A query for all rows by key: the same order on both engines, as texts sort by bytes.
    var query: String {
        "SELECT \(columns.joined(separator: ", ")) FROM \(name) "
            + "ORDER BY \(key.joined(separator: ", "))"
    }

    /// How many rows to fetch at a time.
    var pieces: Int { holdsContent ? 16 : 4096 }

    /// The tables of this version, those that are referred to before those that refer to them.
    static func all() throws -> [TableShape] {
        let queue = try DatabaseQueue()
        return try queue.write { db in
            let db = Database.sqlite(db)
            try Schema.make(in: db)
            let names = "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY rowid"
            return try String.fetchAll(db, sql: names).map { try TableShape($0, in: db) }
        }
    }

    private init(_ name: String, in db: Database) throws {
        let sql = "SELECT name, pk FROM pragma_table_info(?) ORDER BY cid"
        let columns = try db.rows(sql, [name]).map { row in
            (name: row[0] as String, index: row[1] as Int)
        }
        self.name = name
        self.columns = columns.map(\.name)
        key = columns.filter { $0.index > 0 }.sorted { $0.index < $1.index }.map(\.name)
        holdsContent = self.columns.contains("content")
    }

    private init(_ shape: TableShape, columns: [String]) {
        (name, key, self.columns) = (shape.name, shape.key, columns)
        holdsContent = shape.holdsContent
    }

    /// The same rows without some of their columns.
    func without(_ left: Set<String>) -> TableShape {
        TableShape(self, columns: columns.filter { !left.contains($0) })
    }
}

/// A digest over all rows of a table in the order of their key.
package struct TableDigest: Sendable, Hashable {
    package let table: String
    package let rows: Int
    package let digest: Digest
}

extension MaintenanceStore {
    /// The digests of all tables. Equal digests mean equal books, on whichever engine.
    package func tableDigests() throws -> [TableDigest] {
        try TableShape.all().map { try digest(of: $0) }
    }

    /// The digests without what differs between two installations in which the same was done: times
    /// of events, salts, and the chains and pins, which cover both.
    package func contentDigests() throws -> [TableDigest] {
        try TableShape.all().map {
            try digest(of: $0.without((MaintenanceStore.ofItsTime[$0.name] ?? []).union(["seal"])))
        }
    }

    private static let ofItsTime: [String: Set<String>] = [
        "event": ["recorded_at"], "page": ["previous", "digest", "event_digest"],
        "event_proof": [
            "digest", "page_digest", "actor_commitment", "subject_commitment",
            "reason_commitment", "actor_salt", "subject_salt", "reason_salt",
        ],
        "act_record": ["request", "machine_user", "before", "after", "answer"],
        "act_value": ["salt"], "credential": ["digest"], "event_pin": ["brought_digest"],
        "erasure": ["digest"],
    ]

    private func digest(of table: TableShape) throws -> TableDigest {
        var running = RowDigest()
        let rows = try db.rows(table.query, pieces: table.pieces)
        while let row = try rows.next() { running.add(row, width: table.columns.count) }
        return TableDigest(table: table.name, rows: running.count, digest: running.finish())
    }
}

/// A digest over rows: for each value its kind, its length where it has one, and its bytes.
struct RowDigest {
    private let running = RunningDigest()
    private var bytes: [UInt8] = []
    private(set) var count = 0

    mutating func add(_ row: Row, width: Int) {
        count += 1
        for column in 0..<width { add(row.value(column)) }
        if bytes.count > 1 << 16 { flush() }
    }

    private mutating func add(_ value: DatabaseValue) {
        switch value {
        case .null: bytes.append(0)
        case .int(let number):
            bytes.append(1)
            append(number)
        case .text(let text):
            bytes.append(2)
            append(Int64(text.utf8.count))
            bytes.append(contentsOf: text.utf8)
        case .bytes(let content):
            bytes.append(3)
            append(Int64(content.count))
            bytes.append(contentsOf: content)
        }
    }

    private mutating func append(_ number: Int64) {
        withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
    }

    private mutating func flush() {
        bytes.withUnsafeBytes { running.update($0) }
        bytes.removeAll(keepingCapacity: true)
    }

    mutating func finish() -> Digest {
        flush()
        return running.finish()
    }
}
