import Foundation
import Operations
import Outbox
import Storage
import TestCluster
import Testing

/// kill -9 of senders: before a message is handed over, in between, behind it, and at random.
///
/// What is unknown is told to be; nothing arrives twice without a person; nothing is lost.
/// `SEED=7 swift test --filter KilledSenderTests` repeats the moments.
@Suite("Senders that are killed", .serialized)
struct KilledSenderTests {
    private static let kills = 20

    private func start(_ books: TestBooks, log: String = "said") throws -> Spawned {
        let settings = books.folder + "/outbox.conf"
        let port = try Receivers.shared.get().plain
        try "mail_server: smtp://127.0.0.1:\(port)\nmail_tls: off\nmail_seconds: 2\n"
            .write(toFile: settings, atomically: true, encoding: .utf8)
        return try Spawned(
            command: [
                "env", "PLUMBLINE_OUTBOX_SETTINGS=" + settings, Spawned.program, "outbox", "send",
                "--lease", "3", "--as", "sender",
            ] + books.place, output: books.folder + "/" + log)
    }

    private func send(_ books: TestBooks) throws {
        let end = try start(books).wait()
        guard case .exited(let code) = end, [0, 3].contains(code) else {
            let said = try String(contentsOfFile: books.folder + "/said", encoding: .utf8)
            Issue.record("\(end): \(said.suffix(500))")
            return
        }
    }

    @Test(
        "while the server hangs at a known place",
        arguments: TestBooks.Engine.allCases,
        [
            ("hang-at-rcpt", MessageState.waiting, 0), ("hang-untaken", .unknown, 0),
            ("hang-taken", .unknown, 1),
        ])
    func hanging(engine: TestBooks.Engine, place: (mode: String, state: MessageState, taken: Int))
        throws
    {
        let books = try TestBooks(engine)
        try books.queue("k", place.mode)
        let sender = try start(books)
        let isThere = { (record: MessageRecord) in
            record.standing.isHandedOver || (place.taken == 0 && place.state == .waiting)
        }
        while true {
            let record = try books.installation.read { try $0.outbox.message("k") }
            if let record, record.standing.state == .sending, isThere(record) { break }
            usleep(10_000)
        }
        usleep(300_000)
        sender.kill()
        #expect(sender.wait() == .killed)
        #expect(try books.state("k") == .sending)
        #expect(try Receivers.shared.get().count(to: books.address(place.mode)) == place.taken)
        // Within the lease nobody touches it.
        #expect(try books.send(TestBooks.settings(1)).lapsed == 0)
        sleep(4)
        let tally = try books.send(TestBooks.settings(1))
        #expect(tally.lapsed == 1 && tally.sent == 0)
        #expect(try books.state("k") == place.state)
        #expect(try Receivers.shared.get().count(to: books.address(place.mode)) == place.taken)
        try books.prove()
    }

    @Test("at random moments", arguments: TestBooks.Engine.allCases)
    func random(engine: TestBooks.Engine) throws {
        let seed =
            ProcessInfo.processInfo.environment["SEED"].flatMap { UInt64($0) }
            ?? UInt64.random(in: 0...UInt64(UInt32.max))
        var numbers = Moments(state: seed)
        let books = try TestBooks(engine)
        let addresses = (1...150).map { books.address("slow", $0) }
        try books.queue(
            addresses.enumerated().map { try TestBooks.mail("k\($0.offset)", to: $0.element) })
        var kills = 0
        while kills < Self.kills, try books.counts()[.waiting] ?? 0 > 0 {
            let sender = try start(books, log: "killed")
            usleep(UInt32.random(in: 50_000...600_000, using: &numbers))
            sender.kill()
            if sender.wait() == .killed { kills += 1 }
            try expectOnce(addresses, "seed \(seed), kill \(kills)")
        }
        sleep(4)
        // The next sender judges what was left, and sends the rest.
        try send(books)
        try wait(books)
        let counts = try books.counts()
        print("kill -9 of senders, \(engine), seed \(seed): \(kills) kills, \(counts)")
        #expect(kills >= 8, "seed \(seed)")
        #expect(Set(counts.keys).isSubset(of: [.sent, .unknown]), "seed \(seed): \(counts)")
        try expectOnce(addresses, "seed \(seed)")
        try decide(books, addresses)
        try send(books)
        let taken = try Receivers.shared.get().taken().map(\.receiver)
        for address in addresses { #expect(taken.count { $0 == address } == 1, "seed \(seed)") }
        #expect(try books.counts() == [.sent: addresses.count], "seed \(seed)")
        try books.prove()
    }

    /// A message that lapsed before it was handed over waits a minute: it is let go at once here.
    private func wait(_ books: TestBooks) throws {
        for _ in 0..<3 {
            let waiting = try ShowOutbox(Door(books.installation, as: "ada")).list(
                in: .waiting, last: 1000
            ).messages
            guard !waiting.isEmpty else { return }
            for message in waiting {
                #expect(message.standing.tries > 0)
                _ = try Door(books.installation, as: "ada").perform(
                    HoldMessage(message.key), now: Terms(because: "test"))
                _ = try Door(books.installation, as: "ada").perform(
                    LetMessageGo(message.key), now: Terms(because: "test"))
            }
            try send(books)
        }
    }

    /// As a person does who asks the receiver: what is there was sent, what is not is sent again.
    private func decide(_ books: TestBooks, _ addresses: [String]) throws {
        let taken = Set(try Receivers.shared.get().taken().map(\.receiver))
        for message in try ShowOutbox(Door(books.installation, as: "ada")).list(
            in: .unknown, last: 1000
        ).messages {
            let address =
                try ShowOutbox(Door(books.installation, as: "ada")).show(message.key).receiver ?? ""
            _ = try Door(books.installation, as: "ada").perform(
                DecideMessage(message.key, taken.contains(address) ? .wasSent : .sendAgain),
                now: Terms(because: "asked the receiver"))
        }
    }

    private func expectOnce(_ addresses: [String], _ when: String) throws {
        let taken = try Receivers.shared.get().taken().map(\.receiver)
        let twice = addresses.filter { address in taken.count { $0 == address } > 1 }
        #expect(twice.isEmpty, "\(when): \(twice)")
    }
}

extension TestBooks {
    func counts() throws -> [MessageState: Int] {
        try ShowOutbox(Door(installation, as: "ada")).list(in: nil, last: 0).counts
    }
}

/// The same moments for the same seed.
struct Moments: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
