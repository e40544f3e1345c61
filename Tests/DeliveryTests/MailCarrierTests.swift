import Delivery
import Foundation
import Outbox
import Testing

/// What each way in which a mail server may behave means, told by the conversation alone.
@Suite("Mail over SMTP")
struct MailCarrierTests {
    private func carrier(
        _ port: Int, limit: Int = 2, returns: String? = nil
    ) throws -> MailCarrier {
        try MailCarrier(
            MailServer(
                address: "smtp://127.0.0.1:\(port)", isEncrypted: false, returns: returns,
                limit: limit))
    }

    /// The outcome, and how often the hand-over was put on record.
    private func carry(
        _ mode: String, _ carrier: MailCarrier
    ) throws -> (outcome: SendingOutcome, handedOver: Int) {
        var count = 0
        let mail = try TestBooks.mail("k", to: "\(mode)+\(UUID().uuidString.prefix(6))@x.example")
        return (try carrier.carry(mail) { count += 1 }, count)
    }

    private func receivers() throws -> Receivers { try Receivers.shared.get() }

    @Test("that is taken: once, with the server's words")
    func taken() throws {
        let receivers = try receivers()
        let address = "ok+taken@mail.example"
        let outcome = try carrier(receivers.plain)
            .carry(TestBooks.mail("k", to: address)) {}
        #expect(outcome == .taken(said: "250 2.0.0 kept"))
        let taken = try receivers.taken().filter { $0.receiver == address }
        #expect(taken.count == 1)
        #expect(taken.first?.head["from"] as? String == "billing@utility.example")
    }

    @Test(
        "that is refused before anything left: no hand-over",
        arguments: [
            ("nobody", "never", "550 5.1.1 no such user"),
            ("greylisted", "later", "451 4.7.1 come back later"),
            ("close-at-rcpt", "later", nil), ("hang-at-rcpt", "later", nil),
        ])
    func before(mode: String, hope: String, said: String?) throws {
        let (outcome, count) = try carry(mode, carrier(receivers().plain, limit: 1))
        #expect(count == 0)
        #expect(outcome.word == hope, "\(outcome)")
        if let said { #expect(outcome.said == said) }
    }

    @Test(
        "that is refused with its content: the answer decides",
        arguments: [
            ("spam", "never", "554 5.7.1 that is spam"),
            ("full", "later", "452 4.2.2 mailbox full"),
        ])
    func refused(mode: String, hope: String, said: String) throws {
        let (outcome, count) = try carry(mode, carrier(receivers().plain))
        #expect(count == 1 && outcome.word == hope && outcome.said == said, "\(outcome)")
    }

    @Test(
        "without an answer to the last line: nobody knows, taken or not",
        arguments: ["close-untaken", "close-taken", "hang-untaken", "hang-taken"])
    func inDoubt(mode: String) throws {
        let (outcome, count) = try carry(mode, carrier(receivers().plain, limit: 1))
        #expect(count == 1 && outcome.word == "doubt", "\(outcome)")
    }

    @Test("where no server is, or it is no mail server: the way is closed, nothing is handed over")
    func away() throws {
        let receivers = try receivers()
        for port in [1, receivers.hooks] {
            let (outcome, count) = try carry("ok", carrier(port, limit: 1))
            #expect(count == 0 && outcome.word == "closed", "\(outcome)")
        }
    }

    @Test("a hand-over that cannot be put on record lets no byte out")
    func unrecorded() throws {
        struct Lost: Error {}
        let receivers = try receivers()
        let address = "ok+unrecorded@mail.example"
        let carrier = try carrier(receivers.plain)
        #expect(throws: Lost.self) {
            _ = try carrier.carry(TestBooks.mail("k", to: address)) { throw Lost() }
        }
        usleep(200_000)
        #expect(try receivers.count(to: address) == 0)
        // And the same carrier goes on.
        #expect(try carrier.carry(TestBooks.mail("k", to: address)) {}.word == "taken")
        #expect(try receivers.count(to: address) == 1)
    }

