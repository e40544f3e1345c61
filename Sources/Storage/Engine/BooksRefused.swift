import Foundation
import GRDB

/// Why the database file cannot be used. The transaction is rolled back.
package enum BooksRefused: Error, Hashable, Sendable {
    case diskFull(file: String)
    /// Another process kept the write lock for longer than the time-out.
    case busy(file: String)
    /// The process's limit of open files is too low.
    case tooFewFiles(limit: Int)
    /// The file exists, but this user or file system does not allow reading and writing it.
    case noAccess(file: String, reason: String)
    /// The file exists and is damaged; `what` is SQLite's message.
    case damaged(file: String, what: String)
}

extension BooksRefused {
    var isDamage: Bool {
        if case .damaged = self { true } else { false }
    }

    /// Nil for an error that does not concern the file as a whole.
    init?(_ error: DatabaseError, file: String) {
        switch (error.resultCode, error.extendedResultCode) {
        // A failed write is no damage: the disk is full, for the file or for the index of the log
        // beside it, or a limit of the shell applies.
        case (.SQLITE_FULL, _), (_, .SQLITE_IOERR_SHMSIZE), (_, .SQLITE_IOERR_WRITE),
            (_, .SQLITE_IOERR_TRUNCATE), (_, .SQLITE_IOERR_FSYNC), (_, .SQLITE_IOERR_SHMOPEN),
            (_, .SQLITE_IOERR_SHMMAP):
            self = .diskFull(file: file)
        case (.SQLITE_BUSY, _): self = .busy(file: file)
        case (.SQLITE_CORRUPT, _), (.SQLITE_NOTADB, _), (.SQLITE_FORMAT, _), (.SQLITE_IOERR, _):
            self = .damaged(file: file, what: error.message ?? "\(error.resultCode)")
        case (.SQLITE_CANTOPEN, _), (.SQLITE_READONLY, _), (.SQLITE_PERM, _), (.SQLITE_AUTH, _):
            self =
                BooksRefused.access(to: file)
                ?? .noAccess(file: file, reason: error.message ?? "\(error.resultCode)")
        default: return nil
        }
    }

    /// Why an existing file cannot be read and written; nil where it can be.
    static func access(to file: String) -> BooksRefused? {
        if let limit = BooksRefused.fewFiles { return .tooFewFiles(limit: limit) }
        let descriptor = open(file, O_RDWR | O_CLOEXEC)
        if descriptor >= 0 {
            close(descriptor)
            return refused((file as NSString).deletingLastPathComponent)
        }
        switch errno {
        case EMFILE, ENFILE: return .tooFewFiles(limit: 0)
        case ENOENT: return nil
        default: return .noAccess(file: file, reason: String(cString: strerror(errno)))
        }
    }

    /// Why no log can be written in the file's folder; nil where one can be.
    private static func refused(_ folder: String) -> BooksRefused? {
        let folder = folder.isEmpty ? "." : folder
        guard Foundation.access(folder, W_OK | X_OK) != 0 else { return nil }
        return .noAccess(file: folder, reason: String(cString: strerror(errno)))
    }

    /// The limit of open files where it is too low even after it was raised as far as allowed; else
    /// nil.
    private static var fewFiles: Int? {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
            return nil
        }
        let needed = rlim_t(minimumFiles)
        if limit.rlim_cur < needed, limit.rlim_max > limit.rlim_cur {
            limit.rlim_cur = min(limit.rlim_max, 1024)
            setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        }
        return limit.rlim_cur < needed ? Int(limit.rlim_cur) : nil
    }

    /// The database file, its log and its index, for each of GRDB's readers and the writer, and
    /// some more.
    private static let minimumFiles = 32
}
