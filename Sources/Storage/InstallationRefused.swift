package import Measures

/// Why an installation cannot be made or opened, in order of precedence.
package enum InstallationRefused: Error, Hashable, Sendable {
    /// There is one in the folder already.
    case alreadyThere(folder: String)
    case notThere(folder: String)
    /// The file exists but is not ours: no version, or not a database at all.
    case notAnInstallation(file: String)
    /// Written by a later program.
    case tooNew(found: Int, known: Int)
    /// Written by an earlier program, and the caller did not ask to migrate.
    case tooOld(found: Int, known: Int)
    case folderNotWritable(folder: String, reason: String)
    /// There is an installation in the schema already.
    case schemaTaken(schema: String, database: String)
    case noSchema(schema: String, database: String)
    /// The file that names the database cannot be read as one.
    case addressUnreadable(file: String)
    /// The address is not one of PostgreSQL.
    case notAnAddress(text: String)
}

/// Why an event cannot be recorded.
package enum EventRefused: Error, Hashable, Sendable {
    /// The business day never goes back: what was known on a day must stay known (design 1.8).
    case dayGoesBack(from: Day, to: Day)
    /// The key was used before: the thing is done already.
    case alreadyDone(key: String, event: Int64)
    case nobodyActs
    /// A name or a reason that is not one line of a bounded length.
    case notOneLine(field: String, text: String, limit: Int)
    /// No utility works on this day: the machine's clock may be wrong.
    case dayOutside(day: Day, first: Day, last: Day)
}

extension EventRefused {
    /// What stands in the record of events is read on terminals and in lists.
    static func check(_ text: String, _ field: String, atMost limit: Int) throws {
        let scalars = text.unicodeScalars
        guard scalars.count <= limit, !scalars.contains(where: \.isHarmful) else {
            throw EventRefused.notOneLine(field: field, text: text, limit: limit)
        }
    }

    /// The years that dates of imported files may lie in.
    static func check(_ day: Day) throws {
        guard let first = Day(year: 1900, month: 1, day: 1),
            let last = Day(year: 2199, month: 12, day: 31)
        else { return }
        if !(first...last).contains(day) {
            throw EventRefused.dayOutside(day: day, first: first, last: last)
        }
    }
}
