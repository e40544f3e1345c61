import Measures

/// Why an installation cannot be made or opened, in order of precedence.
package enum InstallationRefused: Error, Hashable, Sendable {
    /// The folder holds an installation already.
    case alreadyThere(folder: String)
    case notThere(folder: String)
    /// The file is no database, or one without a schema version.
    case notAnInstallation(file: String)
    /// Written by a later program.
    case tooNew(found: Int, known: Int)
    /// Written by an earlier program, and the caller did not ask to migrate.
    case tooOld(found: Int, known: Int)
    case folderNotWritable(folder: String, reason: String)
    /// The schema holds an installation already.
    case schemaTaken(schema: String, database: String)
    case noSchema(schema: String, database: String)
    /// The file that names the database cannot be read as one.
    case addressUnreadable(file: String)
    /// The address is not one of PostgreSQL.
    case notAnAddress(text: String)
}
