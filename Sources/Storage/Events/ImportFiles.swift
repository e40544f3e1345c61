package import Measures

/// An imported file. Accepted and rejected rows add up to all of its rows.
package struct ImportedFile: Sendable, Hashable {
    package let digest: Digest
    package let kind: String
    package let name: String
    package let rows: Int
    package let accepted: Int
    package let rejected: Int
    package let event: Int64

    package init(
        digest: Digest, kind: String, name: String, rows: Int, accepted: Int, rejected: Int,
        event: Int64
    ) {
        self.digest = digest
        self.kind = kind
        self.name = name
        self.rows = rows
        self.accepted = accepted
        self.rejected = rejected
        self.event = event
    }
}

extension EventStore {
    package func add(_ file: ImportedFile) throws {
        try db.execute(
            sql: """
                INSERT INTO import_file (digest, kind, name, row_count, accepted, rejected,
                  event_id) VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                "\(file.digest)", file.kind, file.name, file.rows, file.accepted, file.rejected,
                file.event,
            ])
    }

    /// Imported files, oldest first.
    package func importedFiles() throws -> [ImportedFile] {
        let sql = """
            SELECT digest, kind, name, row_count, accepted, rejected, event_id
            FROM import_file ORDER BY event_id
            """
        return try Row.fetchAll(db, sql: sql).map { row in
            guard let digest = Digest(hexadecimal: row[0]) else {
                throw BrokenRow(what: "import \(row[2] as String) has no digest")
            }
            return ImportedFile(
                digest: digest, kind: row[1], name: row[2], rows: row[3], accepted: row[4],
                rejected: row[5], event: row[6])
        }
    }

    /// How often a file was imported, and the result of the last time.
    package func imports(of digest: Digest, kind: String) throws -> [ImportedFile] {
        try importedFiles().filter { $0.digest == digest && $0.kind == kind }
    }
}
