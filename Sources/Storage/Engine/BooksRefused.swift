import Foundation
import GRDB

/// Why the file of the books cannot be used now. What was not committed is taken back.
package enum BooksRefused: Error, Hashable, Sendable {
    case diskFull(file: String)
    /// Another process has been writing for longer than anybody waits.
    case busy(file: String)
    /// The process may have no more files open than so many.
    case tooFewFiles(limit: Int)
    /// The file is there, and this user, or this file system, does not let it be read and written.
    case noAccess(file: String, reason: String)
    /// The file is there and damaged; in the words of SQLite.
    case damaged(file: String, what: String)
}

extension BooksRefused {
    var isDamage: Bool {
        if case .damaged = self { true } else { false }
    }

    /// Nil for what says nothing of the file.
    init?(_ error: DatabaseError, file: String) {
        switch (error.resultCode, error.extendedResultCode) {
        // What is not written is not damaged: there is no room for it or for the index of the log
        // beside the file, or a limit of the shell stands in the way.
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

    /// What stands in the way of reading and writing a file that is there; nil where nothing does.
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

    /// A log is written beside the file.
    private static func refused(_ folder: String) -> BooksRefused? {
        let folder = folder.isEmpty ? "." : folder
        guard Foundation.access(folder, W_OK | X_OK) != 0 else { return nil }
        return .noAccess(file: folder, reason: String(cString: strerror(errno)))
    }

    /// The limit of open files, where it leaves no room to work. It is raised first as far as the
    /// system lets us.
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

    /// The file with its log and index for each of GRDB's readers and the writer, and a few more.
    private static let minimumFiles = 32
}
