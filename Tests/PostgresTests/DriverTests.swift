import Foundation
import Postgres
import TestCluster
import Testing

func connect(_ schema: String? = nil, timeout: Int = 0) throws -> Connection {
    try Connection(
        Address(try TestCluster.shared.get().url(), schema: schema, statementTimeout: timeout))
}

/// The kind of refusal that a block ends with; nil where it does not.
func refusal(_ body: () throws -> Void) -> PostgresError.Kind? {
    do {
        try body()
        return nil
    } catch { return (error as? PostgresError)?.kind }
}

@Suite("A connection")
struct ConnectionTests {
    @Test("brings values back as they went: both ends of each kind, and null")
    func values() throws {
        let connection = try connect()
        let values: [Value] = [
            .int(0), .int(.min), .int(.max), .int(-1), .text(""), .text("Zoë ☂ 漢字 '\"\\ $1 ?"),
            .bytes([]), .bytes(Array(0...255)), .text(String(repeating: "x", count: 1 << 20)),
        ]
        for value in values {
            let rows = try connection.query("SELECT $1 AS value, 7::int4 AS next", [value])
            #expect(rows.value(0, 0) == value)
            #expect(rows.value(0, 1) == .int(7))
            #expect(rows.columns == ["value", "next"])
        }
        let rows = try connection.query("SELECT $1::text, true, false, 3::int2", [.null])
        #expect(rows.isNull(0, 0) && rows.value(0, 0) == .null)
        #expect([1, 2, 3].map { rows.int(0, $0) } == [1, 0, 3])
    }

    @Test("refuses a column it cannot read, and can be used afterwards")
    func strange() throws {
        let connection = try connect()
        #expect(refusal { try connection.query("SELECT 1.5::float8 AS odd") } == .other)
        #expect(try connection.query("SELECT 1::int8").int(0, 0) == 1)
    }

    @Test("prepares a statement once for its text and the types of its values")
    func prepared() throws {
        let connection = try connect()
        for number in 0..<5 { try connection.query("SELECT $1", [.int(Int64(number))]) }
        try connection.query("SELECT $1", [.text("a")])
        let count = "SELECT count(*) FROM pg_prepared_statements WHERE statement = 'SELECT $1'"
        #expect(try connection.query(count).int(0, 0) == 2)
        for number in 0..<600 { try connection.query("SELECT \(number)") }
        #expect(try connection.query("SELECT $1", [.int(9)]).int(0, 0) == 9)
    }

    @Test("says how many rows a statement changed")
    func changed() throws {
        let connection = try connect()
        try connection.execute("CREATE TEMP TABLE one (id bigint)")
        #expect(try connection.query("INSERT INTO one VALUES (1), (2), (3)").changed == 3)
        #expect(try connection.query("DELETE FROM one WHERE id > $1", [.int(1)]).changed == 2)
    }

    @Test("keeps passwords out of what people see")
    func shown() {
        let url = "postgresql://ann:secret@db.example:5432/books?sslmode=require&password=secret"
        #expect(Address(url).shown == "postgresql://ann@db.example:5432/books")
        #expect(Address("host=db password=secret").shown == "the database")
        #expect(Address("postgresql:///books").shown == "postgresql:///books")
        let odd = "x postgresql://u:a/b@c@h/x and password = 'b c' y"
        #expect(Address.withoutPassword(odd) == "x postgresql://u@h/x and password=… y")
        #expect(Address.withoutLogin("mysql:u:secret@h/x") == "…@h/x")
    }

    @Test(
        "finds marks in a password that would part the address",
        arguments: [
            ("postgresql://u:p@h/x", true), ("postgresql://u:p%40q@h/x", true),
            ("postgresql://h:5432/x", true), ("postgresql://u@h:5432/x?sslmode=require", true),
            ("postgresql://u:p@q@h/x", false), ("postgresql://u:p/q@h/x", false),
            ("postgresql://u:p:q@h/x", false), ("postgresql://u:p?q@h/x", false),
        ])
    func marks(url: String, isPlain: Bool) {
        #expect(Address.hasPlainPassword(url) == isPlain)
    }

