import Foundation
import GRDB
package import Measures

/// The manifest beside a backup. Its digest is over the bytes of the database file.
package struct BackupManifest: Sendable, Hashable, Codable {
    package var utility: String
    package var businessDay: String
    package var schemaVersion: Int
    package var lastEvent: Int64
    package var bytes: Int
    package var sha256: String
    package var madeAt: String
    /// Checks that failed when a damaged installation was backed up with `anyway`; nil where none
    /// did.
    package var failedChecks: [String]?
    /// Messages that are held once the backup is put back; of the books there, not of the backup.
    package var heldMessages = 0

    enum CodingKeys: String, CodingKey {
        case utility, bytes, sha256
        case businessDay = "business_day"
        case schemaVersion = "schema_version"
        case lastEvent = "last_event"
        case madeAt = "made_at"
        case failedChecks = "failed_checks"
    }
}

/// Why a backup cannot be made or restored, in order of precedence.
package enum BackupRefused: Error, Hashable, Sendable {
    /// The books are in a PostgreSQL database, which its own tools back up.
    case inDatabase
    /// A backup never writes over a file.
    case targetExists(path: String)
    /// It goes into a folder that is there and can be written to.
    case noFolder(path: String)
    case backupNotThere(path: String)
    case manifestNotThere(path: String)
    case manifestUnreadable(path: String)
    /// The file's digest differs from the manifest.
    case digestDiffers(path: String, expected: String, found: String)
    case notADatabase(path: String)
    /// There is an installation in the folder; only `force` replaces it.
    case folderNotEmpty(folder: String)
    /// The manifest names checks that failed when the backup was made.
    case madeDamaged(path: String, checks: [String])
}

extension Installation {
    /// Copies the books to a new file while others read and write, and writes its manifest. The
    /// copy must pass the checks; with `anyway` it is kept all the same, and the manifest names
    /// what failed.
    @discardableResult
    package func backup(
        to path: String, anyway: Bool = false, checks: [Check] = Check.quick
    ) throws -> BackupManifest {
        try checkBackup(to: path)
        return try Installation.drafting(path) { draft in
            try SQLiteEngine.telling(of: file) { try copy(to: draft) }
            let failed = try Installation.examine(file: draft, clock, checks)
                .filter { !$0.isWell }
            guard failed.isEmpty || anyway else {
                throw BooksDamaged(doing: .backup, results: failed)
            }
            var manifest = try SQLiteEngine.telling(of: file) { try describe(draft) }
            manifest.failedChecks = failed.isEmpty ? nil : failed.map(\.name)
            try Installation.write(manifest, to: Installation.manifest(of: path))
            return manifest
        }
    }

