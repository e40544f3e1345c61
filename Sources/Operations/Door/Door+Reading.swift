package import Access
package import Storage

extension Door {
    /// Shows what the caller may see: the books, once a permission is named and held for the scheme,
    /// or, for nil, for all of them.
    package func read<T>(
        _ permission: Permission, in scheme: String? = nil, rows: ProjectionScope = .all,
        _ body: (Books) throws -> T
    ) throws -> T {
        try installation.read(rows: rows) { books in
            try books.allow(caller, permission, in: scheme)
            return try body(books)
        }
    }

    /// The installation for work on several cores, once the caller may see what it reads.
    func reading(_ permission: Permission, in scheme: String? = nil) throws -> Installation {
        try installation.read(rows: .none) { try $0.allow(caller, permission, in: scheme) }
        return installation
    }

    /// The data folder; empty where the books are in memory, or in a database that no folder names.
    var folder: String { installation.folder }

    /// Whether runs are calculated by workers of a database.
    package var isShared: Bool { installation.isShared }

    /// The one user of books without people, by name.
    package init(_ installation: Installation, as user: String) {
        self.init(installation, .singleUser(user))
    }
}

extension Books {
    /// Throws why the caller may not.
    func allow(_ caller: Caller, _ permission: Permission, in scheme: String?) throws {
        if let refused = try authority(of: caller).refusal(to: permission, in: scheme) {
            throw refused
        }
    }
}
