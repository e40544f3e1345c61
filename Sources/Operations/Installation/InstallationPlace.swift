package import Storage

/// Where an installation is: in a folder, or in a schema of a database.
package enum InstallationPlace: Sendable, Hashable {
    /// A folder that holds the books, or names the database that does.
    case folder(String)
    case database(DatabaseAddress)

    /// The schema where none is named.
    package static let usualSchema = DatabaseAddress.usualSchema

    /// A schema of the database at `url`, `postgresql://…`. Throws what is wrong with either.
    package static func at(
        url: String, schema: String = usualSchema
    ) throws -> InstallationPlace {
        .database(try DatabaseAddress(url, schema: schema))
    }

    /// The books there, for whoever then says who they are.
    package func signIn() throws -> SignIn { SignIn(try open()) }

    package func open() throws -> Installation {
        switch self {
        case .folder(let folder): try Installation.open(folder)
        case .database(let address): try Installation.open(address)
        }
    }

    /// Refuses a place where there is an installation already.
    package func checkFree() throws {
        switch self {
        case .folder(let folder): try Installation.checkFree(folder)
        case .database(let address): try Installation.checkFree(address)
        }
    }

    /// Makes a folder name this database, so that the folder alone is enough afterwards.
    package func write(to folder: String) throws { try address?.write(to: folder) }

    package var isFolder: Bool { address == nil }

    /// Nil for a folder.
    package var address: DatabaseAddress? {
        if case .database(let address) = self { address } else { nil }
    }

    /// The folder, or `schema NAME of ADDRESS`, without a password.
    package var shown: String {
        switch self {
        case .folder(let folder): folder
        case .database(let address): "schema \(address.schema) of \(address.shown)"
        }
    }
}
