/// Something that must hold in the books, by name. Other rooms add their own.
package struct Check: Sendable {
    /// What `doctor` calls it, such as `foreign keys`.
    package let name: String
    /// The problems found, one sentence each; none where all is well.
    package let problems: @Sendable (Books) throws -> [String]

    package init(_ name: String, problems: @escaping @Sendable (Books) throws -> [String]) {
        self.name = name
        self.problems = problems
    }
}

/// What one check found.
package struct CheckResult: Sendable, Hashable {
    package let name: String
    package let problems: [String]
    package var isWell: Bool { problems.isEmpty }
}

extension Installation {
    /// Runs checks one after the other on one state of the books, with all rows written.
    ///
    /// A check that cannot run is a problem of its own, never a reason to stop; nor is a page of
    /// which no rows can be made.
    package func examine(_ checks: [Check] = Check.storage) throws -> [CheckResult] {
        var results: [CheckResult] = []
        do { try writeRowsDue() } catch {
            let problem = "rows that are due could not be written: \(error)"
            results.append(CheckResult(name: "rows behind the pages", problems: [problem]))
        }
        results += try read(rows: .none) { books in checks.map { books.result(of: $0) } }
        return results
    }
}

extension Books {
    fileprivate func result(of check: Check) -> CheckResult {
        do {
            return CheckResult(
                name: check.name, problems: try db.attempt { try check.problems(self) })
        } catch {
            return CheckResult(name: check.name, problems: ["could not look: \(error)"])
        }
    }
}

extension Check {
    /// What the store itself promises.
    package static let storage = [
        integrity, foreignKeys, schemaVersion, knownSpans, importCounts, importEvents,
        rules,
    ]

    /// Pages, indexes and constraints of the database file.
    package static let integrity = Check("integrity") { books in
        switch books.db {
        case .sqlite(let db): try db.integrityProblems()
        case .postgres(let connection): try connection.integrityProblems()
        }
    }

    package static let foreignKeys = Check("foreign keys") { books in
        switch books.db {
        case .sqlite(let db): try db.brokenReferences()
        case .postgres(let connection): try connection.brokenReferences()
        }
    }

    package static let schemaVersion = Check("schema version") { books in
        let found = try books.db.setting("schema_version") ?? "none"
        let known = Migration.all.version
        return found == "\(known)" ? [] : ["version \(found), the program knows \(known)"]
    }

    /// One row of each fact stands at any time: the spans of knowledge never overlap.
    package static let knownSpans = Check("spans of knowledge") { books in
        try FactTable.all.flatMap { table in try books.overlaps(in: table) }
    }

    package static let importCounts = Check("import counts") { books in
        try books.importedFiles().filter { $0.accepted + $0.rejected != $0.rows }.map {
            "\($0.kind) \($0.name): \($0.accepted) + \($0.rejected) is not \($0.rows) rows"
        }
    }

    package static let importEvents = Check("import events") { books in
        try books.importedFiles().filter {
            let key = try books.event($0.event)?.key ?? ""
            return !key.hasPrefix("\($0.kind):\($0.digest)")
        }.map { "\($0.kind) \($0.name): its event is not there" }
    }
}

extension FactTable {
    static let all: [FactTable] = [
        party, account, premises, supplyPoint, agreement, property, register, reading,
        intervalBlock, priceSeries,
    ]
}

extension Books {
    /// Facts of which two rows were known at the same time, or a row ended before it began.
    fileprivate func overlaps(in table: FactTable) throws -> [String] {
        let key = table.key.joined(separator: ", ")
        let sql = """
            SELECT count(*) FROM (
              SELECT known_from, known_to, lead(known_from) OVER (
                PARTITION BY \(key) ORDER BY known_from) AS next
              FROM \(table.name)) AS span
            WHERE known_to <= known_from OR known_to > next
            """
        let count = try Int.fetchOne(db, sql: sql) ?? 0
        return count == 0 ? [] : ["\(table.name): \(count) rows known beside another"]
    }
}
