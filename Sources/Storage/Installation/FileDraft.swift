import Foundation

/// A file being written that has no name yet (O_TMPFILE where the file system knows it). One
/// process writes it, sequentially; abandoned or killed, it leaves nothing behind.
package final class FileDraft {
    package let path: String
    private var descriptor: Int32
    /// Its temporary name, on file systems without unnamed files.
    private var name: String?
    private var buffer: [UInt8] = []

    private static let bufferSize = 1 << 18

    /// Refuses a path where anything but a plain file is.
    package init(_ path: String) throws {
        self.path = path
        let mode = try FileDraft.mode(at: path)
        let folder = FileDraft.folder(of: path)
        descriptor = FileDraft.openNameless(in: folder)
        if descriptor < 0 {
            let name = "\(path).\(getpid()).new"
            descriptor = open(
                name, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o644)
            self.name = name
        }
        guard descriptor >= 0 else { throw FileNotWritten(path, errno) }
        if let mode { fchmod(descriptor, mode) }
    }

    deinit { giveUp() }

    package func write(_ bytes: [UInt8]) throws {
        buffer += bytes
        if buffer.count >= FileDraft.bufferSize { try empty() }
    }

    /// Flushes to the disk, which proves that there is room.
    package func settle() throws {
        try empty()
        try check(fsync(descriptor))
    }

    /// Moves the file to its path, durably.
    package func finish() throws {
        do {
            try settle()
            let whole = try named()
            try check(rename(whole, path))
            name = nil
            try check(close(descriptor))
            descriptor = -1
            FileDraft.sync(folder: FileDraft.folder(of: path))
        } catch {
            giveUp()
            throw error
        }
    }

    private func giveUp() {
        if let name { unlink(name) }
        if descriptor >= 0 { close(descriptor) }
        (name, descriptor) = (nil, -1)
    }

    private func empty() throws {
        try buffer.withUnsafeBytes { bytes in
            var rest = bytes
            while !rest.isEmpty {
                let count = Foundation.write(descriptor, rest.baseAddress, rest.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { throw FileNotWritten(path, count < 0 ? errno : ENOSPC) }
                rest = .init(rebasing: rest[count...])
            }
        }
        buffer.removeAll(keepingCapacity: true)
    }

    /// The temporary name beside the path.
    private func named() throws -> String {
        if let name { return name }
        let beside = "\(path).\(getpid()).new"
        unlink(beside)
        let source = "/proc/self/fd/\(descriptor)"
        try check(linkat(AT_FDCWD, source, AT_FDCWD, beside, AT_SYMLINK_FOLLOW))
        name = beside
        return beside
    }

    private func check(_ result: Int32) throws {
        guard result == 0 else { throw FileNotWritten(path, errno) }
    }
}

extension FileDraft {
    /// The permissions of the file at the path; nil where there is none.
    private static func mode(at path: String) throws -> mode_t? {
        var state = stat()
        guard lstat(path, &state) == 0 else {
            guard errno == ENOENT else { throw FileNotWritten(path, errno) }
            return nil
        }
        if let kind = kind(mode: state.st_mode) {
            throw FileNotWritten.noPlainFile(path: path, kind: kind)
        }
        return state.st_mode & 0o777
    }

    /// What is at the path instead of a plain file; nil for a plain file or none.
    package static func kind(mode: UInt32) -> String? {
        switch mode & S_IFMT {
        case S_IFREG: nil
        case S_IFDIR: "a folder"
        case S_IFLNK: "a link"
        case S_IFIFO: "a pipe"
        case S_IFSOCK: "a socket"
        default: "a device"
        }
    }

    private static func folder(of path: String) -> String {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        let folder = parts.joined(separator: "/")
        return folder.isEmpty ? (path.hasPrefix("/") ? "/" : ".") : folder
    }

    /// Opens an unnamed file; negative where system or file system has none, or the folder is not
    /// ours.
    private static func openNameless(in folder: String) -> Int32 {
        #if os(Linux)
            open(folder, O_WRONLY | 0o20_000_000 | O_DIRECTORY | O_CLOEXEC, 0o644)
        #else
            -1
        #endif
    }

    private static func sync(folder: String) {
        let descriptor = open(folder, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }
}
