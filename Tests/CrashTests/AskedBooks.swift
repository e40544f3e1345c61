import Foundation
import GRDB
import Postgres
import Storage

/// Books that are asked round the program, in SQL.
enum AskedBooks {
    /// In a folder.
    case file(String)
    /// In a schema of a server.
    case server(DatabaseAddress)

    /// Hands on each row as texts, the same on both engines.
    func forEach(_ sql: String, _ body: ([String]) throws -> Void) throws {
        switch self {
        case .file(let data): try AskedBooks.ask(Installation.file(in: data), sql, body)
        case .server(let address):
            let connection = try Connection(Address(address.url, schema: address.schema))
            let rows = try connection.query(sql)
            for row in 0..<rows.count {
                try body(rows.columns.indices.map { rows.value(row, $0).description })
            }
        }
    }

    func count(_ sql: String) throws -> Int {
        var count = -1
        try forEach(sql) { count = Int($0[0]) ?? -1 }
        return count
    }

    /// Pages of which the rows are not written.
    func rowsDue() throws -> Int { try count("SELECT count(*) FROM rows_due") }

    /// The state of the last run; empty where there is none.
    func runState() throws -> String {
        var state = ""
        try forEach("SELECT state FROM bill_run_step ORDER BY run_id, step_no") { state = $0[0] }
        return state
    }

    /// Pages of a kind that the last run has.
    func pages(_ kind: String) throws -> Int {
        try count(
            """
            SELECT count(*) FROM page WHERE kind = '\(kind)'
              AND run_id = (SELECT max(id) FROM bill_run)
            """)
    }

    private static func ask(
        _ file: String, _ sql: String, _ body: ([String]) throws -> Void
    ) throws {
        let queue = try DatabaseQueue(path: file)
        defer { try? queue.close() }
        try queue.read { db in
            let rows = try Row.fetchCursor(db, sql: sql)
            while let row = try rows.next() { try body(row.databaseValues.map(\.description)) }
        }
    }
}

extension GRDB.DatabaseValue {
    fileprivate var description: String {
        switch storage {
        case .null: "null"
        case .int64(let value): "\(value)"
        case .double(let value): "\(value)"
        case .string(let value): value
        case .blob(let data): data.base64EncodedString()
        }
    }
}

extension Value {
    fileprivate var description: String {
        switch self {
        case .null: "null"
        case .int(let value): "\(value)"
        case .text(let value): value
        case .bytes(let bytes): Data(bytes).base64EncodedString()
        }
    }
}
