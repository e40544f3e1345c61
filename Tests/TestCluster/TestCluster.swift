import Foundation

/// A PostgreSQL server of the tests' own: made in a folder of its own, on a socket there and on a
/// free port of loopback with a self-signed certificate, and gone when the tests end.
///
/// Nothing it holds has to last, so it does not wait for the disk, unless it is to fail.
package final class TestCluster: Sendable {
    /// The server that all tests of a process share, each in a schema or database of its own.
    package static let shared = Result { try TestCluster() }

    package let folder: String
    package let port: Int
    /// Settings of a server that keeps what it committed when it is killed.
    private let isDurable: Bool
    /// Small disks of its own: of the tables, and of the write-ahead log. Nil where this process may
    /// not mount any, or nothing has to last.
    package let disks: (tables: SmallDisk, log: SmallDisk)?
    let binaries: String
    private let user: [String]

    /// Why there is no server to test with, and what to do.
    package struct Missing: Error, CustomStringConvertible {
        package let description: String
    }

    /// A `durable` server keeps what it committed when it is killed. Where this process may mount,
    /// its tables and its log are on small disks in memory, which can be filled.
    package init(durable: Bool = false) throws {
        isDurable = durable
        binaries = try TestCluster.findServer()
        folder = "/tmp/plumbline-pg-" + UUID().uuidString.prefix(8)
        port = try TestCluster.freePort()
        disks =
            durable && SmallDisk.isPossible
            ? (
                try SmallDisk(megabytes: 384, at: folder),
                try SmallDisk(megabytes: 64, at: folder + "/wal")
            ) : nil
        user = getuid() == 0 ? ["/usr/sbin/runuser", "-u", "postgres", "--"] : []
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        if getuid() == 0 { try run(["/bin/chown", "-R", "postgres", folder], asServer: false) }
        let log = isDurable ? ["-X", folder + "/wal/log", "--wal-segsize", "1"] : []
        try run(
            [
                binaries + "/initdb", "-D", folder + "/data", "-U", "tester", "-A", "trust",
                "--no-locale", "-E", "UTF8", "--no-sync", "--no-instructions",
            ] + log)
        try makeCertificate()
        try watch()
        try start()
    }

    /// An address of a database over the socket.
    package func url(_ database: String = "postgres") -> String {
        "postgresql://tester@/\(database)?host=\(folder)&port=\(port)"
    }

    /// The same over loopback, where a connection may be encrypted.
    package func loopback(_ parameters: String) -> String {
        "postgresql://tester@127.0.0.1:\(port)/postgres?\(parameters)"
    }

    /// The certificate, for a client that wants to check it.
    package var certificate: String { folder + "/data/server.crt" }

    package func start() throws {
        let careless = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]
        let words =
            [
                "listen_addresses=127.0.0.1", "ssl=on", "max_connections=60",
                "shared_buffers=64MB", "jit=off",
            ]
            + (isDurable ? ["min_wal_size=2MB", "max_wal_size=16MB", "wal_recycle=off"] : careless)
        let settings = (["-p \(port) -k \(folder)"] + words.map { "-c \($0)" })
            .joined(separator: " ")
        try run([
            binaries + "/pg_ctl", "-D", folder + "/data", "-l", folder + "/log", "-w", "-s",
            "-o", settings, "start",
        ])
    }

    /// Stops the server; `immediate` is what a power cut does.
    package func stop(immediate: Bool = false) throws {
        try run([
            binaries + "/pg_ctl", "-D", folder + "/data", "-w", "-s", "-m",
            immediate ? "immediate" : "fast", "stop",
        ])
    }

    /// Stops the server and removes its folder, before the end of the tests.
    package func remove() throws {
        try stop(immediate: true)
        disks?.log.remove()
        disks?.tables.remove()
        guard disks == nil else { return }
        try FileManager.default.removeItem(atPath: folder)
    }

    /// Runs a program of the server, such as `pg_dump`, and gives what it says.
    @discardableResult
    package func run(_ command: [String], asServer: Bool = true) throws -> String {
        let said = "/tmp/plumbline-pg-said-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: said) }
        let process = try TestCluster.spawn((asServer ? user : []) + command, output: said)
        let end = process.wait()
        let text = try String(contentsOfFile: said, encoding: .utf8)
        guard end == .exited(0) else {
            throw Missing(
                description: "\(command.joined(separator: " ")) failed, \(end):\n\(text)")
        }
        return text
    }

    /// Even a test run that is killed leaves no server behind: a shell waits for its end.
    private func watch() throws {
        let data = folder + "/data"
        let script = """
            while kill -0 \(getpid()) 2>/dev/null; do sleep 1; done
            \(user.joined(separator: " ")) \(binaries)/pg_ctl -D \(data) -m immediate -s stop
            \(disks == nil ? "" : "umount -l \(folder)/wal \(folder)")
            rm -rf \(folder)
            """
        try TestCluster.spawn(
            ["/usr/bin/setsid", "/bin/sh", "-c", script], output: "/dev/null")
    }

    private func makeCertificate() throws {
        let data = folder + "/data"
        try run([
            "/usr/bin/openssl", "req", "-new", "-x509", "-days", "2", "-nodes", "-newkey",
            "rsa:2048",
            "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1",
            "-out", data + "/server.crt", "-keyout", data + "/server.key",
        ])
        try run(["/bin/chmod", "600", data + "/server.key"])
    }
}

extension TestCluster {
    /// Starts a program that outlives who started it, in a folder that the server may enter.
    @discardableResult
    static func spawn(_ command: [String], output: String) throws -> Spawned {
        try Spawned(command: ["/usr/bin/env", "-C", "/tmp"] + command, output: output)
    }

    /// The folder with `initdb` and `pg_ctl`: on the path, or where Debian puts them.
    private static func findServer() throws -> String {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: debian)) ?? []
        let known = versions.compactMap { Int($0) }.sorted(by: >).map { "\(debian)/\($0)/bin" }
        for folder in known + path.split(separator: ":").map(String.init)
        where FileManager.default.isExecutableFile(atPath: folder + "/initdb") {
            return folder
        }
        throw Missing(
            description: "No PostgreSQL server is installed (initdb was not found). "
                + "Install one with `make install-tools`, or apt-get install postgresql.")
    }

    private static let debian = "/usr/lib/postgresql"

    /// A port of loopback that nobody uses: the system picks one, and it is let go again.
    private static func freePort() throws -> Int {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
            }
        }
        guard isBound else { throw Missing(description: "No port of loopback is free.") }
        return Int(UInt16(bigEndian: address.sin_port))
    }
}
