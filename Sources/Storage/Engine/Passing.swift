import Postgres

/// Why the file of the books cannot be written now. What was not committed is taken back.
package enum BooksRefused: Error, Hashable, Sendable {
    case diskFull(file: String)
    /// Another process has been writing for longer than anybody waits.
    case busy(file: String)
}

extension Error {
    /// What was refused may well succeed later, with nothing done here: the database is away, full,
    /// or has no room for another session.
    package var passes: Bool {
        switch self {
        case let error as PostgresError:
            switch error.kind {
            case .diskFull, .outOfMemory, .queryCancelled, .readOnlyTransaction: true
            default: error.isTransient
            }
        case is BooksRefused: true
        case let error as FileNotWritten: error.isOfFullDisk
        default: false
        }
    }
}
