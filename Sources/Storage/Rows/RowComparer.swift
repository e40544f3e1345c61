import Measures

/// A stored row that differs from its page.
package struct RowAltered: Error, Hashable, Sendable {
    package let table: String
    /// The row's key, such as `bill_id 10000100001, line_no 2`.
    package let row: String
    package let column: String
    package let stored: String
    package let expected: String
}

/// Compares stored rows with the rows of a page, in the order in which the page gives them.
struct RowComparer: RowSink {
    private let table: String
    private let columns: [String]
    private let rows: RowCursor
    private let keys: Int
    private var current: Row?
    private var position = 0
    /// The number of rows that matched.
    private(set) var count = 0

    /// Compares the rows of `table` that match `filter`, sorted by their first `keys` columns.
    init(
        _ database: Database, _ table: String, columns: [String], keys: Int, filter: String,
        with arguments: StatementArguments
    ) throws {
        self.table = table
        self.columns = columns
        self.keys = keys
        let order = columns.prefix(keys).joined(separator: ", ")
        rows = try database.rows(
            """
            SELECT \(columns.joined(separator: ", ")) FROM \(table)
            WHERE \(filter) ORDER BY \(order)
            """, arguments)
        current = try rows.next()
    }

    private var altered: RowAltered?

    mutating func add(_ value: Int64) { compare(value.databaseValue) }
    mutating func add(_ text: String) { compare(text.databaseValue) }
    mutating func add(_ bytes: [UInt8]) { compare(bytes.databaseValue) }
    mutating func addNull() { compare(.null) }

    private mutating func compare(_ expected: DatabaseValue) {
        defer { position += 1 }
        guard altered == nil else { return }
        let stored = current.map { $0.value(position) }
        guard stored != expected else { return }
        altered = RowAltered(
            table: table, row: key, column: columns[position],
            stored: stored.map { "\($0)" } ?? "no row", expected: "\(expected)")
    }

    private var key: String {
        guard let current else { return "after the last row" }
        return columns.prefix(keys).enumerated().map { index, name in
            "\(name) \(current.value(index))"
        }.joined(separator: ", ")
    }

    mutating func insert() throws {
        if let altered { throw altered }
        position = 0
        count += 1
        current = try rows.next()
    }

    /// Throws where stored rows are left over.
    mutating func finish() throws {
        guard current != nil else { return }
        throw RowAltered(
            table: table, row: key, column: columns[0], stored: "a row", expected: "no row")
    }
}
