import Foundation
import Glibc

// What can happen to a server, made to happen to the tests' own.
extension TestCluster {
    /// A disk of the server's: of its tables, or of its write-ahead log.
    package enum Disk: String, Sendable { case tables = "", log = "/wal" }

    /// Whether the server's disks are its own and small, so that they can be filled.
    package var canBeFilled: Bool { disks.count == 2 }

    /// Mounts disks in memory. Gives none where this process may not mount.
    static func mount(_ wanted: [(folder: String, megabytes: Int)]) throws -> [String] {
        for (folder, megabytes) in wanted {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
            let size = "size=\(megabytes)m,mode=0700"
            guard Glibc.mount("tmpfs", folder, "tmpfs", 0, size) == 0 else { return [] }
        }
        return wanted.map(\.folder)
    }

    /// Fills a disk to its last byte.
    package func fill(_ disk: Disk) throws {
        let file = open(ballast(disk), O_WRONLY | O_CREAT | O_APPEND, 0o600)
        defer { close(file) }
        for size in [1 << 20, 1 << 12] {
            let bytes = [UInt8](repeating: 0, count: size)
            while write(file, bytes, size) == size {}
        }
        guard errno == ENOSPC else {
            throw Missing(description: "the disk was not filled: \(String(cString: strerror(errno)))")
        }
    }

    /// Makes room again.
    package func makeRoom(on disk: Disk) { unlink(ballast(disk)) }

    private func ballast(_ disk: Disk) -> String { folder + disk.rawValue + "/ballast" }

    /// The process that all others of the server belong to.
    package var process: Int32? {
        let file = try? String(contentsOfFile: folder + "/data/postmaster.pid", encoding: .utf8)
        return file?.split(separator: "\n").first.flatMap { pid_t($0) }
    }

    /// Kills the server's first process outright, with no chance to tell the others.
    package func killOutright() throws {
        guard let process else { throw Missing(description: "the server is not there to be killed") }
        kill(process, SIGKILL)
    }

    /// Starts a server that stopped or was killed: what is left of its processes may take a while
    /// to notice, and until then it cannot start. Nothing happens where it runs.
    package func startAgain() throws {
        let end = Date() + 60
        while true {
            do {
                if isAnswering { return }
                return try start()
            } catch let error as Missing {
                guard Date() < end else { throw error }
                usleep(100_000)
            }
        }
    }

    /// Whether the server takes sessions.
    private var isAnswering: Bool {
        (try? run([binaries + "/pg_isready", "-q", "-h", folder, "-p", "\(port)"])) != nil
    }
}
