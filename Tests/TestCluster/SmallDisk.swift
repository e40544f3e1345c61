import Foundation
import Glibc

/// A small disk in memory, which can be filled. Only for who may mount.
package struct SmallDisk: Sendable {
    package let folder: String

    /// It cannot be made, or not be filled.
    package struct Failed: Error, CustomStringConvertible {
        package let description: String
    }

    package init(megabytes: Int, at folder: String? = nil) throws {
        self.folder = folder ?? "/tmp/plumbline-disk-" + UUID().uuidString.prefix(8)
        try FileManager.default.createDirectory(
            atPath: self.folder, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        guard mount("tmpfs", self.folder, "tmpfs", 0, "size=\(megabytes)m,mode=0700") == 0 else {
            throw Failed(description: "\(self.folder): \(String(cString: strerror(errno)))")
        }
    }

    /// Whether this process may mount disks.
    package static let isPossible: Bool = {
        guard let disk = try? SmallDisk(megabytes: 1) else { return false }
        disk.remove()
        return true
    }()

    /// Fills it, but for so many bytes.
    package func fill(leaving rest: Int = 0) throws {
        let file = open(ballast, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        defer { close(file) }
        for size in [1 << 20, 1 << 12] {
            let bytes = [UInt8](repeating: 0, count: size)
            while write(file, bytes, size) == size {}
        }
        guard errno == ENOSPC else {
            throw Failed(description: "\(ballast): \(String(cString: strerror(errno)))")
        }
        let filled = lseek(file, 0, SEEK_END)
        ftruncate(file, max(0, filled - rest))
    }

    package func makeRoom() { unlink(ballast) }

    private var ballast: String { folder + "/ballast" }

    /// What is on it is gone.
    package func remove() {
        umount2(folder, Int32(MNT_DETACH))
        rmdir(folder)
    }
}
