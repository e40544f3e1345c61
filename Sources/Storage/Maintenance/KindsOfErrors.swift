import Measures
import Postgres

extension Error {
    /// Whether the same may succeed later without a change here: the database is unreachable, full,
    /// or out of sessions.
    package var passes: Bool {
        switch self {
        case let error as PostgresError:
            switch error.kind {
            case .diskFull, .outOfMemory, .queryCancelled, .readOnlyTransaction: true
            default: error.isTransient
            }
        case let error as FileNotWritten: error.isOfFullDisk
        case is LookStopped: true
        case let error as BooksRefused:
            switch error {
            case .diskFull, .busy, .tooFewFiles: true
            case .noAccess, .damaged: false
            }
        default: false
        }
    }
}

extension Error {
    /// Whether the error means that stored data is damaged.
    package var isDamage: Bool {
        switch self {
        case is DamagedValue, is BrokenRow, is JournalDamaged, is RunDamaged, is BooksDamaged,
            is MalformedBytes:
            true
        case let error as BooksRefused: error.isDamage
        case let error as PostgresError: error.kind == .damaged
        default: false
        }
    }
}
