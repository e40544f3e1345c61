import Foundation

/// What lies on the disk for as long as the tests of a process run.
package enum Leftovers {
    package static let areKept = ProcessInfo.processInfo.environment["KEEP"] != nil

    /// A new folder in the system's own for what passes. It is removed when this process has ended,
    /// however it ended: a shell waits for that. `KEEP=1` before the tests keeps it.
    package static func folder(_ name: String) throws -> String {
        let folder = NSTemporaryDirectory() + "plumbline-\(name)-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        if areKept { return folder }
        let script = "while kill -0 \(getpid()) 2>/dev/null; do sleep 1; done; rm -rf \"$1\""
        try TestCluster.spawn(
            ["/usr/bin/setsid", "/bin/sh", "-c", script, "sh", folder], output: "/dev/null")
        return folder
    }
}
