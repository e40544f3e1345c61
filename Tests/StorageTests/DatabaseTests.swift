import Foundation
import Postgres
import Testing

@testable import Storage

@Suite("An installation in a database")
struct DatabaseInstallationTests {
    private func make(_ address: DatabaseAddress) throws -> Installation {
        try Installation.create(in: address, name: "Example", businessDay: day("2025-04-01"))
    }

    @Test("is made, closed and opened again with its day and name")
    func roundTrip() throws {
        let address = try newAddress()
        try make(address).close()
        let opened = try Installation.open(address)
        #expect(try opened.read { try $0.businessDay() } == day("2025-04-01"))
        #expect(try opened.read { try $0.utilityName() } == "Example")
        #expect(try opened.examine().allSatisfy(\.isWell))
    }

    @Test("two of them in one database do not see each other")
    func apart() throws {
        let (one, other) = (try make(newAddress()), try make(newAddress()))
        try one.write { try $0.addPlace(event: $0.begin()) }
        #expect(try other.read { try $0.supply.supplyPoints().isEmpty })
        #expect(try one.read { try $0.supply.supplyPoints().count } == 1)
    }

    @Test("is never made over another, nor in a schema that holds anything")
    func twice() throws {
        let (address, strange) = (try newAddress(), try newAddress())
        _ = try make(address)
        try connect(to: strange).execute(
            "CREATE SCHEMA \"\(strange.schema)\"; CREATE TABLE \"\(strange.schema)\".x (id int)")
        for taken in [address, strange] {
            #expect(
                throws: InstallationRefused.schemaTaken(
                    schema: taken.schema, database: taken.shown)
            ) { try make(taken) }
        }
        #expect(throws: InstallationRefused.self) { try Installation.open(strange) }
    }

    @Test("is refused where there is none")
    func notThere() throws {
        let address = try newAddress()
        #expect(
            throws: InstallationRefused.noSchema(schema: address.schema, database: address.shown)
        ) { try Installation.open(address) }
        #expect(throws: InstallationRefused.notAnAddress(text: "books.sqlite")) {
            try DatabaseAddress("books.sqlite")
        }
    }

    @Test("of a later program is refused; of an earlier one migrated, or refused")
    func versions() throws {
        let address = try newAddress()
        let next = Migration(
            version: Schema.version + 1,
            statements: ["CREATE TABLE later (id {integer} NOT NULL PRIMARY KEY) {strict}"])
        let later = Migration.all + [next]
        try make(address).close()
        #expect(
            throws: InstallationRefused.tooOld(found: Schema.version, known: next.version)
        ) {
            try Installation.open(address, migrations: later, migrating: false, clock: clock)
        }
        let broken = Migration(version: next.version, statements: next.statements + ["NONSENSE"])
        #expect(throws: PostgresError.self) {
            try Installation.open(
                address, migrations: Migration.all + [broken], migrating: true, clock: clock)
        }
        _ = try Installation.open(address, migrations: later, migrating: true, clock: clock)
        #expect(
            throws: InstallationRefused.tooNew(found: next.version, known: Schema.version)
        ) { try Installation.open(address) }
    }

    @Test("is found through a folder that names it, which only its owner may read")
    func named() throws {
        let (folder, address) = (try ScratchFolder(), try newAddress())
        _ = try make(address)
        try address.write(to: folder.path)
        let opened = try Installation.open(folder.path)
        #expect(try opened.read { try $0.utilityName() } == "Example")
        #expect(opened.folder == folder.path)
        let path = DatabaseAddress.file(in: folder.path)
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
        #expect((mode as? NSNumber)?.intValue == 0o600)
        #expect(throws: InstallationRefused.alreadyThere(folder: folder.path)) {
            try Installation.create(in: folder.path, name: "x", businessDay: day("2025-04-01"))
        }
        try "nonsense".write(toFile: path, atomically: true, encoding: .utf8)
        #expect(throws: InstallationRefused.addressUnreadable(file: path)) {
            try Installation.open(folder.path)
        }
    }

    @Test("is backed up by the server's tools, not by this program")
    func backup() throws {
        let folder = try ScratchFolder()
        #expect(throws: BackupRefused.inDatabase) {
            try make(newAddress()).backup(to: folder.file("b"))
        }
    }

    @Test("writers from two processes take turns: no event is lost, none has a number twice")
    func turns() async throws {
        let address = try newAddress()
        _ = try make(address)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    let installation = try Installation.open(address)
                    for _ in 0..<10 { _ = try installation.write { try $0.begin() } }
                }
            }
            try await group.waitForAll()
        }
        let last = try Installation.open(address).read { try $0.events.lastEvent()?.id }
        #expect(last == 40)
    }
}

