import Foundation
import Measures
import Operations
import Outbox
import Storage
import Testing

@Suite("What is sent from the outbox")
struct SendingTests {
    private func plain(seconds: Int = 1) throws -> OutboxSettings {
        try TestBooks.settings(Receivers.shared.get().plain, seconds: seconds)
    }

    @Test(
        "comes to the state that the receiver's behaviour leads to",
        arguments: TestBooks.Engine.allCases)
    func states(engine: TestBooks.Engine) throws {
        let books = try TestBooks(engine)
        let expected: [(String, MessageState, String)] = [
            ("ok", .sent, "sent"), ("nobody", .failed, "not-taken"), ("spam", .failed, "not-taken"),
            ("greylisted", .waiting, "not-taken"), ("full", .waiting, "not-taken"),
            ("close-at-rcpt", .waiting, "not-taken"), ("hang-at-rcpt", .waiting, "not-taken"),
            ("close-untaken", .unknown, "in-doubt"), ("close-taken", .unknown, "in-doubt"),
            ("hang-untaken", .unknown, "in-doubt"), ("hang-taken", .unknown, "in-doubt"),
        ]
        for (mode, _, _) in expected { try books.queue(mode, mode) }
        let tally = try books.send(plain())
        #expect(tally.sent == 1 && tally.failed == 2 && tally.later == 4 && tally.unknown == 4)
        for (mode, state, step) in expected {
            #expect(try books.state(mode) == state, "\(mode)")
            #expect(try books.history(mode).map(\.what) == ["queued", step], "\(mode)")
        }
        // What is unknown, failed or waits for later is not touched again.
        #expect(try books.send(plain()) == SendOutbox.Tally())
        try books.prove()
    }

    @Test(
        "a server that is away fails nothing: all waits, and is sent when it is back",
        arguments: TestBooks.Engine.allCases)
    func away(engine: TestBooks.Engine) throws {
        let books = try TestBooks(engine)
        try books.queue("a", "ok")
        try books.queue("b", "ok")
        let tally = try books.send(TestBooks.settings(1))
        #expect(tally.closed.keys.first == .mail && tally.later == 1)
        let record = try books.installation.read { try $0.outbox.message("a") }
        #expect(record?.standing == .queued && record?.dueIn ?? 0 > 50)
        try books.installation.write { _ in }
        #expect(try books.send(plain()).sent == 1)
        #expect(try books.state("a") == .waiting && books.state("b") == .sent)
    }