    @Test(
        "knows an address for reading only",
        arguments: [
            ("postgresql://h/x?options=-c%20default_transaction_read_only%3Don", true),
            ("postgresql://h/x?target_session_attrs=read-only", true),
            ("postgresql://h/x?options=-c%20default_transaction_read_only%3Doff", false),
            ("postgresql://h/x?target_session_attrs=read-write", false),
        ])
    func readOnly(url: String, isSo: Bool) {
        #expect(Address.isReadOnly(url) == isSo)
    }

    @Test("keeps a statement timeout that the address names")
    func namedTimeout() throws {
        let url = try TestCluster.shared.get().url()
        let mark = url.contains("?") ? "&" : "?"
        let named = url + mark + "options=-c%20statement_timeout%3D5000"
        let shown = try Connection(Address(named)).query("SHOW statement_timeout")
        #expect(shown.value(0, 0) == .text("5s"))
        #expect(try connect().query("SHOW statement_timeout").value(0, 0) == .text("0"))
    }

    @Test(
        "is encrypted where the address asks for it",
        arguments: [("disable", false), ("require", true), ("verify-full", true)])
    func tls(mode: String, isEncrypted: Bool) throws {
        let cluster = try TestCluster.shared.get()
        let certificate = "/tmp/plumbline-pg-root-" + UUID().uuidString + ".crt"
        defer { try? FileManager.default.removeItem(atPath: certificate) }
        try FileManager.default.copyItem(atPath: cluster.certificate, toPath: certificate)
        let url = cluster.loopback("sslmode=\(mode)&sslrootcert=\(certificate)")
        #expect(try Connection(Address(url)).isEncrypted == isEncrypted)
    }

    @Test("is refused where the server's certificate is not the one we know")
    func strangeCertificate() throws {
        let url = try TestCluster.shared.get().loopback(
            "sslmode=verify-full&sslrootcert=/etc/hostname")
        #expect(refusal { _ = try Connection(Address(url)) } == .addressWrong)
    }
}

@Suite("Refusals by SQLSTATE")
struct RefusalTests {
    @Test(
        "say what a caller can act on",
        arguments: [
            ("INSERT INTO child VALUES (1, 1); INSERT INTO child VALUES (1, 1)", .uniqueViolation),
            ("INSERT INTO child VALUES (2, 99)", .foreignKeyViolation),
            ("INSERT INTO child VALUES (NULL, 1)", .notNullViolation),
            ("INSERT INTO child VALUES (-1, 1)", .checkViolation),
            ("SELECT * FROM nowhere", .undefinedTable), ("SELEC 1", .syntax),
            ("CREATE TEMP TABLE child (id bigint)", .duplicateTable),
            ("SET TRANSACTION READ ONLY; CREATE TABLE never (id bigint)", .readOnlyTransaction),
            ("SET statement_timeout = 20; SELECT pg_sleep(5)", .queryCancelled),
            ("SELECT 1/0", .other),
        ] as [(String, PostgresError.Kind)])
    func kinds(sql: String, kind: PostgresError.Kind) throws {
        let connection = try connect()
        try connection.execute(
            """
            CREATE TEMP TABLE parent (id bigint PRIMARY KEY);
            CREATE TEMP TABLE child (
              id bigint CONSTRAINT child_key PRIMARY KEY CHECK (id > 0),
              parent_id bigint REFERENCES parent (id));
            INSERT INTO parent VALUES (1)
            """)
        #expect(refusal { try connection.transaction { try $0.execute(sql) } } == kind)
        #expect(!connection.isInTransaction)
    }

