import GRDB

/// A named check of the stored data. Other rooms add their own.
package struct Check: Sendable {
    /// What `doctor` calls it, such as `foreign keys`.
    package let name: String
    /// The problems found, one sentence each; none where the check passes.
    package let problems: @Sendable (Books) throws -> [String]

    package init(_ name: String, problems: @escaping @Sendable (Books) throws -> [String]) {
        self.name = name
        self.problems = problems
    }
}

/// The result of one check.
package struct CheckResult: Sendable, Hashable {
    package let name: String
    package let problems: [String]
    /// How long it took.
    package var milliseconds: Int
    package var isWell: Bool { problems.isEmpty }

    package init(name: String, problems: [String], milliseconds: Int = 0) {
        (self.name, self.problems, self.milliseconds) = (name, problems, milliseconds)
    }
}

/// Checks that an operation needs have failed.
package struct BooksDamaged: Error, Hashable, Sendable {
    package enum Doing: Sendable { case backup, restore, move, plan, release }

    package let doing: Doing
    package let results: [CheckResult]
}

extension Installation {
    /// Runs checks one after the other on one snapshot. Rows that are due are written first where
    /// possible; rows of pages that others write meanwhile count as due.
    ///
    /// A check that cannot run is reported as a problem and does not stop the others, whether a
    /// page cannot be decoded or the file is damaged.
    package func examine(
        _ checks: [Check] = Check.storage, writingRows: Bool = true
    ) throws -> [CheckResult] {
        var results: [CheckResult] = []
        if writingRows, let problem = Installation.problem({ _ = try writeRowsDue() }) {
            results.append(CheckResult(name: "rows behind the pages", problems: [problem]))
        }
        var left = checks[...]
        while !left.isEmpty { results += made(of: &left) }
        return results
    }

    /// Results of the remaining checks on one snapshot. Where an error stops the snapshot it is a
    /// result too, so that this always makes progress.
    private func made(of left: inout ArraySlice<Check>) -> [CheckResult] {
        var results: [CheckResult] = []
        let problem = Installation.problem {
            try read(rows: .none) { books in
                while let check = left.popFirst() {
                    results.append(books.maintenance.result(of: check))
                }
            }
        }
        guard let problem else { return results }
        let name = results.isEmpty ? left.popFirst()?.name : nil
        let described = CheckResult(
            name: name ?? "reading to the end", problems: ["could not look: \(problem)"])
        return results + [described]
    }

    /// The message of an error; nil where there is none.
    private static func problem(_ body: () throws -> Void) -> String? {
        do { try body() } catch { return "\(error)" }
        return nil
    }

    /// Throws `BooksDamaged` where one of the checks fails.
    package func refuseDamaged(_ doing: BooksDamaged.Doing, _ checks: [Check] = Check.quick) throws
    {
        let results = try examine(checks, writingRows: false)
        guard results.allSatisfy(\.isWell) else {
            throw BooksDamaged(doing: doing, results: results)
        }
    }
}

extension MaintenanceStore {
    /// Refuses to bill where rows of earlier bills have no page.
    package func refuseStrays(_ doing: BooksDamaged.Doing) throws {
        // Passing errors, such as a lost connection, are thrown as they are.
        let results = try [Check.billedBefore, .numberSpans].map { check in
            CheckResult(
                name: check.name,
                problems: try DamageNote.watching { try check.problems(books) })
        }
        guard results.allSatisfy(\.isWell) else {
            throw BooksDamaged(doing: doing, results: results)
        }
    }

    fileprivate func result(of check: Check) -> CheckResult {
        let began = ContinuousClock.now
        let result = Result {
            try db.attempt { try DamageNote.watching { try check.problems(books) } }
        }
        let problems: [String] =
            switch result {
            case .success(let found): found
            case .failure(let error): ["could not look: \(MaintenanceStore.words(of: error))"]
            }
        let (seconds, attoseconds) = (ContinuousClock.now - began).components
        return CheckResult(
            name: check.name, problems: problems,
            milliseconds: Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000))
    }

    /// The message without the SQL statement.
    private static func words(of error: any Error) -> String {
        (error as? DatabaseError)?.message ?? "\(error)"
    }
}

extension Check {
    /// The checks of this room.
    package static let storage = [
        integrity, foreignKeys, schemaVersion, schema, settings, events, facts, factReferences,
        knownSpans, importCounts, importEvents, runSteps, decisions, rules,
        numbersGiven,
    ]

    /// The database file: pages, indexes and constraints.
    package static let integrity = Check("integrity") { books in
        switch books.db {
        case .sqlite(let db): try db.integrityProblems()
        case .postgres(let connection): try connection.integrityProblems()
        }
    }

    package static let foreignKeys = Check("foreign keys") { books in
        switch books.db {
        case .sqlite(let db): try db.brokenReferences()
        case .postgres(let connection):
            try connection.brokenReferences(
                beside: Migration.all.flatMap(\.references))
        }
    }

    package static let schemaVersion = Check("schema version") { books in
        let found = try books.db.setting("schema_version") ?? "none"
        let known = Migration.all.version
        return found == "\(known)" ? [] : ["version \(found), the program knows \(known)"]
    }

    /// Each fact has one row at any event: the ranges `known_from` to `known_to` never overlap.
    package static let knownSpans = Check("spans of knowledge") { books in
        try FactTable.all.flatMap { table in try books.maintenance.overlaps(in: table) }
    }

    package static let importCounts = Check("import counts") { books in
        try books.events.importedFiles().filter { $0.accepted + $0.rejected != $0.rows }.map {
            "\($0.kind) \($0.name): \($0.accepted) + \($0.rejected) is not \($0.rows) rows"
        }
    }

}

extension FactTable {
    static let all: [FactTable] =
        [
            party, account, premises, supplyPoint, agreement, property, register, reading,
            intervalBlock, priceSeries, person, roleGrant, authorityLimit, credential,
        ] + datedRecords + [job]
}

extension MaintenanceStore {
    /// Facts with two rows known at the same event, or a row whose range ends before it begins.
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
