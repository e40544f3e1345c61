import Foundation
import Measures
import Testing

@testable import Storage

@Suite("Backup, restore and doctor")
struct MaintenanceTests {
    @Test("a backup restores to the same books")
    func roundTrip() throws {
        let folder = try ScratchFolder()
        let installation = try made(in: folder)
        let manifest = try installation.backup(to: folder.file("b.sqlite"))
        _ = try installation.write { try $0.begin() }

        let restored = try Installation.restore(
            from: folder.file("b.sqlite"), into: folder.file("other"))
        #expect(restored == manifest)
        let books = try Installation.open(folder.file("other"))
        #expect(try books.read { try $0.supply.supplyPoints().map(\.code) } == ["W1"])
        #expect(try books.read { try $0.events.lastEvent()?.id } == 1)
        #expect(try books.examine().allSatisfy(\.isWell))
    }

    @Test("a backup into no folder names the backup, not the books")
    func noFolder() throws {
        let folder = try ScratchFolder()
        let installation = try made(in: folder)
        let file = folder.file("b.sqlite")
        try "x".write(toFile: file, atomically: true, encoding: .utf8)
        for path in [folder.file("none/b.sqlite"), file + "/b.sqlite"] {
            #expect(throws: BackupRefused.noFolder(path: path)) {
                try installation.backup(to: path)
            }
        }
        #expect(try installation.examine().allSatisfy(\.isWell))
    }

    @Test("a backup never writes over a file, a restore only when told")
    func neverOver() throws {
        let folder = try ScratchFolder()
        let installation = try made(in: folder)
        let backup = folder.file("b.sqlite")
        try installation.backup(to: backup)
        #expect(throws: BackupRefused.targetExists(path: backup)) {
            try installation.backup(to: backup)
        }
        let data = installation.folder
        try installation.close()
        #expect(throws: BackupRefused.folderNotEmpty(folder: data)) {
            try Installation.restore(from: backup, into: data)
        }
        _ = try Installation.restore(from: backup, into: data, force: true)
        #expect(try Installation.open(data).read { try $0.supply.supplyPoints().count } == 1)
    }

    @Test("a backup with one changed byte is refused, and nothing is written")
    func altered() throws {
        let folder = try ScratchFolder()
        let backup = folder.file("b.sqlite")
        try made(in: folder).backup(to: backup)
        var bytes = try Data(contentsOf: URL(fileURLWithPath: backup))
        bytes[bytes.count / 2] ^= 1
        try bytes.write(to: URL(fileURLWithPath: backup))

        #expect(throws: BackupRefused.self) {
            try Installation.restore(from: backup, into: folder.file("other"))
        }
        #expect(!FileManager.default.fileExists(atPath: folder.file("other")))
    }

    @Test("a backup without its manifest is refused")
    func noManifest() throws {
        let folder = try ScratchFolder()
        let backup = folder.file("b.sqlite")
        try made(in: folder).backup(to: backup)
        let manifest = Installation.manifest(of: backup)
        try FileManager.default.removeItem(atPath: manifest)
        #expect(throws: BackupRefused.manifestNotThere(path: manifest)) {
            try Installation.restore(from: backup, into: folder.file("other"))
        }
    }

    @Test(
        "doctor finds all well, and names a row that points nowhere", arguments: TestEngine.allCases
    )
    func foreignKey(engine: TestEngine) throws {
        let installation = try engine.make()
        try installation.write { try $0.addPlace(event: $0.begin()) }
        #expect(try installation.examine().allSatisfy(\.isWell))

        try installation.withoutReferences("UPDATE premises SET scheme = 'NOWHERE'")
        let results = try installation.examine()
        #expect(results.filter { !$0.isWell }.map(\.name) == ["foreign keys", "facts as pinned"])
    }

    @Test(
        "doctor finds two facts known at once, and goes on past a check that fails",
        arguments: TestEngine.allCases)
    func spans(engine: TestEngine) throws {
        let installation = try engine.make()
        try installation.write { books in
            try books.addPlace(event: books.begin())
            _ = try books.begin()
            try books.db.execute(
                sql: """
                    INSERT INTO premises (id, code, scheme, address, postcode, known_from)
                    VALUES (1, 'P1', 'S1', 'x', 'y', 2)
                    """)
        }
        struct Broken: Error {}
        let failing = Check("failing") { _ in throw Broken() }
        let results = try installation.examine([failing] + Check.storage)
        #expect(
            results.filter { !$0.isWell }.map(\.name)
                == ["failing", "facts as pinned", "spans of knowledge"])
    }

    private func made(in folder: ScratchFolder) throws -> Installation {
        let installation = try Installation.create(
            in: folder.file("data"), name: "Example", businessDay: day("2025-01-01"))
        try installation.write { try $0.addPlace(event: $0.begin()) }
        return installation
    }
}
