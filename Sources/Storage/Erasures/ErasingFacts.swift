import Measures

extension ErasureStore {
    /// Erases columns of all rows, whenever they were known, in which `owner` is one of `ids`.
    /// Returns how many values went.
    func erase(
        _ columns: [String], of table: FactTable, whose owner: String, isAmong ids: [Int64],
        event: Int64
    ) throws -> Int {
        let places = columns.compactMap { table.shape.columns.firstIndex(of: $0) }
        var erased = 0
        for row in try rows(of: table, whose: owner, isAmong: ids) {
            erased += try erase(places, of: row.row, in: table, knownFrom: row.from, event)
        }
        return erased
    }

    /// How many values `erase` would take.
    func count(
        _ columns: [String], of table: FactTable, whose owner: String, isAmong ids: [Int64]
    ) throws -> Int {
        let places = columns.compactMap { table.shape.columns.firstIndex(of: $0) }
        return try rows(of: table, whose: owner, isAmong: ids).reduce(0) { sum, found in
            sum + places.count { !found.row.values[$0].isBlank }
        }
    }

    /// The texts in columns of rows, whenever they were known.
    func texts(
        _ columns: [String], of table: FactTable, whose owner: String, isAmong ids: [Int64]
    ) throws -> [String] {
        let places = columns.compactMap { table.shape.columns.firstIndex(of: $0) }
        return try rows(of: table, whose: owner, isAmong: ids).flatMap { found in
            places.compactMap {
                if case .text(let text) = found.row.values[$0] { text } else { nil }
            }
        }
    }

    private func rows(
        of table: FactTable, whose owner: String, isAmong ids: [Int64]
    ) throws -> [(row: SealedRow, from: Int64)] {
        let width = table.shape.columns.count
        let names = (table.shape.columns + ["known_from", "seal"]).joined(separator: ", ")
        let order = (table.key + ["known_from"]).joined(separator: ", ")
        let sql = """
            SELECT \(names) FROM \(table.name) WHERE \(owner) IN \(IDPieces.marks)
            ORDER BY \(order)
            """
        var found: [(row: SealedRow, from: Int64)] = []
        try rows(sql, of: ids) { row in
            let values = (0..<width).map { row.value($0) }
            found.append((try table.sealed(row, values, sealAt: width + 1), row[width]))
        }
        return found
    }

    private func erase(
        _ places: [Int], of row: SealedRow, in table: FactTable, knownFrom: Int64, _ event: Int64
    ) throws -> Int {
        var seal = salted(row, table)
        var writer = CanonicalWriter()
        let digest = table.shape.saltedDigest(row.values, seal, with: &writer)
        let erased = places.filter { place in
            guard let part = table.shape.hidden.firstIndex(of: place) else { return false }
            return seal.erase(part, row.values[place])
        }
        guard !erased.isEmpty else { return 0 }
        let names = erased.map { table.shape.columns[$0] }
        try blank(names, of: row, seal, in: table, knownFrom: knownFrom)
        try add(
            ErasureRecord(
                event: event, table: table.name, key: ErasureStore.key(row.values, of: table),
                knownFrom: knownFrom, parts: names, digest: digest.bytes))
        return erased.count
    }

    /// The seal of a row; one with salts for a row that was pinned without, which keeps the digest
    /// it was pinned with.
    private func salted(_ row: SealedRow, _ table: FactTable) -> FactSeal {
        if let seal = row.seal { return seal }
        var writer = CanonicalWriter()
        let unsalted = table.shape.digest(row.values, with: &writer)
        return FactSeal(
            row.values, hiding: table.shape.hidden, salts: salts, unsalted: unsalted)
    }

    private func blank(
        _ names: [String], of row: SealedRow, _ seal: FactSeal, in table: FactTable,
        knownFrom: Int64
    ) throws {
        let sets = names.map { "\($0) = ''" } + ["seal = ?"]
        let isKey = (table.key + ["known_from"]).map { "\($0) = ?" }
        let keys = row.values.prefix(table.key.count) + [knownFrom.databaseValue]
        try db.execute(
            sql: "UPDATE \(table.name) SET \(sets.joined(separator: ", ")) "
                + "WHERE \(isKey.joined(separator: " AND "))",
            arguments: StatementArguments([.bytes(seal.bytes)] + keys))
    }
}
