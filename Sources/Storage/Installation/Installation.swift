import Foundation
package import Measures

/// One utility's data: a folder with a SQLite file in it, or a schema of a PostgreSQL database.
/// The only way to the books.
///
/// Writing is one transaction at a time, durable once it returns; reading goes on beside it.
package final class Installation: Sendable {
    /// Empty where the installation is in memory, or in a database that no folder names.
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

    /// Reads the books as they stand at the start of the block, with the rows it asks for.
    package func read<T>(
        rows: ProjectionScope = .all, _ body: (Books) throws -> T
    ) throws -> T {
        try withRows(rows, .reading, body)
    }

    /// Changes the books in one transaction: all of it stands once this returns, or none.
    package func write<T>(
        rows: ProjectionScope = .all, _ body: (Books) throws -> T
    ) throws -> T {
        try withRows(rows, .writing, body)
    }

    /// Does all that `write` does and then takes it back: what a dry run does.
    package func tryOut<T>(
        rows: ProjectionScope = .all, _ body: (Books) throws -> T
    ) throws -> T {
        try withRows(rows, .trying, body)
    }

    /// Writes, or only tries out where it is a dry run.
    package func change<T>(
        isDryRun: Bool, rows: ProjectionScope = .all, _ body: (Books) throws -> T
    ) throws -> T {
        isDryRun ? try tryOut(rows: rows, body) : try write(rows: rows, body)
    }

    /// Refuses what no installation can be made with, before anything is.
    package static func check(name: String, today: Day) throws {
        try EventRefused.check(name, "The name of the utility", atMost: 200)
        try EventRefused.check(today)
    }

    /// Ends all reading and writing. Not needed before the process ends.
    package func close() throws { try engine.close() }
}
