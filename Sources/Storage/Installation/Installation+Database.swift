import Foundation
package import Measures
import Postgres

/// A PostgreSQL database, and the schema in it that holds one utility's books.
package struct DatabaseAddress: Hashable, Sendable {
    /// `postgresql://user@host:port/name?sslmode=verify-full`
    package let url: String
    package let schema: String
    /// How many connections a process may have open; nil for one for each core and a few more.
    package var connections: Int?
    /// The application name in the server's list of sessions.
    package var application = "plumbline"
    /// How many milliseconds to retry while the server cannot be reached.
    package var patience = 30_000

    package static let usualSchema = "plumbline"

    /// Why an address or schema name is refused.
    package enum Refused: Error, Hashable, Sendable {
        /// PostgreSQL cuts longer names, so that two of them might mean one schema.
        case schemaTooLong(schema: String, bytes: Int)
        case schemaNotPlain(schema: String)
        /// The password has a character that separates parts of an address, so it could be read as
        /// another host.
        case passwordNotEncoded
        /// Writing transactions are needed, whatever the session's defaults say.
        case readOnly
    }

    /// PostgreSQL's limit for names, in bytes.
    private static let longestName = 63

    /// Refuses texts that are no PostgreSQL address, or that libpq would read as another one.
    package init(_ url: String, schema: String = usualSchema) throws {
        guard Address.isURL(url) else {
            throw InstallationRefused.notAnAddress(text: Address.withoutLogin(url))
        }
        guard Address.hasPlainPassword(url) else { throw Refused.passwordNotEncoded }
        guard !Address.isReadOnly(url) else { throw Refused.readOnly }
        guard schema.utf8.count <= DatabaseAddress.longestName else {
            throw Refused.schemaTooLong(schema: schema, bytes: schema.utf8.count)
        }
        guard !schema.isEmpty, !schema.unicodeScalars.contains(where: \.isHarmful) else {
            throw Refused.schemaNotPlain(schema: schema)
        }
        self.url = url
        self.schema = schema
    }

    /// For messages: without the password.
    package var shown: String { Address(url).shown }

    /// Connections: one for each core that rates, and a few for who writes or asks meanwhile.
    var pool: Pool {
        Pool(
            Address(url, schema: schema, application: application),
            budget: connections ?? ProcessInfo.processInfo.activeProcessorCount + 4,
            BackOff(patience: patience))
    }
}

// A folder can name the database instead of holding the books: two lines, readable by its owner
// only, as the address may hold a password.
extension DatabaseAddress {
    static func file(in folder: String) -> String { folder + "/plumbline.database" }

    /// The address in a folder's file; nil where there is no such file.
    package static func named(in folder: String) throws -> DatabaseAddress? {
        let path = file(in: folder)
        guard let bytes = FileManager.default.contents(atPath: path) else { return nil }
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
        guard lines.count == 2, let address = try? DatabaseAddress(lines[0], schema: lines[1])
        else { throw InstallationRefused.addressUnreadable(file: path) }
        return address
    }

    /// Writes the file that names this address.
    package func write(to folder: String) throws {
        try Installation.makeFolder(folder)
        let path = DatabaseAddress.file(in: folder)
        let isWritten = FileManager.default.createFile(
            atPath: path, contents: Data("\(url)\n\(schema)\n".utf8),
            attributes: [.posixPermissions: 0o600])
        guard isWritten else {
            throw InstallationRefused.folderNotWritable(
                folder: folder, reason: String(cString: strerror(errno)))
        }
    }
}

extension Installation {
    /// Makes an installation in a schema that holds none, in one transaction.
    package static func create(
        in address: DatabaseAddress, name: String, businessDay: Day, clock: Clock = .system,
        salts: Salts = .system
    ) throws -> Installation {
        let engine = PostgresEngine(pool: address.pool)
        try checkFree(address, engine)
        try engine.pool.transaction { connection in
            try connection.execute("CREATE SCHEMA IF NOT EXISTS \(Address.quoted(address.schema))")
            try fill(.postgres(connection), name: name, day: businessDay)
        }
        return Installation(folder: "", engine: engine, clock: clock, salts: salts)
    }

    /// Refuses a schema in which there are tables already.
    package static func checkFree(_ address: DatabaseAddress) throws {
        try checkFree(address, PostgresEngine(pool: address.pool))
    }

    private static func checkFree(_ address: DatabaseAddress, _ engine: PostgresEngine) throws {
        guard try engine.pool.lend({ try $0.tableCount(in: address.schema) }) == 0 else {
            throw InstallationRefused.schemaTaken(
                schema: address.schema, database: address.shown)
        }
    }

    /// Opens the installation in a schema; an older one is migrated first, unless told not to.
    package static func open(
        _ address: DatabaseAddress, migrating: Bool = true, clock: Clock = .system,
        salts: Salts = .system
    ) throws -> Installation {
        try open(
            address, migrations: Migration.all, migrating: migrating, clock: clock, salts: salts)
    }

    static func open(
        _ address: DatabaseAddress, of folder: String = "", migrations: [Migration],
        migrating: Bool, clock: Clock, salts: Salts = .system
    ) throws -> Installation {
        let engine = PostgresEngine(pool: address.pool)
        guard try engine.pool.lend({ try $0.tableCount(in: address.schema) }) > 0 else {
            throw InstallationRefused.noSchema(schema: address.schema, database: address.shown)
        }
        let found: Int
        do {
            found = try engine.read { try $0.setting("schema_version").flatMap { Int($0) } ?? 0 }
        } catch let error as PostgresError where error.kind == .undefinedTable {
            try engine.pool.lend { try $0.refuseWithoutRight(to: address) }
            found = 0
        }
        guard found > 0 else {
            throw InstallationRefused.notAnInstallation(
                file: "Schema \(address.schema) of \(address.shown)")
        }
        try check(found, migrations, migrating: migrating)
        let installation = Installation(folder: folder, engine: engine, clock: clock, salts: salts)
        if found < migrations.version { try installation.migrate(migrations) }
        return installation
    }
}

extension Connection {
    /// Checks the right to use the schema: without it the schema would look empty.
    fileprivate func refuseWithoutRight(to address: DatabaseAddress) throws {
        let sql = "SELECT has_schema_privilege($1, 'USAGE')"
        guard try query(sql, [.text(address.schema)]).int(0, 0) == 0 else { return }
        throw BooksRefused.noAccess(
            file: "Schema \(address.schema) of \(address.shown)",
            reason: "the user has no right to it")
    }

    fileprivate func tableCount(in schema: String) throws -> Int64 {
        let sql = "SELECT count(*) FROM pg_tables WHERE schemaname = $1"
        return try query(sql, [.text(schema)]).int(0, 0)
    }
}