    @Test(
        "two senders at once, forty messages: each arrives once",
        arguments: TestBooks.Engine.allCases)
    func two(engine: TestBooks.Engine) throws {
        let books = try TestBooks(engine)
        let addresses = (1...40).map { books.address("slow", $0) }
        try books.queue(
            addresses.enumerated().map { try TestBooks.mail("k\($0.offset)", to: $0.element) })
        let (installation, settings) = (books.installation, try plain(seconds: 20))
        let tallies = try beside(2) { try SendOutbox(Door(installation, as: "ada"), settings)() }
        #expect(tallies.map(\.sent).reduce(0, +) == 40, "\(tallies)")
        #expect(tallies.allSatisfy { $0.sent > 0 }, "\(tallies)")
        let taken = try Receivers.shared.get().taken().map(\.receiver)
        for address in addresses { #expect(taken.count { $0 == address } == 1) }
        try books.prove()
    }

    @Test("what a guard says at the moment of sending stands", arguments: TestBooks.Engine.allCases)
    func guarded(engine: TestBooks.Engine) throws {
        struct Rule: SendingGuard {
            func verdict(
                on record: MessageRecord, holding message: OutgoingMessage, in books: Books
            ) throws -> SendingVerdict {
                switch record.key {
                case "held": .hold("breathing space")
                case "gone": .withdraw("the bill was cancelled")
                default: .send
                }
            }
        }
        let books = try TestBooks(engine)
        for key in ["held", "gone", "sent"] { try books.queue(key, "ok") }
        #expect(try books.send(plain(), asking: Rule()).sent == 1)
        #expect(try books.state("held") == .held && books.state("gone") == .withdrawn)
        #expect(try books.history("held").last?.said == "breathing space")
        #expect(try books.send(plain(), asking: Rule()).sent == 0)
        _ = try Door(books.installation, as: "ada").perform(
            LetMessageGo("held"), now: Terms(because: "it is over"))
        #expect(try books.send(plain()).sent == 1)
        #expect(try books.history("held").map(\.what) == ["queued", "held", "let-go", "sent"])
    }

    @Test("what comes too late is not sent", arguments: TestBooks.Engine.allCases)
    func late(engine: TestBooks.Engine) throws {
        let books = try TestBooks(engine)
        try books.queue([TestBooks.mail("late", to: books.address("ok"), goodFor: 0)])
        usleep(1_100_000)
        #expect(try books.send(plain()).sent == 0)
        #expect(try books.state("late") == .failed)
        #expect(try Receivers.shared.get().count(to: books.address("ok")) == 0)
    }

    @Test(
        "a person can stop what is in hand until the hand-over, and nothing leaves then",
        arguments: TestBooks.Engine.allCases)
    func stopped(engine: TestBooks.Engine) throws {
        let books = try TestBooks(engine)
        try books.queue("k", "hang-at-rcpt")
        let (installation, settings) = (books.installation, try plain(seconds: 2))
        let tallies = try beside(1) {
            try SendOutbox(Door(installation, as: "ada"), settings)()
        } meanwhile: {
            while try books.state("k") != .sending { usleep(20_000) }
            _ = try Door(installation, as: "ada").perform(
                WithdrawMessage("k"), now: Terms(because: "wrong bill"))
        }
        let tally = try #require(tallies.first)
        #expect(tally.sent == 0)
        #expect(try books.state("k") == .withdrawn)
        #expect(try books.history("k").map(\.what) == ["queued", "withdrawn", "late: not-taken"])
        try books.prove()
    }

    @Test("acts need a reason, a message that is there, and a state in which they can be")
    func acts() throws {
        let books = try TestBooks(.sqlite)
        try books.queue("k", "close-taken")
        #expect(throws: DoorRefused.needsReason) {
            try Door(books.installation, as: "ada").perform(
                HoldMessage("k"), now: Terms(because: ""))
        }
        #expect(throws: MessageActRefused.noSuchMessage("no")) {
            try Door(books.installation, as: "ada").perform(
                HoldMessage("no"), now: Terms(because: "x"))
        }
        try books.send(plain())
        let unknown = MessageStanding(.unknown, isHandedOver: true)
        #expect(throws: MessageActRefused.notNow(key: "k", .hold, unknown)) {
            try Door(books.installation, as: "ada").perform(
                HoldMessage("k"), now: Terms(because: "x"))
        }
        #expect(
            try Door(books.installation, as: "ada").perform(
                DecideMessage("k", .sendAgain), now: Terms(because: "x", isDryRun: true)
            ).state == .waiting)
        #expect(try books.state("k") == .unknown)
        #expect(
            try Door(books.installation, as: "ada").perform(
                DecideMessage("k", .wasSent), now: Terms(because: "the customer has it")
            ).state == .sent)
        let last = try #require(try books.history("k").last)
        #expect(last.actor == "ada" && last.said == "the customer has it")
        #expect(throws: MessageActRefused.self) {
            try Door(books.installation, as: "ada").perform(
                DecideMessage("k", .sendAgain), now: Terms(because: "x"))
        }
        try books.prove()
    }

    @Test(
        "what a message holds can be erased, and the books still verify",
        arguments: TestBooks.Engine.allCases)
    func erased(engine: TestBooks.Engine) throws {
        let books = try TestBooks(engine)
        try books.queue("k", "ok")
        #expect(throws: MessageActRefused.stillNeeded(key: "k", .waiting)) {
            try Door(books.installation, as: "ada").perform(
                EraseMessage("k"), now: Terms(because: "asked for"))
        }
        try books.send(plain())
        _ = try Door(books.installation, as: "ada").perform(
            EraseMessage("k"), now: Terms(because: "asked for"))
        let shown = try ShowOutbox(Door(books.installation, as: "ada")).show("k")
        #expect(shown.receiver == nil && shown.message.standing.state == .sent)
        #expect(shown.history.allSatisfy { $0.said.isEmpty })
        try books.prove()
    }
}

@Suite("Letters and bank files")
struct FolderTests {
    private func settings(_ books: TestBooks) throws -> OutboxSettings {
        try OutboxSettings(
            file: nil,
            [
                "PLUMBLINE_LETTER_FOLDER": books.folder + "/post",
                "PLUMBLINE_BANK_FOLDER": books.folder + "/bank",
            ])
    }

    private func queue(
        _ books: TestBooks, _ kind: MessageKind, _ name: String, _ text: String = "x"
    ) throws {
        try books.queue([
            OutgoingMessage(kind, key: name, about: "run 1", to: name, content: Array(text.utf8))
        ])
    }

