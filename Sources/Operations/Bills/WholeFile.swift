import Foundation
import Storage

/// Files that are there as a whole or not at all.
package enum WholeFile {
    package static func makeFolder(_ folder: String) throws {
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw InstallationRefused.folderNotWritable(
                folder: folder, reason: error.localizedDescription)
        }
    }

    /// Writes beside the place and moves there what is whole.
    package static func write(_ bytes: [UInt8], to path: String) throws {
        let draft = path + ".new"
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw refusal(path) }
        let isWritten = bytes.withUnsafeBytes { writeAll($0, to: descriptor) }
        let isClosed = close(descriptor) == 0
        guard isWritten, isClosed, rename(draft, path) == 0 else {
            let refusal = refusal(path)
            unlink(draft)
            throw refusal
        }
    }

    private static func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Bool {
        var rest = bytes
        while !rest.isEmpty {
            let count = Foundation.write(descriptor, rest.baseAddress, rest.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = .init(rebasing: rest[count...])
        }
        return true
    }

    private static func refusal(_ path: String) -> InstallationRefused {
        .folderNotWritable(folder: path, reason: String(cString: strerror(errno)))
    }
}
