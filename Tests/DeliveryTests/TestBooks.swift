import Foundation
import Measures
import Operations
import Outbox
import Storage
import Synchronization
import TestCluster
import Testing

/// Books on one of the engines, with messages to send.
final class TestBooks {
    enum Engine: String, CaseIterable, CustomTestStringConvertible {
        case sqlite, postgres
        var testDescription: String { rawValue }
    }

    let folder: String
    let installation: Installation
    /// What the program is told to find the books.
    let place: [String]
    private let domain: String

    init(_ engine: Engine) throws {
        folder = NSTemporaryDirectory() + "plumbline-outbox-" + UUID().uuidString
        domain = UUID().uuidString.prefix(8).lowercased() + ".example"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        let today = try #require(Day("2025-06-30"))
        switch engine {
        case .sqlite:
            installation = try Installation.create(
                in: folder + "/books", name: "Test Utility", businessDay: today)
            place = ["--data", folder + "/books"]
        case .postgres:
            let schema = "Outbox " + UUID().uuidString.prefix(8)
            let url = try TestCluster.shared.get().url()
            installation = try Installation.create(
                in: DatabaseAddress(url, schema: schema), name: "Test Utility", businessDay: today)
            place = ["--database", url, "--schema", schema]
        }
    }

    deinit {
        try? installation.close()
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// An address of these books alone, at which the receiver behaves as `mode` says.
    func address(_ mode: String, _ number: Int = 0) -> String { "\(mode)+\(number)@\(domain)" }

    static func mail(
        _ key: String, to address: String, body: String = "Hello", goodFor: Int? = nil
    ) throws -> OutgoingMessage {
        try OutgoingMessage(
            .mail, key: key, about: "bill \(key)", to: address, from: "billing@utility.example",
            content: Array(
                """
                From: billing@utility.example\r\nTo: \(address)\r\nSubject: A bill\r\n\
                Message-ID: <\(key)@utility.example>\r\n\r\n\(body)\r\n
                """.utf8), goodFor: goodFor)
    }

    /// Puts messages into the outbox, with the act that causes them.
    func queue(_ messages: [OutgoingMessage]) throws {
        try installation.write { books in
            let event = try books.events.record(EventDraft("test", of: "a test", by: "tester"))
            for message in messages { _ = try books.outbox.add(message, event: event) }
        }
    }

    func queue(_ key: String, _ mode: String) throws {
        try queue([TestBooks.mail(key, to: address(mode))])
    }

    func state(_ key: String) throws -> MessageState? {
        try installation.read { try $0.outbox.message(key)?.standing.state }
    }

    func history(_ key: String) throws -> [MessageStep] {
        try ShowOutbox(Door(installation, as: "ada")).show(key).history
    }

    /// Settings by which mail goes to a server of the tests.
    static func settings(
        _ port: Int, seconds: Int = 2, more: [String: String] = [:]
    ) throws -> OutboxSettings {
        let basic = [
            "PLUMBLINE_MAIL_SERVER": "smtp://127.0.0.1:\(port)", "PLUMBLINE_MAIL_TLS": "off",
            "PLUMBLINE_MAIL_SECONDS": "\(seconds)",
        ]
        return try OutboxSettings(file: nil, basic.merging(more) { $1 })
    }

    @discardableResult
    func send(
        _ settings: OutboxSettings, asking rule: any SendingGuard = CustomerGuard(),
        plan: RetryPlan = .usual, lease: Int? = nil
    ) throws -> SendOutbox.Tally {
        try SendOutbox(
            Door(installation, as: "ada"), settings, asking: rule, plan: plan, leaseSeconds: lease)()
    }

    /// Nothing that `doctor` looks at is wrong.
    func prove() throws {
        let ill = try installation.examine(Check.all).filter { !$0.isWell }
        #expect(ill == [])
    }
}

/// Does the same on threads of their own beside `meanwhile`, and gives what came of each.
func beside<T: Sendable>(
    _ count: Int, _ body: @escaping @Sendable () throws -> T,
    meanwhile: () throws -> Void = {}
) throws -> [T] {
    let results = Results<T>()
    for _ in 0..<count {
        Thread.detachNewThread { results.add(Result { try body() }) }
    }
    let disturbed = Result { try meanwhile() }
    let all = results.wait(for: count)
    try disturbed.get()
    return try all.map { try $0.get() }
}

private final class Results<T: Sendable>: Sendable {
    private let all = Mutex<[Result<T, any Error>]>([])

    func add(_ result: Result<T, any Error>) { all.withLock { $0.append(result) } }

    func wait(for count: Int) -> [Result<T, any Error>] {
        while all.withLock({ $0.count }) < count { usleep(5000) }
        return all.withLock { $0 }
    }
}