    @Test("one connection carries many, also behind one that was refused or lost")
    func many() throws {
        let carrier = try carrier(receivers().plain, limit: 1)
        let modes = ["ok", "nobody", "ok", "close-at-rcpt", "ok", "spam", "close-taken", "ok"]
        let words = try modes.map { try carry($0, carrier).outcome.word }
        #expect(
            words == ["taken", "never", "taken", "later", "taken", "never", "doubt", "taken"])
    }

    /// A mail of exactly so many bytes, with lines that could end it or be read as commands.
    private func content(_ size: Int) -> [UInt8] {
        let head = "Subject: x\r\n\r\n.\r\n..\r\n.leading point\r\nQUIT\r\nDATA\r\n"
        var left = size - head.utf8.count
        var content = Array(head.utf8)
        while left > 0 {
            let line = left >= 66 ? 64 : left
            content += Array(repeating: UInt8(ascii: "."), count: line - 2) + [0x0D, 0x0A]
            left -= line
        }
        return content
    }

    @Test(
        "arrives byte by byte, however large and whatever its lines begin with (curl 18798)",
        arguments: [100, 1000, 16_384, 65_535, 65_536, 65_537, 200_000, 5_000_000])
    func bytes(size: Int) throws {
        let receivers = try receivers()
        let address = "ok+\(size)-bytes@mail.example"
        let content = content(size)
        let mail = try OutgoingMessage(
            .mail, key: "k", about: "x", to: address, from: "a@b.example", content: content)
        #expect(try carrier(receivers.plain, limit: 20).carry(mail) {}.word == "taken")
        let taken = try receivers.taken().filter { $0.receiver == address }
        #expect(content.count == size && taken.map(\.body) == [content])
    }

    @Test("comes back to nobody where nothing shall: no loop of returned mail can begin")
    func returns() throws {
        let receivers = try receivers()
        let address = "ok+returns@mail.example"
        _ = try carrier(receivers.plain, returns: "").carry(TestBooks.mail("k", to: address)) {}
        let taken = try receivers.taken().first { $0.receiver == address }
        #expect(taken?.head["from"] as? String == "<>")
    }
}

@Suite("Mail over TLS, with log-in")
struct SecureMailTests {
    private func server(
        _ receivers: Receivers, password: String = Receivers.password, trusted: Bool = true
    ) throws -> MailServer {
        try MailServer(
            address: "smtp://127.0.0.1:\(receivers.secure)", user: Receivers.user,
            password: Secret(password), authorities: trusted ? receivers.certificate : nil,
            limit: 5)
    }

    @Test("is encrypted and logged in")
    func secure() throws {
        let receivers = try Receivers.shared.get()
        let address = "ok+secure@mail.example"
        let outcome = try MailCarrier(server(receivers)).carry(
            TestBooks.mail("k", to: address)
        ) {}
        #expect(outcome.word == "taken", "\(outcome)")
        let head = try receivers.taken().first { $0.receiver == address }?.head
        #expect(head?["tls"] as? Bool == true && head?["user"] as? Bool == true)
    }

    @Test("a wrong password closes the way and fails no message, and is in no answer")
    func wrongPassword() throws {
        let receivers = try Receivers.shared.get()
        let server = try server(receivers, password: "wr0ng-s3cret")
        let outcome = try MailCarrier(server).carry(
            TestBooks.mail("k", to: "ok+wrong@mail.example")
        ) {}
        #expect(outcome.word == "closed", "\(outcome)")
        let encoded = Data("\0utility\0wr0ng-s3cret".utf8).base64EncodedString()
        for text in [outcome.said, "\(outcome)", "\(server)", String(reflecting: server)] {
            #expect(!text.contains("wr0ng") && !text.contains(encoded.prefix(20)), "\(text)")
        }
        var dumped = ""
        dump(server, to: &dumped)
        #expect(!dumped.contains("wr0ng"))
    }

    @Test("a certificate of somebody else closes the way")
    func untrusted() throws {
        let receivers = try Receivers.shared.get()
        let outcome = try MailCarrier(server(receivers, trusted: false)).carry(
            TestBooks.mail("k", to: "ok+untrusted@mail.example")
        ) {}
        #expect(outcome.word == "closed", "\(outcome)")
        #expect(try receivers.count(to: "ok+untrusted@mail.example") == 0)
    }

    @Test("a server without TLS gets no password and no mail")
    func noTLS() throws {
        let receivers = try Receivers.shared.get()
        let server = try MailServer(
            address: "smtp://127.0.0.1:\(receivers.plain)", user: "u", password: Secret("p"))
        let outcome = try MailCarrier(server).carry(
            TestBooks.mail("k", to: "ok+notls@mail.example")
        ) {}
        #expect(outcome.word == "closed", "\(outcome)")
        #expect(try receivers.count(to: "ok+notls@mail.example") == 0)
    }

    @Test(
        "addresses of servers are those of SMTP, without a name or a password",
        arguments: [
            "mail.example.org", "http://mail.example.org", "smtp://u:p@mail.example.org",
            "smtp://", "smtp://a b", "smtp://a/b", "smtp://a:0", "smtp://a:99999", "smtp://a?x",
            "smtp://a\r\nb",
        ])
    func addresses(address: String) {
        #expect(throws: SettingRefused.self) { try MailServer(address: address) }
    }

    @Test("plain text is spoken with this machine only")
    func plain() throws {
        #expect(throws: SettingRefused.self) {
            try MailServer(address: "smtp://mail.example.org", isEncrypted: false)
        }
        _ = try MailServer(address: "smtp://[::1]:25", isEncrypted: false)
    }
}

extension SendingOutcome {
    /// The kind of outcome, in a word.
    var word: String {
        switch self {
        case .taken: "taken"
        case .inDoubt: "doubt"
        case .notTaken(.later, _): "later"
        case .notTaken(.never, _): "never"
        case .notTaken(.wayClosed, _): "closed"
        }
    }
}
