package import Measures

/// An imported tariff book with its text, so that bills can be replayed.
package struct TariffVersion: Sendable, Hashable {
    package let id: Int64
    /// Code of the tariff in the book.
    package let code: String
    package let digest: Digest
    package let fileName: String
    /// The book's YAML text.
    package let book: String

    package init(id: Int64, code: String, digest: Digest, fileName: String, book: String) {
        self.id = id
        self.code = code
        self.digest = digest
        self.fileName = fileName
        self.book = book
    }
}

extension TariffStore {
    /// Records a tariff's book. An unchanged text changes nothing; another supersedes it.
    package func putTariff(
        code: String, book: String, fileName: String, event: Int64
    ) throws -> FactChange {
        let digest = SHA256.digest(of: Array(book.utf8))
        let known = try tariff(code)
        if known?.digest == digest { return .unchanged }
        try db.execute(
            sql: "UPDATE tariff_version SET known_to = ? WHERE code = ? AND known_to = {now}",
            arguments: [event, code])
        let id = try books.numbers.next(.tariffVersion)
        try db.execute(
            sql: """
                INSERT INTO tariff_version (id, code, digest, file_name, book, known_from)
                VALUES (?, ?, ?, ?, ?, ?)
                """, arguments: [id, code, "\(digest)", fileName, book, event])
        pins.brought(
            PinnedTable.tariffVersion.shape,
            [
                code.databaseValue, id.databaseValue, "\(digest)".databaseValue,
                fileName.databaseValue, book.databaseValue,
            ], by: event)
        return known == nil ? .new : .superseded
    }

    package func tariff(_ code: String, known: Knowledge = .now) throws -> TariffVersion? {
        try tariffs(known, "AND code = ?", codes: [code]).first
    }

    /// All tariffs as known, by code.
    package func versions(known: Knowledge = .now) throws -> [TariffVersion] {
        try tariffs(known, "ORDER BY code")
    }

    /// All versions of all tariffs, oldest first.
    func allTariffs() throws -> [TariffVersion] {
        let sql = "SELECT id, code, digest, file_name, book FROM tariff_version ORDER BY id"
        return try Row.fetchAll(db, sql: sql).map(tariff)
    }

    /// All versions of a tariff, superseded ones included, oldest first.
    package func tariffVersions(of code: String) throws -> [TariffVersion] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT id, code, digest, file_name, book FROM tariff_version
                WHERE code = ? ORDER BY id
                """, arguments: [code]
        ).map(tariff)
    }

    private func tariffs(
        _ known: Knowledge, _ asked: String, codes: [String] = []
    ) throws -> [TariffVersion] {
        let sql = """
            SELECT id, code, digest, file_name, book FROM tariff_version
            WHERE known_from <= ? AND known_to > ? \(asked)
            """
        let known = [known.event.databaseValue, known.event.databaseValue]
        let arguments = StatementArguments(known + codes.map(\.databaseValue))
        return try Row.fetchAll(db, sql: sql, arguments: arguments).map(tariff)
    }

    func tariff(_ row: Row) throws -> TariffVersion {
        guard let digest = Digest(hexadecimal: row[2]) else {
            throw BrokenRow(what: "tariff version \(row[0] as Int64) has no digest")
        }
        return TariffVersion(
            id: row[0], code: row[1], digest: digest, fileName: row[3], book: row[4])
    }
}
