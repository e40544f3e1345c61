/// A query whose rows come in pieces. Ends with its transaction.
package final class Portal {
    private let connection: Connection
    private let fetch: String
    private let size: Int
    private var isAtEnd = false

    init(_ connection: Connection, name: String, size: Int) {
        self.connection = connection
        self.size = size
        fetch = "FETCH FORWARD \(size) FROM \(name)"
    }

    /// The next rows, or nil after the last.
    package func next() throws -> Rows? {
        guard !isAtEnd else { return nil }
        let rows = try connection.query(fetch)
        isAtEnd = rows.count < size
        return rows.count == 0 ? nil : rows
    }
}
