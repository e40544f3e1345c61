import Delivery
import Documents
import Foundation
import Operations
import Outbox
import Storage
import TestCluster
import Testing

/// What users of comparable software reported, tried here. Each names where it was told.
@Suite("What others reported of their outboxes")
struct ReportsTests {
    private func plain(seconds: Int = 1, more: [String: String] = [:]) throws -> OutboxSettings {
        try TestBooks.settings(Receivers.shared.get().plain, seconds: seconds, more: more)
    }

    @Test(
        "an error behind a message that was sent does not bring it back (odoo 22148, 99189)",
        arguments: TestBooks.Engine.allCases)
    func rolledBack(engine: TestBooks.Engine) throws {
        struct Broken: Error {}
        struct Rule: SendingGuard {
            func verdict(
                on record: MessageRecord, holding message: OutgoingMessage, in books: Books
            ) throws -> SendingVerdict {
                if record.key == "b" { throw Broken() }
                return .send
            }
        }
        let books = try TestBooks(engine)
        for key in ["a", "b", "c"] {
            try books.queue([TestBooks.mail(key, to: books.address("ok+" + key))])
        }
        #expect(throws: Broken.self) { try books.send(plain(), asking: Rule()) }
        #expect(try books.state("a") == .sent && books.state("b") == .waiting)
        #expect(try books.send(plain()).sent == 2)
        #expect(try Receivers.shared.get().count(to: books.address("ok+a")) == 1)
    }

