import Foundation
import GRDB
package import Measures

extension Installation {
    /// Creates an installation in a folder that holds none.
    ///
    /// The database is built under a temporary name and moved to its own when it is complete.
    package static func create(
        in folder: String, name: String, businessDay: Day, clock: Clock = .system,
        salts: Salts = .system
    ) throws -> Installation {
        try checkFree(folder)
        let path = file(in: folder)
        try makeFolder(folder)
        try drafting(path) { draft in
            let queue = try DatabaseQueue(path: draft, configuration: configuration)
            // Four times the default: long rows, such as pages of the journal, take fewer writes.
            try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA page_size = 16384") }
            try queue.write { try fill(.sqlite($0), name: name, day: businessDay) }
            try queue.close()
        }
        return try open(folder, clock: clock, salts: salts)
    }

    /// Refuses a folder that holds an installation.
    package static func checkFree(_ folder: String) throws {
        let names = [file(in: folder), DatabaseAddress.file(in: folder)]
        if names.contains(where: FileManager.default.fileExists(atPath:)) {
            throw InstallationRefused.alreadyThere(folder: folder)
        }
    }

    /// An installation in memory, for tests and quotes.
    package static func inMemory(
        name: String = "Test Utility", businessDay: Day, clock: Clock = .system,
        salts: Salts = .system
    ) throws -> Installation {
        let queue = try DatabaseQueue(configuration: configuration)
        try queue.write { try fill(.sqlite($0), name: name, day: businessDay) }
        return Installation(
            folder: "", engine: SQLiteEngine(database: queue), clock: clock, salts: salts)
    }

    /// Opens the installation in a folder; an older one is migrated first, unless told not to.
    package static func open(
        _ folder: String, migrating: Bool = true, clock: Clock = .system, salts: Salts = .system
    ) throws -> Installation {
        try open(
            folder, migrations: Migration.all, migrating: migrating, clock: clock, salts: salts)
    }

    static func open(
        _ folder: String, migrations: [Migration], migrating: Bool, clock: Clock,
        salts: Salts = .system
    ) throws -> Installation {
        let path = file(in: folder)
        if let refused = BooksRefused.access(to: path) { throw refused }
        guard FileManager.default.fileExists(atPath: path) else {
            guard let address = try DatabaseAddress.named(in: folder) else {
                throw InstallationRefused.notThere(folder: folder)
            }
            return try open(
                address, of: folder, migrations: migrations, migrating: migrating, clock: clock,
                salts: salts)
        }
        let found = try version(of: path)
        try check(found, migrations, migrating: migrating)
        let pool = try SQLiteEngine.telling(of: path) {
            let pool = try DatabasePool(path: path, configuration: configuration)
            try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
            return pool
        }
        let engine = SQLiteEngine(database: pool)
        let installation = Installation(folder: folder, engine: engine, clock: clock, salts: salts)
        if found < migrations.version { try installation.migrate(migrations) }
        return installation
    }

    /// The version of the file's tables, read without changing the file.
    static func version(of path: String) throws -> Int {
        var reading = configuration
        reading.readonly = true
        let text: String?
        do {
            text = try SQLiteEngine.telling(of: path) {
                let queue = try DatabaseQueue(path: path, configuration: reading)
                defer { try? queue.close() }
                return try queue.read { db in
                    try DamageNote.watching { try Database.sqlite(db).setting("schema_version") }
                }
            }
        } catch is DatabaseError {
            throw InstallationRefused.notAnInstallation(file: path)
        } catch BooksRefused.damaged where !isSQLite(path) {
            throw InstallationRefused.notAnInstallation(file: path)
        }
        guard let version = text.flatMap({ Int($0) }), version > 0 else {
            throw InstallationRefused.notAnInstallation(file: path)
        }
        return version
    }

    /// Whether a file is a SQLite database, damaged or not: by its header, or by the size of its
    /// pages.
    private static func isSQLite(_ path: String) -> Bool {
        guard let file = FileHandle(forReadingAtPath: path) else { return false }
        defer { try? file.close() }
        guard let first = try? file.read(upToCount: 4096) else { return false }
        return first.count == 4096 || first.starts(with: "SQLite format 3\0".utf8)
    }

    static func check(
        _ found: Int, _ migrations: [Migration], migrating: Bool
    ) throws {
        if found > migrations.version {
            throw InstallationRefused.tooNew(found: found, known: migrations.version)
        }
        if found < migrations.version, !migrating {
            throw InstallationRefused.tooOld(found: found, known: migrations.version)
        }
    }

    func migrate(_ migrations: [Migration]) throws {
        try engine.write { db in
            let found = try db.setting("schema_version").flatMap { Int($0) } ?? 0
            guard found < migrations.version else { return }
            try migrations.apply(after: found, to: db)
            let isChained = found >= LaterColumns.firstPinned
            if !isChained, migrations.version >= Schema.version {
                try books(db).proofs.sealAsFound()
            }
        }
    }

    static func fill(_ db: Database, name: String, day: Day) throws {
        try Installation.check(name: name, today: day)
        try Schema.make(in: db)
        try db.setSetting("name", to: name)
        try db.setSetting("business_day", to: "\(day)")
    }

    /// SQLite's `cache_size`: negative, in KiB.
    static let cacheSize = -65536

    static var configuration: Configuration {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(30)
        configuration.label = "plumbline"
        configuration.maximumReaderCount = SQLiteEngine.readers + SQLiteEngine.lookers
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA synchronous = FULL")
            try db.execute(sql: "PRAGMA cache_size = \(cacheSize)")
            // Checkpoint every 64 MB of log, so that a page changed by many transactions is copied
            // once.
            let size = try Int.fetchOne(.sqlite(db), sql: "PRAGMA page_size") ?? 4096
            try db.execute(sql: "PRAGMA wal_autocheckpoint = \((64 << 20) / size)")
            try db.addRowBufferTable()
        }
        return configuration
    }

    static func makeFolder(_ folder: String) throws {
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
        } catch {
            throw InstallationRefused.folderNotWritable(
                folder: folder, reason: error.localizedDescription)
        }
    }

    /// Removes a database file with its log and index.
    static func removeDatabase(at path: String) throws {
        for suffix in ["", "-wal", "-shm", "-journal"] {
            guard unlink(path + suffix) == 0 || errno == ENOENT else {
                throw InstallationRefused.folderNotWritable(
                    folder: path, reason: String(cString: strerror(errno)))
            }
        }
    }
}
