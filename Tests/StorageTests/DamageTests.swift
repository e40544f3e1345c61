import Foundation
import Measures
import Testing

@testable import Storage

@Suite("Damaged books")
struct DamageTests {
    @Test(
        "a stored value of another kind is told by table and column, and nothing is made of it",
        arguments: [
            ("SELECT 'x' AS day FROM reading_view", true), ("SELECT NULL AS day FROM t", true),
            ("SELECT x'00' AS day FROM t", true), ("SELECT 1.5 AS day FROM t", true),
            ("SELECT 5 AS day FROM t", false), ("SELECT NULL AS day FROM t", false),
            ("SELECT CAST(x'ff41' AS TEXT) AS day FROM t", false),
        ])
    func kinds(sql: String, asNumber: Bool) throws {
        let installation = try TestEngine.sqlite.make()
        let damaged = #expect(throws: DamagedValue.self) {
            try installation.write { books in
                try books.db.execute(sql: "CREATE TEMP TABLE t AS SELECT 1")
                try books.db.execute(sql: "CREATE TEMP VIEW reading_view AS SELECT 1")
                _ = try books.begin()
                if asNumber {
                    _ = try Int64.fetchAll(books.db, sql: sql)
                } else {
                    _ = try String.fetchAll(books.db, sql: sql)
                }
            }
        }
        #expect(damaged?.column == "day")
        #expect(damaged?.table == (sql.contains("reading") ? "reading_view" : "t"))
        #expect(try installation.read { try $0.events.lastEvent() } == nil)
    }

    @Test("null where a value belongs is told on both engines", arguments: TestEngine.allCases)
    func null(engine: TestEngine) throws {
        let installation = try engine.make()
        #expect(throws: DamagedValue.self) {
            try installation.read { books in
                _ = try Int64.fetchAll(books.db, sql: "SELECT MAX(id) FROM event") as [Int64]
            }
        }
        #expect(throws: DamagedValue.self) {
            try installation.read { books in
                try books.db.rows("SELECT name, value FROM installation").map { row in
                    row["not_there"] as String
                }
            }
        }
    }

    /// Books with some content, closed, and their bytes.
    private func books(_ folder: ScratchFolder) throws -> (folder: String, bytes: Data) {
        let data = folder.file("data")
        let installation = try Installation.create(
            in: data, name: "Example", businessDay: day("2025-01-01"))
        try installation.write { try $0.addPlace(event: $0.begin()) }
        try installation.close()
        return (data, try Data(contentsOf: URL(fileURLWithPath: Installation.file(in: data))))
    }

    @Test("are examined check by check whatever page is lost, and no process ends by a signal")
    func everyPage() throws {
        let folder = try ScratchFolder()
        let (data, bytes) = try books(folder)
        let file = URL(fileURLWithPath: Installation.file(in: data))
        // An index that a migration took away left a page that nothing is on.
        let (free, pages) = (1, bytes.count / 16384)
        var unseen = 0
        for page in 0..<pages {
            var damaged = bytes
            let places = (page * 16384)..<((page + 1) * 16384)
            damaged.replaceSubrange(places, with: Data(count: places.count))
            for suffix in ["-wal", "-shm"] { unlink(file.path + suffix) }
            try damaged.write(to: file)
            do {
                let installation = try Installation.open(data)
                let results = try installation.examine()
                #expect(results.count >= Check.storage.count)
                if results.allSatisfy(\.isWell) { unseen += 1 }
                try? installation.close()
            } catch  where error.isDamage || error is InstallationRefused {}
        }
        #expect(pages > 60 && unseen <= free)
    }

    @Test("are not backed up, unless told to, and the manifest says so")
    func backup() throws {
        let folder = try ScratchFolder()
        let installation = try Installation.open(try books(folder).folder)
        try installation.withoutReferences("INSERT INTO outcome VALUES (9, 1, 1, 'billed')")
        let backup = folder.file("b.sqlite")
        let refusal = #expect(throws: BooksDamaged.self) { try installation.backup(to: backup) }
        #expect(refusal?.doing == .backup)
        #expect(!FileManager.default.fileExists(atPath: backup))
        let manifest = try installation.backup(to: backup, anyway: true)
        #expect(manifest.failedChecks == ["rows of no page"])
        #expect(
            throws: BackupRefused.madeDamaged(path: backup, checks: ["rows of no page"])
        ) { try Installation.restore(from: backup, into: folder.file("other")) }
        #expect(!FileManager.default.fileExists(atPath: folder.file("other")))
        _ = try Installation.restore(from: backup, into: folder.file("other"), anyway: true)
    }

    @Test("are not moved to a server")
    func move() throws {
        let folder = try ScratchFolder()
        let installation = try Installation.open(try books(folder).folder)
        try installation.withoutReferences("INSERT INTO outcome VALUES (9, 1, 1, 'billed')")
        let refusal = #expect(throws: BooksDamaged.self) {
            try installation.move(to: newAddress(), isDryRun: true)
        }
        #expect(refusal?.doing == .move)
    }

    @Test(
        "a file that may not be written is not called damaged or another's",
        .enabled(if: getuid() != 0))
    func noAccess() throws {
        let folder = try ScratchFolder()
        let data = try books(folder).folder
        chmod(Installation.file(in: data), 0o400)
        #expect(
            throws: BooksRefused.noAccess(
                file: Installation.file(in: data), reason: "Permission denied")
        ) { try Installation.open(data) }
    }
}