    @Test(
        "an act that fails sends nothing (rails: mail of a transaction that was rolled back)",
        arguments: TestBooks.Engine.allCases)
    func actFails(engine: TestBooks.Engine) throws {
        struct Broken: Error {}
        let books = try TestBooks(engine)
        #expect(throws: Broken.self) {
            try books.installation.write { store in
                let event = try store.events.record(EventDraft("test", of: "a test", by: "tester"))
                let mail = try TestBooks.mail("k", to: books.address("ok"))
                _ = try store.outbox.add(mail, event: event)
                throw Broken()
            }
        }
        #expect(try books.send(plain()) == SendOutbox.Tally())
    }

    @Test("the same message queued twice is one, another of its key is refused (django-mailer 98)")
    func queuedTwice() throws {
        let books = try TestBooks(.sqlite)
        for _ in 0..<2 { try books.queue("k", "ok") }
        #expect(try books.send(plain()).sent == 1)
        try books.queue("k", "ok")
        #expect(try books.send(plain()).sent == 0)
        #expect(throws: MessageRefused.keyTaken("k")) {
            try books.queue([
                OutgoingMessage(
                    .webhook, key: "k", about: "x", to: "https://x.example", content: [0x7B])
            ])
        }
    }

    @Test("a webhook whose answer is late is not posted again (odoo 55717, hyperdx 2534)")
    func lateAnswer() throws {
        let receivers = try Receivers.shared.get()
        let books = try TestBooks(.sqlite)
        let path = "/hang-taken/" + UUID().uuidString
        try books.queue([
            OutgoingMessage(
                .webhook, key: "evt", about: "bill 7",
                to: "https://127.0.0.1:\(receivers.hooks)\(path)", content: Array("{}".utf8))
        ])
        let settings = try OutboxSettings(
            file: nil,
            [
                "PLUMBLINE_WEBHOOK_SECRET": "x", "PLUMBLINE_WEBHOOK_SECONDS": "1",
                "PLUMBLINE_WEBHOOK_AUTHORITIES": receivers.certificate,
            ])
        #expect(try books.send(settings).unknown == 1)
        #expect(try books.send(settings) == SendOutbox.Tally())
        #expect(try receivers.taken("hooks").count { $0.path == path } == 1)
    }

    @Test(
        "a bad receiver holds no other up, nor is it tried for ever (nullmailer 1, luxletter 207)")
    func badReceiver() throws {
        let books = try TestBooks(.sqlite)
        for (key, mode) in [("a", "nobody"), ("b", "greylisted"), ("c", "ok")] {
            try books.queue(key, mode)
        }
        #expect(try books.send(plain()).sent == 1)
        #expect(try books.state("a") == .failed && books.state("b") == .waiting)
    }

    @Test(
        "a wrong password and a server that relays nothing of ours fail no message (OpenSMTPD 64)")
    func closed() throws {
        let receivers = try Receivers()
        defer { withExtendedLifetime(receivers) {} }
        let books = try TestBooks(.sqlite)
        try books.queue("k", "ok")
        try "".write(
            toFile: receivers.folder + "/refuse-sender", atomically: true, encoding: .utf8)
        let tally = try books.send(TestBooks.settings(receivers.plain))
        #expect(tally.closed[.mail] == "550 5.7.1 we relay nothing of yours")
        let record = try books.installation.read { try $0.outbox.message("k") }
        #expect(record?.standing == .queued)
    }

    @Test("what came back can be sent again, under the same id (frappe 36876)")
    func bounced() throws {
        let books = try TestBooks(.sqlite)
        try books.queue("k", "ok")
        try books.send(plain())
        #expect(
            try Door(books.installation, as: "ada").perform(
                ReportDelivery("k", .bounced), now: Terms(because: "mailbox gone")
            ).state == .failed)
        _ = try Door(books.installation, as: "ada").perform(
            SendMessageAgain("k"), now: Terms(because: "the customer says it works now"))
        #expect(try books.send(plain()).sent == 1)
        let taken = try Receivers.shared.get().taken().filter { $0.receiver == books.address("ok") }
        #expect(taken.count == 2 && taken[0].body == taken[1].body)
        #expect(
            try books.history("k").map(\.what)
                == ["queued", "sent", "bounced", "send-again", "sent"])
    }

    @Test("what is held is not sent, however a sender is started (erpnext 27529)")
    func suspended() throws {
        let books = try TestBooks(.sqlite)
        try books.queue("k", "ok")
        _ = try Door(books.installation, as: "ada").perform(
            HoldMessage("k"), now: Terms(because: "wait"))
        #expect(try books.send(plain()) == SendOutbox.Tally())
        #expect(try books.state("k") == .held)
    }

    @Test("names and subjects begin no header of their own (nodemailer 1289)")
    func headers() {
        for odd in ["A\r\nBcc: x@y.example", "A\nX: y", "A\rX: y", "A\u{2028}X", "A\0"] {
            #expect(EMail.Address(odd, "a@b.example") == nil)
            #expect(EMail.Address("A", "a@b.example" + odd) == nil)
        }
    }

    @Test(
        "no password is said or stored, plain or encoded (PHPMailer 1223, postal 1308)")
    func secrets() throws {
        let books = try TestBooks(.sqlite)
        let receivers = try Receivers.shared.get()
        try books.queue("k", "ok")
        let said = books.folder + "/said"
        for password in ["wr0ng-geheim", Receivers.password] {
            let program = try Spawned(
                command: [
                    "env", "PLUMBLINE_MAIL_SERVER=smtp://127.0.0.1:\(receivers.secure)",
                    "PLUMBLINE_MAIL_USER=" + Receivers.user, "PLUMBLINE_MAIL_PASSWORD=" + password,
                    "PLUMBLINE_MAIL_AUTHORITIES=" + receivers.certificate, "CURL_VERBOSE=1",
                    Spawned.program, "outbox", "send",
                ] + books.place, output: said)
            let isRight = password == Receivers.password
            #expect(program.wait() == .exited(isRight ? 0 : 75))
            // The message waits a minute behind the way that was closed.
            for act in isRight ? [] : ["hold", "let-go"] {
                _ = try Spawned(
                    command: [Spawned.program, "outbox", act, "k", "--reason", "x"] + books.place,
                    output: said
                ).wait()
            }
        }
        #expect(try books.state("k") == .sent)
        var texts = [try Data(contentsOf: URL(fileURLWithPath: said))]
        for file in try FileManager.default.contentsOfDirectory(atPath: books.folder + "/books") {
            texts.append(
                try Data(contentsOf: URL(fileURLWithPath: books.folder + "/books/" + file)))
        }
        for password in ["wr0ng-geheim", Receivers.password] {
            let plain = Data("\0\(Receivers.user)\0\(password)".utf8)
            for form in [
                Data(password.utf8), Data(Data(password.utf8).base64EncodedString().utf8),
                Data(plain.base64EncodedString().utf8),
            ] { #expect(texts.allSatisfy { $0.range(of: form) == nil }) }
        }
    }

    @Test("books put back from a backup send nothing that may have been sent since")
    func restored() throws {
        let books = try TestBooks(.sqlite)
        for key in ["a", "b"] { try books.queue(key, "ok") }
        try books.installation.backup(to: books.folder + "/backup")
        #expect(try books.send(plain()).sent == 2)
        let folder = books.folder + "/restored"
        let manifest = try Installation.restore(from: books.folder + "/backup", into: folder)
        #expect(manifest.heldMessages == 2)
        let restored = try Installation.open(folder)
        #expect(try SendOutbox(Door(restored, as: "ada"), plain())() == SendOutbox.Tally())
        #expect(
            try ShowOutbox(Door(restored, as: "ada")).list(in: nil, last: 9).counts == [.held: 2])
        #expect(try restored.examine(Check.all).allSatisfy(\.isWell))
        try restored.close()
    }
}
