/// Ids that statements ask for, so many at a time: each statement is one text, prepared once.
enum IDPieces {
    private static let size = 64
    /// What stands behind IN.
    static let marks = "(" + Array(repeating: "?", count: size).joined(separator: ", ") + ")"

    /// The arguments of each statement. The last id fills up what it leaves.
    static func of(_ ids: [Int64]) -> [[DatabaseValue]] {
        stride(from: 0, to: ids.count, by: size).map { start in
            let piece = ids[start..<min(start + size, ids.count)].map(\.databaseValue)
            return piece + Array(repeating: piece[piece.count - 1], count: size - piece.count)
        }
    }
}

extension FactTable {
    /// Rows as known that have one of the ids in a column.
    func rows(
        _ known: Knowledge, _ column: String, _ ids: [Int64], _ order: String = "",
        in db: Database, _ body: (Row) throws -> Void
    ) throws {
        for piece in IDPieces.of(ids) {
            let asked = "AND \(name).\(column) IN \(IDPieces.marks) \(order)"
            let rows = try rows(known, asked, piece, in: db)
            while let row = try rows.next() { try body(row) }
        }
    }
}

extension RoomStore {
    /// Rows of a query for all ids, which it names last and with marks.
    func rows(
        _ sql: String, _ first: [DatabaseValue] = [], of ids: [Int64], _ body: (Row) throws -> Void
    ) throws {
        for piece in IDPieces.of(ids) {
            let rows = try db.rows(sql, StatementArguments(first + piece))
            while let row = try rows.next() { try body(row) }
        }
    }
}
