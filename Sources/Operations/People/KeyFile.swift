import Foundation
import Storage

/// The file in which somebody's key lies: readable by its owner only, and never written over.
package struct KeyFile: Sendable {
    package enum Refused: Error, Hashable, Sendable {
        case cannotBeRead(file: String)
        case standsAlready(file: String)
        case cannotBeWritten(file: String, reason: String)
    }

    let path: String

    package init(_ path: String) { self.path = path }

    package func secret() throws -> Secret {
        guard let bytes = FileManager.default.contents(atPath: path), bytes.count < 4096 else {
            throw Refused.cannotBeRead(file: path)
        }
        return Secret(shown: String(decoding: bytes, as: UTF8.self))
    }

    /// Writes the key, then does what makes it hold; where that is refused the file goes again.
    package func keeping<T>(_ secret: Secret, isDryRun: Bool, _ body: () throws -> T) throws -> T {
        if isDryRun { return try body() }
        try write(secret)
        do { return try body() } catch {
            unlink(path)
            throw error
        }
    }

    private func write(_ secret: Secret) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            let reason = errno
            if reason == EEXIST { throw Refused.standsAlready(file: path) }
            throw Refused.cannotBeWritten(
                file: path, reason: String(cString: strerror(reason)))
        }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        try handle.write(contentsOf: Data((secret.text + "\n").utf8))
        try handle.synchronize()
    }
}
