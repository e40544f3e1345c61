import Measures
import Testing

@testable import Outbox

@Suite("Moves of a message")
struct MoveTests {
    static let said = "250 taken"
    static let outcomes: [SendingOutcome] = [
        .taken(said: said), .inDoubt(said: "no answer"), .notTaken(.never, said: "550"),
        .notTaken(.later(nil), said: "451"), .notTaken(.wayClosed, said: "no route"),
    ]
    static let moves: [MessageMove] =
        [.take, .handOver, .lapse, .expire, .hold, .letGo, .withdraw, .sendAgain]
        + outcomes.map { .settle($0) } + UnknownDecision.allCases.map { .decide($0) }
        + DeliveryReport.allCases.map { .report($0) }

    private func go(
        _ standing: MessageStanding, _ moves: [MessageMove], _ kind: MessageKind = .mail
    ) throws -> MessageStanding {
        try moves.reduce(standing) { try $0.after($1, of: kind) }
    }

    @Test("taken, handed over, answered: sent")
    func sent() throws {
        let end = try go(.queued, [.take, .handOver, .settle(Self.outcomes[0])])
        #expect(end.state == .sent)
    }

    @Test("silent before it was handed over: it waits again; after: nobody knows")
    func silent() throws {
        #expect(try go(.queued, [.take, .lapse]) == MessageStanding(.waiting, tries: 1))
        #expect(try go(.queued, [.take, .handOver, .lapse]).state == .unknown)
    }

    @Test("a no for good fails, a no for now waits, twenty of them fail")
    func refused() throws {
        #expect(try go(.queued, [.take, .settle(Self.outcomes[2])]).state == .failed)
        var standing = MessageStanding.queued
        for number in 1...20 {
            standing = try go(standing, [.take, .handOver, .settle(Self.outcomes[3])])
            #expect(standing.tries == number)
            #expect(standing.state == (number < 20 ? .waiting : .failed))
            #expect(!standing.isHandedOver)
        }
    }

    @Test("a way that is closed costs no try: nothing fails because our own server is away")
    func closed() throws {
        let end = try (1...100).reduce(MessageStanding.queued) { standing, _ in
            try go(standing, [.take, .settle(Self.outcomes[4])])
        }
        #expect(end == .queued)
    }

    @Test(
        "a bank file and a valve command are tried once",
        arguments: [MessageKind.bankFile, .valveCommand])
    func once(kind: MessageKind) throws {
        #expect(
            try go(.queued, [.take, .handOver, .settle(Self.outcomes[3])], kind).state == .failed)
        #expect(try go(.queued, [.take, .handOver, .lapse], kind).state == .unknown)
        #expect(
            try go(.queued, [.take, .handOver, .settle(Self.outcomes[4])], kind).state == .failed)
    }

    @Test("unknown is left by a person, a late answer of the same try, or a report")
    func unknown() throws {
        let unknown = MessageStanding(.unknown, isHandedOver: true)
        #expect(try go(unknown, [.decide(.wasSent)]).state == .sent)
        #expect(try go(unknown, [.decide(.sendAgain)]) == .queued)
        #expect(try go(unknown, [.decide(.giveUp)]).state == .withdrawn)
        #expect(try go(unknown, [.settle(Self.outcomes[0])]).state == .sent)
        #expect(try go(unknown, [.report(.delivered)]).state == .sent)
        #expect(try go(unknown, [.report(.bounced)]).state == .failed)
        for move in [MessageMove.take, .lapse, .hold, .letGo, .withdraw, .sendAgain, .expire] {
            #expect(throws: MoveRefused(move: move, standing: unknown)) {
                try unknown.after(move, of: .mail)
            }
        }
    }

    @Test("what came back may be sent again by a person")
    func bounced() throws {
        let sent = MessageStanding(.sent, isHandedOver: true)
        #expect(try go(sent, [.report(.bounced), .sendAgain]) == .queued)
        #expect(try go(sent, [.report(.complained)]).state == .sent)
    }

    @Test("a person can stop what is in hand until it is handed over, and not after")
    func stopped() throws {
        #expect(try go(.queued, [.take, .hold]).state == .held)
        #expect(try go(.queued, [.take, .withdraw]).state == .withdrawn)
        #expect(try go(.queued, [.hold, .letGo]).state == .waiting)
        let late = try go(.queued, [.take, .handOver])
        #expect(throws: MoveRefused.self) { try late.after(.hold, of: .mail) }
        #expect(throws: MoveRefused.self) { try late.after(.withdraw, of: .mail) }
    }

    @Test("a hundred thousand random moves: handed over twice only with a person in between")
    func random() throws {
        var numbers = SystemRandomNumberGenerator()
        for kind in MessageKind.allCases {
            var standing = MessageStanding.queued
            // Since the last person's decision: whether a receiver may have it.
            var mayBeThere = false
            for _ in 0..<15_000 {
                let move = Self.moves.randomElement(using: &numbers) ?? .take
                guard let next = try? standing.after(move, of: kind) else { continue }
                switch move {
                case .handOver:
                    #expect(!mayBeThere, "\(kind): handed over again after \(standing)")
                    mayBeThere = true
                case .settle(.notTaken), .sendAgain, .decide(.sendAgain): mayBeThere = false
                default: break
                }
                standing = next
                if standing.state == .withdrawn { (standing, mayBeThere) = (.queued, false) }
            }
        }
    }

    @Test("nothing is taken that was never handed over")
    func neverHandedOver() throws {
        let taken = try go(.queued, [.take])
        #expect(throws: MoveRefused.self) { try taken.after(.settle(Self.outcomes[0]), of: .mail) }
        #expect(throws: MoveRefused.self) { try taken.after(.settle(Self.outcomes[1]), of: .mail) }
    }
}

