import Foundation
package import Measures

/// One utility's data: a folder with a SQLite file in it, or a schema of a PostgreSQL database.
/// The only way to the books.
///
/// One transaction writes at a time and is durable once it returns; readers run concurrently.
package final class Installation: Sendable {
    /// Empty for an installation in memory, or in a database that no folder names.
    package let folder: String
    package let clock: Clock
    let salts: Salts
    let engine: any Engine

    static let fileName = "plumbline.sqlite"

    init(
        folder: String, engine: any Engine, clock: Clock, salts: Salts = .system
    ) {
        self.folder = folder
        self.engine = engine
        self.clock = clock
        self.salts = salts
    }

    /// The books in a transaction of the engine.
    func books(_ db: Database) -> Books {
        Books(db: db, clock: clock, salts: salts, engine: engine)
    }

    /// Path of the database file.
    package var file: String { Installation.file(in: folder) }

    package static func file(in folder: String) -> String { folder + "/" + fileName }

    /// Reads a snapshot taken at the start of the block, in which the rows in `rows` are written.
    package func read<T>(
        rows: ProjectionScope = .all, _ body: (Books) throws -> T
    ) throws -> T {
        try withRows(rows, in: .reading, body)
    }

    /// Changes the books in one transaction: committed when this returns, rolled back where the
    /// block throws.
    package func write<T>(
        rows: ProjectionScope = .all, _ body: (Books) throws -> T
    ) throws -> T {
        try withRows(rows, in: .writing, body)
    }

    /// Runs the block as `write` does, then rolls back: a dry run.
    package func tryOut<T>(
        rows: ProjectionScope = .all, _ body: (Books) throws -> T
    ) throws -> T {
        try withRows(rows, in: .trying, body)
    }

    /// `tryOut` for a dry run, else `write`.
    package func change<T>(
        isDryRun: Bool, rows: ProjectionScope = .all, _ body: (Books) throws -> T
    ) throws -> T {
        isDryRun ? try tryOut(rows: rows, body) : try write(rows: rows, body)
    }

    /// Refuses names and settings an installation cannot be made with.
    package static func check(name: String, today: Day) throws {
        try EventRefused.check(name, "The name of the utility", atMost: 200)
        try EventRefused.check(today)
    }

    /// Closes all connections. Not needed before the process ends.
    package func close() throws { try engine.close() }
}
