import GRDB
import Postgres

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
        case let error as DatabaseError: [.SQLITE_FULL, .SQLITE_BUSY].contains(error.resultCode)
        default: false
        }
    }
}