@Suite("When a message is tried again")
struct RetryTests {
    @Test("one minute, four, sixteen, sixty-four, then four hours each")
    func waits() {
        let waits = (1...6).map { RetryPlan.usual.wait(afterTries: $0) }
        #expect(waits == [60, 240, 960, 3840, 14_400, 14_400])
        #expect(RetryPlan.usual.wait(afterTries: 0) == 60)
    }

    @Test("a receiver may ask for longer, up to a day, and never for less")
    func asked() {
        #expect(RetryPlan.usual.wait(afterTries: 1, asked: 7200) == 7200)
        #expect(RetryPlan.usual.wait(afterTries: 5, asked: 1) == 14_400)
        #expect(RetryPlan.usual.wait(afterTries: 1, asked: .max) == 86_400)
        #expect(RetryPlan.usual.wait(afterTries: 1, asked: -5) == 60)
    }
}

@Suite("What can be put into the outbox")
struct MessageTests {
    private func mail(
        key: String = "7.bill-ready", to: String = "a@b.example",
        _ content: String = "A: b\r\n\r\nc\r\n"
    ) throws(MessageRefused) -> OutgoingMessage {
        try OutgoingMessage(
            .mail, key: key, about: "bill 7", to: to, from: "c@d.example",
            content: Array(content.utf8))
    }

    @Test(
        "keys, that stand in headers and names of files, are plain",
        arguments: [
            "", ".", "a.", ".a", "a..b", "../x", "a/b", "a b", "a\r\nBcc: x", "ä", "a@b",
            String(repeating: "a", count: 121),
        ])
    func keys(key: String) {
        #expect(throws: MessageRefused.key(key)) { try mail(key: key) }
    }

    @Test(
        "addresses hold nothing that ends a line, a command or an address",
        arguments: [
            "a@b.example\r\nRCPT TO:<x@y.example>", "a@b.example> SIZE=1", "a b@c.example", "a@b@c",
            "@b.example", "a@", "ä@b.example", "a@b.example,x@y.example", "\"a\"@b.example",
            "a@b.example\0",
            "a@[127.0.0.1]", "",
        ])
    func addresses(address: String) {
        #expect(throws: MessageRefused.receiver(.mail, key: "7.bill-ready")) {
            try mail(to: address)
        }
    }

    @Test(
        "mail has lines that arrive as they are: no other line break, no long line, ASCII",
        arguments: [
            "a\nb\r\n", "a\rb\r\n", "a\r\n.\nMAIL FROM:<x@y>\r\n", "a\0\r\n", "\u{e4}\r\n", "a",
            String(repeating: "a", count: 999) + "\r\n",
        ])
    func lines(content: String) {
        #expect(throws: MessageRefused.lines(key: "7.bill-ready")) {
            try mail(content)
        }
    }

    @Test("a line of 998 letters, and one that begins with a point, are fine")
    func fine() throws {
        _ = try mail(String(repeating: "a", count: 998) + "\r\n.\r\n..\r\n")
    }

    @Test("webhooks go over https, files have plain names")
    func others() throws {
        let content = Array("{}".utf8)
        for (kind, receiver) in [
            (MessageKind.webhook, "http://a.example/x"), (.webhook, "https://a.example/\r\nX: y"),
            (.letter, "../../etc/passwd"), (.bankFile, "a/b"), (.webhook, "file:///etc/passwd"),
        ] {
            #expect(throws: MessageRefused.receiver(kind, key: "k")) {
                try OutgoingMessage(kind, key: "k", about: "x", to: receiver, content: content)
            }
        }
        #expect(throws: MessageRefused.size(.webhook, key: "k", bytes: 0)) {
            try OutgoingMessage(
                .webhook, key: "k", about: "x", to: "https://a.example", content: [])
        }
    }
}
