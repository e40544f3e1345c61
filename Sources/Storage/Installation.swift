import Foundation
import GRDB
package import Measures

/// One utility's data: a folder with the database in it. The only way to the books.
///
/// Writing is one transaction at a time, durable once it returns; reading goes on beside it.
package final class Installation: Sendable {
    /// Empty where the installation is in memory.
    package let folder: String
    package let clock: Clock
    let database: any DatabaseWriter

    static let fileName = "plumbline.sqlite"

    init(folder: String, database: any DatabaseWriter, clock: Clock) {
        self.folder = folder
        self.database = database
        self.clock = clock
    }

    /// Path of the database file.
    package var file: String { Installation.file(in: folder) }

    package static func file(in folder: String) -> String { folder + "/" + fileName }

    /// Reads the books as they stand at the start of the block.
    package func read<T>(_ body: (Books) throws -> T) throws -> T {
        try database.read { try body(Books(db: $0, clock: clock)) }
    }

    /// Changes the books in one transaction: all of it stands once this returns, or none.
    package func write<T>(_ body: (Books) throws -> T) throws -> T {
        try database.write { try body(Books(db: $0, clock: clock)) }
    }

    /// Does all that `write` does and then takes it back: what a dry run does.
    package func tryOut<T>(_ body: (Books) throws -> T) throws -> T {
        var result: T?
        try database.writeWithoutTransaction { db in
            try db.inTransaction(.immediate) {
                result = try body(Books(db: db, clock: clock))
                return .rollback
            }
        }
        return result!
    }

    /// Writes, or only tries out where it is a dry run.
    package func change<T>(isDryRun: Bool, _ body: (Books) throws -> T) throws -> T {
        isDryRun ? try tryOut(body) : try write(body)
    }

    /// Ends all reading and writing. Not needed before the process ends.
    package func close() throws { try database.close() }
}

/// The books inside one transaction. Never kept beyond the block that was handed them.
package struct Books {
    let db: Database
    let clock: Clock

    /// The business day: today, as far as the utility's work is concerned.
    package func businessDay() throws -> Day {
        guard let text = try db.setting("business_day"), let day = Day(text) else {
            throw InstallationRefused.notAnInstallation(file: Installation.fileName)
        }
        return day
    }

    /// The name of the utility.
    package func utilityName() throws -> String { try db.setting("name") ?? "" }
}
