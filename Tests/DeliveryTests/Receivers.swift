import Foundation
import TestCluster

/// An SMTP server and an HTTPS server of the tests' own, in a process beside them.
final class Receivers: Sendable {
    let folder: String
    let plain: Int
    let secure: Int
    let hooks: Int
    private let process: Spawned

    static let user = "utility"
    static let password = "s3cr3t-0f-mail"

    /// One that all tests of a process share; addresses tell whose a message is.
    static let shared = Result { try Receivers() }

    /// Why there is nobody to send to, and what to do.
    struct Missing: Error, CustomStringConvertible { let description: String }

    init() throws {
        folder = NSTemporaryDirectory() + "plumbline-post-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        try Receivers.makeCertificate(folder)
        let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        let root = tests.deletingLastPathComponent().deletingLastPathComponent().path
        process = try Spawned(
            command: [
                root + "/.venv-test/bin/python", tests.path + "/receivers.py", folder,
                folder + "/certificate", folder + "/key",
            ], output: folder + "/said")
        let ports = try Receivers.ports(folder)
        (plain, secure, hooks) = (ports["plain"] ?? 0, ports["secure"] ?? 0, ports["hooks"] ?? 0)
    }

    /// The shared ones live as long as the tests, and end themselves behind them.
    deinit {
        process.kill()
        _ = process.wait()
        try? FileManager.default.removeItem(atPath: folder)
    }

    var certificate: String { folder + "/certificate" }

    private static func makeCertificate(_ folder: String) throws {
        let made = try Spawned.run([
            "openssl", "req", "-new", "-x509", "-days", "2", "-nodes", "-newkey", "rsa:2048",
            "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1",
            "-out", folder + "/certificate", "-keyout", folder + "/key",
        ])
        guard made.status == 0 else {
            throw Missing(description: String(decoding: made.output, as: UTF8.self))
        }
    }

    private static func ports(_ folder: String) throws -> [String: Int] {
        for _ in 0..<600 {
            if let data = FileManager.default.contents(atPath: folder + "/ports") {
                return try JSONDecoder().decode([String: Int].self, from: data)
            }
            usleep(50_000)
        }
        let said = (try? String(contentsOfFile: folder + "/said", encoding: .utf8)) ?? ""
        throw Missing(description: "no receivers (Scripts/install.sh test?): \(said)")
    }
}

/// What a receiver took.
struct Taken {
    let head: [String: Any]
    let body: [UInt8]

    var receiver: String { (head["to"] as? [String])?.joined(separator: " ") ?? "" }
    var path: String { head["path"] as? String ?? "" }
}

extension Receivers {
    /// Everything that was taken so far, in order.
    func taken(_ kind: String = "mail") throws -> [Taken] {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder + "/" + kind)
        return try names.filter { !$0.hasSuffix(".new") }.sorted().map { name in
            let data = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(kind)/\(name)"))
            let end = data.firstIndex(of: 0x0A) ?? data.endIndex
            let head = try JSONSerialization.jsonObject(with: data[..<end]) as? [String: Any]
            return Taken(head: head ?? [:], body: Array(data[(end + 1)...]))
        }
    }

    /// How often mail to an address was taken.
    func count(to address: String) throws -> Int {
        try taken().count { $0.receiver == address }
    }
}