    /// Refuses a path where a backup or manifest exists, or in no folder that can be written to, and
    /// books that are not in a file.
    package func checkBackup(to path: String) throws {
        guard engine is SQLiteEngine else { throw BackupRefused.inDatabase }
        for target in [path, Installation.manifest(of: path)]
        where FileManager.default.fileExists(atPath: target) {
            throw BackupRefused.targetExists(path: target)
        }
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder),
            isFolder.boolValue, FileManager.default.isWritableFile(atPath: folder)
        else { throw BackupRefused.noFolder(path: path) }
    }

    /// The checks of a copy: `PRAGMA integrity_check` and the quick checks.
    private static func examine(
        file: String, _ clock: Clock, _ checks: [Check] = Check.quick
    ) throws -> [CheckResult] {
        var configuration = configuration
        configuration.readonly = true
        let queue = try DatabaseQueue(path: file, configuration: configuration)
        defer { try? queue.close() }
        let copy = Installation(
            folder: "", engine: SQLiteEngine(database: queue), clock: clock)
        let left = [Check.schemaVersion.name, Check.integrity.name]
        let wanted = [Check.integrity] + checks.filter { !left.contains($0.name) }
        return try copy.examine(wanted, writingRows: false)
    }

    /// Restores a backup into a folder after its digest, tables and journal were checked; with
    /// `anyway` without the checks.
    package static func restore(
        from path: String, into folder: String, force: Bool = false, anyway: Bool = false,
        checks: [Check] = Check.quick
    ) throws -> BackupManifest {
        var manifest = try verifyBackup(at: path, anyway: anyway, checks: checks)
        let target = file(in: folder)
        if FileManager.default.fileExists(atPath: target), !force {
            throw BackupRefused.folderNotEmpty(folder: folder)
        }
        try makeFolder(folder)
        try drafting(target) { draft in
            try copyFile(path, to: draft)
            // Damaged books are put back as they are: nothing of them can be sent unseen, as what
            // sends them reads them.
            let held = Result { try holdMessages(draft, manifest) }
            manifest.heldMessages = anyway ? (try? held.get()) ?? 0 : try held.get()
            for suffix in ["-wal", "-shm"] { unlink(target + suffix) }
        }
        return manifest
    }

    /// What waits in a backup may have been sent since it was made: a person lets it go.
    private static func holdMessages(_ file: String, _ manifest: BackupManifest) throws -> Int {
        guard manifest.schemaVersion >= 11 else { return 0 }
        let queue = try DatabaseQueue(path: file, configuration: configuration)
        defer { try? queue.close() }
        let copy = Installation(
            folder: "", engine: SQLiteEngine(database: queue), clock: .system)
        let open = "SELECT count(*) FROM outbox_standing WHERE state IN ('waiting', 'sending')"
        guard try copy.engine.read({ try Int.fetchOne($0, sql: open) ?? 0 }) > 0 else { return 0 }
        return try copy.write(rows: .none) { books in
            try books.outbox.holdAll(
                because: "put back from a backup of \(manifest.madeAt): it may have been sent since"
            )
        }
    }

    /// Compares a backup with its manifest, and checks that it is an installation.
    package static func verifyBackup(
        at path: String, anyway: Bool = false, checks: [Check] = Check.quick
    ) throws -> BackupManifest {
        guard FileManager.default.fileExists(atPath: path) else {
            throw BackupRefused.backupNotThere(path: path)
        }
        let manifest = try readManifest(of: path)
        let found = try "\(digest(ofFile: path))"
        guard found == manifest.sha256 else {
            throw BackupRefused.digestDiffers(
                path: path, expected: manifest.sha256, found: found)
        }
        if anyway { return manifest }
        if let checks = manifest.failedChecks {
            throw BackupRefused.madeDamaged(path: path, checks: checks)
        }
        let version = try version(of: path)
        guard version <= Migration.all.version else {
            throw InstallationRefused.tooNew(found: version, known: Migration.all.version)
        }
        try refuseDamaged(path, version: version, checks)
        return manifest
    }

    /// Older tables are migrated, and checked, when they are opened.
    private static func refuseDamaged(_ path: String, version: Int, _ checks: [Check]) throws {
        guard version == Migration.all.version else { return }
        let failed = try examine(file: path, .system, checks).filter { !$0.isWell }
        guard failed.isEmpty else { throw BooksDamaged(doing: .restore, results: failed) }
    }

    /// SHA-256 of a file, read piece by piece.
    package static func digest(ofFile path: String) throws -> Digest {
        guard let file = FileHandle(forReadingAtPath: path) else {
            throw BackupRefused.backupNotThere(path: path)
        }
        defer { try? file.close() }
        let running = RunningDigest()
        while let piece = try file.read(upToCount: 1 << 20), !piece.isEmpty {
            piece.withUnsafeBytes { running.update($0) }
        }
        return running.finish()
    }

    static func manifest(of path: String) -> String { path + ".manifest.json" }

    private func copy(to path: String) throws {
        guard let database = (engine as? SQLiteEngine)?.database else {
            throw BackupRefused.inDatabase
        }
        let copy = try DatabaseQueue(path: path, configuration: Installation.configuration)
        try database.backup(to: copy)
        try copy.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA journal_mode = DELETE")
        }
        try copy.close()
        try Installation.syncFile(path)
    }

    private func describe(_ path: String) throws -> BackupManifest {
        let queue = try DatabaseQueue(path: path, configuration: Installation.configuration)
        defer { try? queue.close() }
        let (digest, size) = (try Installation.digest(ofFile: path), try Installation.size(path))
        return try queue.read { db in
            try DamageNote.watching {
                let books = books(.sqlite(db))
                return BackupManifest(
                    utility: try books.utilityName(), businessDay: "\(try books.businessDay())",
                    schemaVersion: try books.db.setting("schema_version").flatMap { Int($0) } ?? 0,
                    lastEvent: try books.events.knowledgeNow().event, bytes: size,
                    sha256: "\(digest)",
                    madeAt: clock.now().stamp)
            }
        }
    }

    private static func size(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return (attributes[.size] as? NSNumber)?.intValue ?? 0
    }

    private static func write(_ manifest: BackupManifest, to path: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
        try WholeFile.write(Array(try encoder.encode(manifest)), to: path)
    }

    private static func readManifest(of path: String) throws -> BackupManifest {
        let beside = manifest(of: path)
        guard let bytes = FileManager.default.contents(atPath: beside) else {
            throw BackupRefused.manifestNotThere(path: beside)
        }
        guard let manifest = try? JSONDecoder().decode(BackupManifest.self, from: bytes) else {
            throw BackupRefused.manifestUnreadable(path: beside)
        }
        return manifest
    }

    /// Builds a database under a temporary name and moves it to its path when complete. A full disk
    /// is reported as such, and an unfinished file removed.
    static func drafting<Result>(
        _ target: String, _ make: (String) throws -> Result
    ) throws -> Result {
        let draft = target + ".new"
        try removeDatabase(at: draft)
        do {
            let result = try SQLiteEngine.telling(of: target) { try make(draft) }
            try move(draft, to: target)
            return result
        } catch {
            try? removeDatabase(at: draft)
            throw error
        }
    }

    private static func copyFile(_ path: String, to target: String) throws {
        guard let source = FileHandle(forReadingAtPath: path) else {
            throw BackupRefused.backupNotThere(path: path)
        }
        defer { try? source.close() }
        try WholeFile.write(to: target) { draft in
            while let piece = try source.read(upToCount: 1 << 20), !piece.isEmpty {
                try draft.write(Array(piece))
            }
        }
    }

    private static func move(_ path: String, to target: String) throws {
        guard rename(path, target) == 0 else {
            throw InstallationRefused.folderNotWritable(
                folder: target, reason: String(cString: strerror(errno)))
        }
    }

    private static func syncFile(_ path: String) throws {
        let descriptor = Foundation.open(path, O_RDONLY)
        guard descriptor >= 0 else { throw BackupRefused.backupNotThere(path: path) }
        fsync(descriptor)
        Foundation.close(descriptor)
    }
}
