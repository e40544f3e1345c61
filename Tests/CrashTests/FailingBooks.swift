import Foundation
import Measures
import Operations
import Storage
import TestCluster
import Testing

/// A copy of the town's books that goes through one kind of failure, and is then proved.
final class FailingBooks {
    let town: FailureTown
    let desk: Desk
    /// The way to the server; nil for books in a file.
    let wire: Wire?
    let seed: UInt64
    var numbers: Numbers
    /// The name of the database, or the folder of the file.
    let name: String
    /// What was done to the books, in the order in which it was done.
    private(set) var messages: [String] = []

    /// The same seed gives the same moments: `SEED=7 swift test --filter FailureTests`.
    static let seed =
        ProcessInfo.processInfo.environment["SEED"].flatMap { UInt64($0) }
        ?? UInt64.random(in: 0...UInt64(UInt32.max))

    /// A copy in a database of its own, reached over a wire. The title makes the moments its own.
    init(of town: FailureTown, at stage: FailureTown.Stage, for title: String) throws {
        (self.town, seed) = (town, Self.seed)
        numbers = Numbers(state: seed &+ title.utf8.reduce(0) { $0 &* 31 &+ UInt64($1) })
        name = "copy_" + UUID().uuidString.prefix(8).lowercased()
        try town.cluster.copy("town_" + stage.rawValue, to: name)
        desk = Desk(
            .server(try town.cluster.address(of: name)), log: town.folder + "/" + name)
        wire = try Wire(to: town.cluster.port)
    }

    /// A copy in a file, as it is before the month.
    init(inFileOf town: FailureTown, at folder: String?, for title: String) throws {
        (self.town, seed) = (town, Self.seed)
        numbers = Numbers(state: seed &+ title.utf8.reduce(0) { $0 &* 31 &+ UInt64($1) })
        name = folder ?? town.folder + "/copy-" + UUID().uuidString.prefix(8)
        _ = try Installation.restore(from: town.file, into: name)
        desk = Desk(.file(name), log: town.folder + "/said")
        wire = nil
    }

    var books: AskedBooks { desk.books }

    /// Says a command that must end well.
    @discardableResult
    func say(_ words: [String], accepting: Set<Int32> = [0]) throws -> Desk.Said {
        let said = try end(try desk.begin(words, over: wire))
        guard accepting.contains(said.code) else { throw said }
        return said
    }

    func tell(_ text: String) { messages.append(text) }

    func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &numbers) }

    /// Takes the month's files in and plans its run, where that is not done.
    func plan() throws {
        for file in try FailureTown.files(town.town, town.folder) {
            try say(file.words, accepting: [0, 3])
        }
        try say(FailureTown.plan(town.town))
    }

    /// Brings the run to its approval, from wherever it stands.
    func approve() throws { try bring(to: "approved") }

    /// Brings the run to its end, from wherever it stands.
    func finish() throws { try bring(to: "released") }

    private func bring(to wanted: String) throws {
        var states: [String] = []
        while try books.runState() != wanted {
            let state = try books.runState()
            guard !states.contains(state) else {
                throw Stuck(description: "the run stays \(state)")
            }
            states.append(state)
            switch state {
            case "planned": try say(["run", "start"])
            case "review": try say(["run", "review", "--approve", "--as", "second"])
            case "approved": try say(["run", "release"])
            default: try say(["run", "resume"])
            }
        }
    }

    struct Stuck: Error, CustomStringConvertible { let description: String }

    /// The books are those of the twin that nobody disturbed, and all that `doctor` and
    /// `ledger verify` look at is well.
    func prove(_ title: String) throws {
        #expect(!messages.isEmpty, "\(title), seed \(seed): nothing was disturbed")
        // Who asks finds the rows of every page, so the tables are looked at after the questions.
        let installation = try desk.open()
        let ill = try installation.examine(Check.all).filter { !$0.isWell }
        #expect(ill == [], "\(title), seed \(seed)")
        try installation.close()
        let found = try BooksDigest(books)
        #expect(found.differences(from: town.expected) == [], "\(title), seed \(seed)")
        #expect(try BooksProof(books) == .well, "\(title), seed \(seed)")
        print("failure: \(title): \(messages.joined(separator: ", ")); the books are the twin's")
    }

    /// Ends the wire and removes the copy.
    func remove() throws {
        wire?.remove()
        switch books {
        case .file(let data): try FileManager.default.removeItem(atPath: data)
        case .server: try town.cluster.order("DROP DATABASE \(name) WITH (FORCE)")
        }
    }
}
