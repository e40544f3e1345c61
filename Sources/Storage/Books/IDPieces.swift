/// Splits a list of ids into groups of 64, so that a query with `IN` has one text whatever the
/// number of ids and is prepared once.
enum IDPieces {
    private static let size = 64
    /// The 64 parameter marks after IN.
    static let marks = "(" + Array(repeating: "?", count: size).joined(separator: ", ") + ")"

    /// The parameters for each group; the last group is filled up by repeating its last id.
    static func of(_ ids: [Int64]) -> [[DatabaseValue]] {
        stride(from: 0, to: ids.count, by: size).map { start in
            let piece = ids[start..<min(start + size, ids.count)].map(\.databaseValue)
            return piece + Array(repeating: piece[piece.count - 1], count: size - piece.count)
        }
    }
}

extension FactTable {
    /// Rows as known at an event in which a column has one of the ids.
    func rows(
        _ known: Knowledge, whose column: String, isAmong ids: [Int64], order: String = "",
        in db: Database, _ body: (Row) throws -> Void
    ) throws {
        for piece in IDPieces.of(ids) {
            let asked = "AND \(name).\(column) IN \(IDPieces.marks) \(order)"
            let rows = try rows(known, asked, with: piece, in: db)
            while let row = try rows.next() { try body(row) }
        }
    }
}

extension RoomStore {
    /// Rows of a query for all ids. The text must end in `IN` with `IDPieces.marks`; `first` are
    /// the parameters before it.
    func rows(
        _ sql: String, with first: [DatabaseValue] = [], of ids: [Int64],
        _ body: (Row) throws -> Void
    ) throws {
        for piece in IDPieces.of(ids) {
            let rows = try db.rows(sql, StatementArguments(first + piece))
            while let row = try rows.next() { try body(row) }
        }
    }
}
