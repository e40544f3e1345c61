import Foundation
import GRDB
import Measures
import Testing

@testable import Storage

@Suite("An installation")
struct InstallationTests {
    @Test("is made, closed and opened again with its day and name")
    func roundTrip() throws {
        let folder = try ScratchFolder()
        let made = try Installation.create(
            in: folder.file("data"), name: "Example Water", businessDay: day("2025-04-01"))
        try made.close()

        let opened = try Installation.open(folder.file("data"))
        #expect(try opened.read { try $0.businessDay() } == day("2025-04-01"))
        #expect(try opened.read { try $0.utilityName() } == "Example Water")
    }

    @Test("writes through to the disk: WAL, FULL, foreign keys on")
    func pragmas() throws {
        let folder = try ScratchFolder()
        let made = try Installation.create(
            in: folder.path, name: "Example", businessDay: day("2025-04-01"))
        let found = try made.sqlite().writeWithoutTransaction { db in
            try ["journal_mode", "synchronous", "foreign_keys"].map {
                try Storage.DatabaseValue.fetchOne(.sqlite(db), sql: "PRAGMA \($0)")
            }
        }
        #expect(found == [.text("wal"), .int(2), .int(1)])
    }

    @Test("is never made over another")
    func twice() throws {
        let folder = try ScratchFolder()
        let today = day("2025-04-01")
        _ = try Installation.create(in: folder.path, name: "One", businessDay: today)

        #expect(throws: InstallationRefused.alreadyThere(folder: folder.path)) {
            try Installation.create(in: folder.path, name: "Two", businessDay: today)
        }
    }

    @Test("is refused where there is none, or the file is not ours")
    func notOurs() throws {
        let folder = try ScratchFolder()
        #expect(throws: InstallationRefused.notThere(folder: folder.path)) {
            try Installation.open(folder.path)
        }
        let file = Installation.file(in: folder.path)
        for content in ["", "not a database, but long enough to be read as a header of one ...."] {
            try content.write(toFile: file, atomically: true, encoding: .utf8)
            #expect(throws: InstallationRefused.notAnInstallation(file: file)) {
                try Installation.open(folder.path)
            }
        }
    }

    @Test("of a later program is refused")
    func tooNew() throws {
        let folder = try ScratchFolder()
        try withVersion(Schema.version + 1, in: folder)

        #expect(
            throws: InstallationRefused.tooNew(
                found: Schema.version + 1, known: Schema.version)
        ) { try Installation.open(folder.path) }
    }

    @Test("of an earlier program is migrated, or refused where nobody asked")
    func tooOld() throws {
        let folder = try ScratchFolder()
        try withVersion(Schema.version, in: folder)
        let next = Migration(
            version: Schema.version + 1,
            statements: ["CREATE TABLE later (id {integer} NOT NULL PRIMARY KEY) {strict}"])
        let later = Migration.all + [next]

        #expect(
            throws: InstallationRefused.tooOld(found: Schema.version, known: next.version)
        ) {
            try Installation.open(
                folder.path, migrations: later, migrating: false, clock: clock)
        }
        let migrated = try Installation.open(
            folder.path, migrations: later, migrating: true, clock: clock)
        #expect(try migrated.sqlite().read { try $0.tableExists("later") })
        #expect(try Installation.version(of: migrated.file) == next.version)
    }

    @Test("a migration that fails leaves the file as it was")
    func failedMigration() throws {
        let folder = try ScratchFolder()
        try withVersion(Schema.version, in: folder)
        let broken = Migration(
            version: Schema.version + 1,
            statements: ["CREATE TABLE later (id INTEGER) STRICT", "CREATE NONSENSE"])

        #expect(throws: DatabaseError.self) {
            try Installation.open(
                folder.path, migrations: Migration.all + [broken], migrating: true,
                clock: clock)
        }
        let opened = try Installation.open(folder.path)
        #expect(try opened.sqlite().read { try !$0.tableExists("later") })
    }

    @Test("what is tried out is taken back", arguments: TestEngine.allCases)
    func tryOut(engine: TestEngine) throws {
        let books = try engine.make()
        let event = try books.tryOut { try $0.begin() }
        #expect(event == 1)
        #expect(try books.read { try $0.events.lastEvent() } == nil)
    }

    private func withVersion(_ version: Int, in folder: ScratchFolder) throws {
        let made = try Installation.create(
            in: folder.path, name: "Example", businessDay: day("2025-04-01"))
        try made.engine.write { try $0.setSetting("schema_version", to: "\(version)") }
        try made.close()
    }
}
