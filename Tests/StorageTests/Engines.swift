import Foundation
import GRDB
import Measures
import Postgres
import TestCluster
import Testing

@testable import Storage

/// The engines on which everything that the store promises is tried.
enum TestEngine: String, CaseIterable, CustomTestStringConvertible {
    case sqlite, postgres

    var testDescription: String { rawValue }

    /// A new installation of its own.
    func make(_ today: String = "2025-01-01") throws -> Installation {
        switch self {
        case .sqlite: return try Installation.inMemory(businessDay: day(today), clock: clock)
        case .postgres:
            return try Installation.create(
                in: newAddress(), name: "Test Utility", businessDay: day(today), clock: clock)
        }
    }
}

/// The address of a schema that is not there yet, on the server of the tests.
func newAddress() throws -> DatabaseAddress {
    let name = "Books " + UUID().uuidString.prefix(8)
    return try DatabaseAddress(TestCluster.shared.get().url(), schema: name)
}

/// A connection that goes round the program.
func connect(to address: DatabaseAddress) throws -> Connection {
    try Connection(Address(address.url, schema: address.schema))
}

extension Installation {
    struct OtherEngine: Error {}

    /// The file's own connections, past the program.
    func sqlite() throws -> any DatabaseWriter {
        guard let engine = engine as? SQLiteEngine else { throw OtherEngine() }
        return engine.database
    }

    /// Carries out a statement with the checks of references switched off.
    func withoutReferences(_ sql: String) throws {
        if let engine = engine as? PostgresEngine {
            try engine.pool.transaction {
                try $0.execute("SET LOCAL session_replication_role = replica; " + sql)
            }
        } else {
            try sqlite().writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA foreign_keys = OFF")
                try db.execute(sql: sql)
                try db.execute(sql: "PRAGMA foreign_keys = ON")
            }
        }
    }
}