@Suite("SQL for two engines")
struct DialectTests {
    @Test(
        "numbers parameters for PostgreSQL and leaves texts alone",
        arguments: [
            ("a = ? AND b = ?", "a = $1 AND b = $2", [nil, nil]),
            ("a <= :event AND b > :event", "a <= $1 AND b > $1", ["event"]),
            (":to > :from AND :to", "$1 > $2 AND $1", ["to", "from"]),
            ("a = '?:x' AND b = ?", "a = '?:x' AND b = $1", [nil]),
            ("a::text = ?", "a::text = $1", [nil]),
            ("x TEXT NOT NULL", "x TEXT COLLATE \"C\" NOT NULL", []),
            ("a {same} ?", "a IS NOT DISTINCT FROM $1", [nil]),
            ("known_to = {now}", "known_to = 9223372036854775807", []),
        ] as [(String, String, [String?])])
    func rendering(sql: String, text: String, names: [String?]) {
        let rendered = Dialect.postgres.rendered(sql)
        #expect(rendered.text == text && rendered.names == names)
    }

    @Test(
        "no word in braces is left in any statement of the schema",
        arguments: [Dialect.sqlite, .postgres])
    func schema(dialect: Dialect) {
        for statement in Migration.all.flatMap(\.statements) {
            #expect(!dialect.rendered(statement).text.contains("{"))
        }
    }

    @Test("every kind of value comes back as it went, on both", arguments: TestEngine.allCases)
    func values(engine: TestEngine) throws {
        let installation = try engine.make()
        let values: [DatabaseValue] = [
            .null, .int(.min), .int(.max), .text(""), .text("é ☂"), .text("a\"b"), .bytes([]),
            .bytes([0, 255]),
        ]
        try installation.write { books in
            try books.db.execute(
                sql:
                    "CREATE TABLE one (n {integer}, t TEXT, b {bytes}, o {integer} NOT NULL) {strict}"
            )
            for (index, value) in values.enumerated() {
                let column = value.column
                try books.db.execute(
                    sql: "INSERT INTO one (\(column), o) VALUES (?, ?)",
                    arguments: [value, index])
                let row = try Row.fetchOne(
                    books.db, sql: "SELECT \(column), o FROM one WHERE o = :place",
                    arguments: ["place": index])
                #expect(row.map { $0.value(0) } == value && row.map { $0["o"] } == index)
            }
            let rows = try books.db.rows("SELECT o FROM one ORDER BY o", pieces: 3)
            #expect(try rows.map { $0[0] as Int } == Array(values.indices))
        }
    }

    @Test("texts are ordered by their bytes, on both", arguments: TestEngine.allCases)
    func order(engine: TestEngine) throws {
        try engine.make().write { books in
            try books.db.execute(sql: "CREATE TABLE word (w TEXT NOT NULL) {strict}")
            let words = ["b", "B", "a", "_", "é", "Z", "10", "9", "-"]
            for word in words {
                try books.db.execute(sql: "INSERT INTO word VALUES (?)", arguments: [word])
            }
            let sorted = words.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
            #expect(try String.fetchAll(books.db, sql: "SELECT w FROM word ORDER BY w") == sorted)
        }
    }
}

extension DatabaseValue {
    fileprivate var column: String {
        switch self {
        case .null, .int: "n"
        case .text: "t"
        case .bytes: "b"
        }
    }
}