    @Test(
        "are whole files in their folder, none over another", arguments: TestBooks.Engine.allCases)
    func files(engine: TestBooks.Engine) throws {
        let books = try TestBooks(engine)
        try queue(books, .letter, "a.html")
        try queue(books, .bankFile, "b.xml", "<a/>")
        let closed = try books.send(settings(books)).closed
        #expect(Set(closed.keys) == [.letter, .bankFile])
        for name in ["post", "bank"] {
            try FileManager.default.createDirectory(
                atPath: books.folder + "/" + name, withIntermediateDirectories: true)
        }
        try queue(books, .letter, "c.html")
        try queue(books, .bankFile, "d.xml")
        try "another".write(toFile: books.folder + "/bank/d.xml", atomically: true, encoding: .utf8)
        let tally = try books.send(settings(books))
        #expect(tally.sent == 1 && tally.failed == 1, "\(tally)")
        #expect(try books.state("d.xml") == .failed)
        let kept = try String(contentsOfFile: books.folder + "/bank/d.xml", encoding: .utf8)
        #expect(kept == "another")
    }

    @Test(
        "a bank file whose sender died is unknown, whatever lies in the folder: a person looks",
        arguments: TestBooks.Engine.allCases)
    func bank(engine: TestBooks.Engine) throws {
        let books = try TestBooks(engine)
        try FileManager.default.createDirectory(
            atPath: books.folder + "/bank", withIntermediateDirectories: true)
        try queue(books, .bankFile, "b.xml")
        // A sender that hands it over and is never heard of again.
        try books.installation.share { store in
            let next = try store.outbox.take([.bankFile], by: "dead", for: 1) { _, _ in .send }
            guard case .taken(let lease, _) = next else { throw CancellationError() }
            #expect(try store.outbox.handOver(lease, for: 1))
        }
        usleep(20_000)
        let tally = try books.send(settings(books))
        #expect(tally.lapsed == 1 && tally.sent == 0)
        #expect(try books.state("b.xml") == .unknown)
        #expect(try FileManager.default.contentsOfDirectory(atPath: books.folder + "/bank") == [])
        _ = try Door(books.installation, as: "ada").perform(
            DecideMessage("b.xml", .sendAgain), now: Terms(because: "the bank has none"))
        #expect(try books.send(settings(books)).sent == 1)
        try books.prove()
    }
}

@Suite("Settings of the outbox")
struct SettingsTests {
    private func refused(_ text: String, _ environment: [String: String] = [:]) throws
        -> OutboxSettings.Refused?
    {
        let file = NSTemporaryDirectory() + "plumbline-conf-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: file) }
        try text.write(toFile: file, atomically: true, encoding: .utf8)
        do {
            _ = try OutboxSettings(file: file, environment)
            return nil
        } catch let refused as OutboxSettings.Refused { return refused }
    }

    @Test("are read from lines; the environment goes before them")
    func read() throws {
        let text =
            "# mail\nmail_server: smtp://127.0.0.1:2525\nmail_tls: off\n\nmail_returns: nobody\n"
        #expect(try refused(text) == nil)
        #expect(
            try refused("mail_server: nonsense\n", ["PLUMBLINE_MAIL_SERVER": "smtps://a.example"])
                == nil)
    }

    @Test(
        "a wrong one is named with its line",
        arguments: [
            ("mail_server: smtp://a.example\nmail_sever: x\n", 2, "mail_sever"),
            ("mail_server: smtp://u:geheim@a.example\n", 1, "mail_server"),
            ("mail_password: geheim\n", 1, "mail_password"),
            ("mail_server: smtp://a.example\nmail_tls: off\n", 2, "mail_tls"),
            ("mail_server: smtp://a.example\nmail_tls: maybe\n", 2, "mail_tls"),
            ("mail_server: smtp://a.example\nmail_seconds: 0\n", 2, "mail_seconds"),
            ("mail_server:\n", 1, "mail_server"),
            ("mail_server: smtp://a.example\nmail_server: smtp://b.example\n", 2, "mail_server"),
            ("mail_server: smtp://a.example\nmail_returns: a b\n", 2, "mail_returns"),
            ("mail_server: smtp://a.example\nmail_user: u\n", 2, "mail_user"),
        ])
    func wrong(text: String, line: Int, name: String) throws {
        let refused = try #require(try refused(text))
        #expect(refused.place.hasSuffix(":\(line)") && refused.name == name, "\(refused)")
        #expect(!refused.reason.contains("geheim") && !refused.name.contains("geheim"))
    }

    @Test("a password file that others may read is refused")
    func readable() throws {
        let file = NSTemporaryDirectory() + "plumbline-secret-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: file) }
        try "geheim\n".write(toFile: file, atomically: true, encoding: .utf8)
        let text = "mail_server: smtp://a.example\nmail_user: u\nmail_password_file: \(file)\n"
        chmod(file, 0o644)
        #expect(try refused(text)?.name == "mail_password_file")
        chmod(file, 0o600)
        #expect(try refused(text) == nil)
    }
}
