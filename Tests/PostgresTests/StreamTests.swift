import Postgres
import TestCluster
import Testing

@Suite("Many rows")
struct StreamTests {
    static let columns = ["id", "name", "content"]

    private func table(_ connection: Connection) throws {
        try connection.execute(
            "CREATE TEMP TABLE many (id bigint PRIMARY KEY, name text, content bytea)")
    }

    private func row(_ number: Int64) -> [Value] {
        [
            .int(number * -7), number % 5 == 0 ? .null : .text("name é \(number)"),
            .bytes([UInt8](repeating: UInt8(truncatingIfNeeded: number), count: Int(number % 90))),
        ]
    }

    private func copy(_ values: [Value], into copy: CopyIn) throws {
        var row = CopyRow()
        for value in values {
            switch value {
            case .null: row.addNull()
            case .int(let number): row.add(number)
            case .text(let text): row.add(text)
            case .bytes(let content): row.add(content)
            }
        }
        try copy.add(&row)
    }

    @Test("copied in come out the same by query, portal and copy", arguments: [0, 1, 20_000])
    func copies(count: Int64) throws {
        let connection = try connect()
        try table(connection)
        for number in 0..<count {
            try copy(row(number), into: connection.copyIn(into: "many", Self.columns))
        }
        let all = "SELECT id, name, content FROM many ORDER BY id DESC"
        let expected = (0..<count).map(row)
        var copied: [[Value]] = []
        try connection.copyOut(all, as: [.int, .text, .bytes]) { copied.append($0) }
        #expect(copied == expected)
        let rows = try connection.query(all)
        #expect((0..<rows.count).map { row in (0..<3).map { rows.value(row, $0) } } == expected)
        var pieces: [[Value]] = []
        try connection.transaction(.snapshot) { connection in
            let portal = try connection.portal(all + " LIMIT $1", [.int(700)], pieces: 100)
            while let rows = try portal.next() {
                #expect(try connection.query("SELECT 1::int8").int(0, 0) == 1)
                for row in 0..<rows.count { pieces.append((0..<3).map { rows.value(row, $0) }) }
            }
        }
        #expect(pieces == Array(expected.prefix(700)))
    }

    @Test("a copy ends by itself before the next statement, and before another copy")
    func interleaved() throws {
        let connection = try connect()
        try table(connection)
        try connection.execute("CREATE TEMP TABLE other (id bigint)")
        for number in Int64(0)..<50 {
            try copy(row(number), into: connection.copyIn(into: "many", Self.columns))
            try copy([.int(number)], into: connection.copyIn(into: "other", ["id"]))
        }
        #expect(try connection.query("SELECT count(*) FROM many").int(0, 0) == 50)
        #expect(try connection.query("SELECT count(*) FROM other").int(0, 0) == 50)
    }

    @Test("a key that is there already is told when the copy ends, and none of it stands")
    func broken() throws {
        let connection = try connect()
        try table(connection)
        let kind = refusal {
            try connection.transaction { connection in
                for number in [Int64(1), 2, 1] {
                    try copy(row(number), into: connection.copyIn(into: "many", Self.columns))
                }
            }
        }
        #expect(kind == .uniqueViolation)
        #expect(try connection.query("SELECT count(*) FROM many").int(0, 0) == 0)
    }

    @Test("what fails between two rows of a copy takes the copy back")
    func givenUp() throws {
        struct Stop: Error {}
        let connection = try connect()
        try table(connection)
        #expect(throws: Stop.self) {
            try connection.transaction { connection in
                try copy(row(1), into: connection.copyIn(into: "many", Self.columns))
                throw Stop()
            }
        }
        #expect(try connection.query("SELECT count(*) FROM many").int(0, 0) == 0)
    }

    @Test("a copy out that its reader stops leaves the connection in order")
    func stopped() throws {
        struct Stop: Error {}
        let connection = try connect()
        let sql = "SELECT n::int8 FROM generate_series(1, 10000) AS n"
        #expect(throws: Stop.self) {
            try connection.copyOut(sql, as: [.int]) { _ in throw Stop() }
        }
        #expect(try connection.query("SELECT 1::int8").int(0, 0) == 1)
    }

    @Test("a savepoint takes back its own block only, a copy in it too")
    func savepoint() throws {
        let connection = try connect()
        try table(connection)
        try connection.transaction { connection in
            try copy(row(1), into: connection.copyIn(into: "many", Self.columns))
            let kind = refusal {
                try connection.savepoint {
                    try copy(row(2), into: connection.copyIn(into: "many", Self.columns))
                    try connection.query("SELECT * FROM nowhere")
                }
            }
            #expect(kind == .undefinedTable)
        }
        #expect(try connection.query("SELECT count(*) FROM many").int(0, 0) == 1)
    }
}

@Suite("A pipeline")
struct PipelineTests {
    @Test("gives the rows of its statements in order", arguments: [0, 1, 64, 65, 500])
    func order(count: Int64) throws {
        let connection = try connect()
        let rows = try connection.pipeline(
            (0..<count).map { ("SELECT $1", [.int($0)]) })
        #expect(rows.map { $0.int(0, 0) } == Array(0..<count))
        #expect(try connection.query("SELECT 1::int8").int(0, 0) == 1)
    }

    @Test("stops at the first refusal and leaves the connection in order", arguments: [0, 10, 70])
    func refused(at index: Int) throws {
        let connection = try connect()
        try connection.execute("CREATE TEMP TABLE one (id bigint)")
        var statements = (0..<100).map {
            (sql: "INSERT INTO one VALUES ($1)", values: [Value.int(Int64($0))])
        }
        statements[index] = ("INSERT INTO nowhere VALUES ($1)", [.int(1)])
        #expect(refusal { _ = try connection.pipeline(statements) } == .undefinedTable)
        // A group of 64 is one transaction of its own where none is open.
        let count = try connection.query("SELECT count(*) FROM one").int(0, 0)
        #expect(count == Int64(index / 64 * 64))
    }
}