    @Test("name the constraint and the row")
    func constraint() throws {
        let connection = try connect()
        try connection.execute("CREATE TEMP TABLE one (id bigint CONSTRAINT one_key PRIMARY KEY)")
        try connection.query("INSERT INTO one VALUES ($1)", [.int(1)])
        do {
            try connection.query("INSERT INTO one VALUES ($1)", [.int(1)])
            Issue.record("the same key twice was taken")
        } catch let error as PostgresError {
            #expect(error.constraint == "one_key" && error.sqlState == "23505")
            #expect(error.detail == "Key (id)=(1) already exists.")
        }
    }

    @Test("a row that another holds is not waited for where nobody wants to wait")
    func lock() throws {
        let (one, other) = (try connect("public"), try connect("public"))
        let table = "locked_\(UInt32.random(in: 0 ... .max))"
        try one.execute("CREATE TABLE \(table) (id bigint); INSERT INTO \(table) VALUES (1)")
        try one.execute("BEGIN; SELECT * FROM \(table) FOR UPDATE")
        let ask = "SELECT * FROM \(table) FOR UPDATE"
        #expect(refusal { try other.query(ask + " NOWAIT") } == .lockNotAvailable)
        #expect(try other.query(ask + " SKIP LOCKED").count == 0)
        try one.execute("COMMIT")
        #expect(try other.query(ask + " NOWAIT").count == 1)
    }

    @Test("two that change what both have read: the second is told to begin again")
    func serialization() throws {
        let (one, other) = (try connect("public"), try connect("public"))
        let table = "counted_\(UInt32.random(in: 0 ... .max))"
        try one.execute("CREATE TABLE \(table) (n bigint); INSERT INTO \(table) VALUES (1)")
        let change = "UPDATE \(table) SET n = n + 1"
        let kind = refusal {
            try one.transaction(.repeatableRead) { one in
                try one.query("SELECT n FROM \(table)")
                try other.query(change)
                try one.query(change)
            }
        }
        #expect(kind == .serializationFailure)
        #expect(try one.query("SELECT n FROM \(table)").int(0, 0) == 2)
    }

    @Test("one that is cancelled from elsewhere goes on afterwards")
    func cancelled() throws {
        let connection = try connect()
        let canceller = connection.canceller
        // A thread of its own: those of the tests may all be waiting for a server.
        DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(100)) {
            do { try canceller() } catch { Issue.record(error) }
        }
        #expect(refusal { try connection.query("SELECT pg_sleep(20)") } == .queryCancelled)
        #expect(try connection.query("SELECT 1::int8").int(0, 0) == 1)
    }

    @Test("a session that the server ends is known to be lost")
    func ended() throws {
        let (one, other) = (try connect(), try connect())
        try other.query("SELECT pg_terminate_backend($1::int)", [.int(Int64(one.process))])
        let kind = refusal { try one.query("SELECT 1") }
        #expect(kind == .adminShutdown || kind == .connectionLost)
        #expect(!one.isAlive)
    }

    @Test("nobody at the address, a wrong name, a wrong schema name that is harmless")
    func nobody() throws {
        let nowhere = Address("postgresql://x@127.0.0.1:1/x")
        #expect(refusal { _ = try Connection.open(nowhere, .none) } == .cannotConnect)
        let unknown = Address(try TestCluster.shared.get().url("no_such_database"))
        #expect(refusal { _ = try Connection.open(unknown) } == .authenticationFailed)
        let quoted = try connect("od\"d; DROP")
        #expect(try quoted.query("SHOW search_path").text(0, 0) == "\"od\"\"d; DROP\"")
    }

    @Test(
        "every code of the table says what it means",
        arguments: [
            ("53100", .diskFull), ("53200", .outOfMemory), ("53300", .tooManyConnections),
            ("57P01", .adminShutdown), ("57P02", .adminShutdown), ("57P03", .adminShutdown),
            ("40P01", .deadlock), ("08006", .connectionLost), ("28P01", .authenticationFailed),
            ("42501", .insufficientPrivilege), ("25P02", .transactionAborted), ("99999", .other),
        ] as [(String, PostgresError.Kind)])
    func codes(state: String, kind: PostgresError.Kind) {
        #expect(PostgresError.Kind(sqlState: state) == kind)
    }
}
