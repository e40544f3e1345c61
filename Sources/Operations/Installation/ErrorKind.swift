import Storage

// What an error says of the books, for whoever has to end a process or answer a request.

extension Error {
    /// The same may well succeed later, with nothing done here: the database is away, the disk full.
    package var mayPassLater: Bool { passes }

    /// What is stored is not what this program stored.
    package var meansDamage: Bool { isDamage }
}
