import Foundation
import Postgres
import Storage
import TestCluster

/// Says commands to one copy of the books, and hears what they say.
struct Desk: Sendable {
    let books: AskedBooks
    /// The beginning of the names of the files that hold what was said.
    let log: String

    /// What a command said, and how it ended.
    struct Said: Error, CustomStringConvertible {
        let words: [String]
        let end: Spawned.End
        let text: String

        /// Its exit code; -1 where it was killed.
        var code: Int32 { if case .exited(let code) = end { code } else { -1 } }

        var description: String { "\(words.joined(separator: " ")): \(end)\n\(text.suffix(600))" }
    }

    /// It did not end in two minutes, and was killed.
    struct Endless: Error { let said: Said }

    /// A command that goes on.
    struct Going: Sendable {
        let words: [String]
        let process: Spawned
        let log: String

        /// Waits for its end, two minutes at most.
        func end(meanwhile: () -> Void = {}) throws -> Said {
            let end = process.wait(atMost: 120, meanwhile: meanwhile)
            let said = Said(words: words, end: end, text: text)
            if end == .endless { throw Endless(said: said) }
            return said
        }

        var text: String { (try? String(contentsOfFile: log, encoding: .utf8)) ?? "" }
    }

    init(_ books: AskedBooks, log: String) { (self.books, self.log) = (books, log) }

    /// Begins a command; on a server over a wire, where one is given.
    func begin(_ words: [String], over wire: Wire? = nil) throws -> Going {
        let log = "\(log)-\(UUID().uuidString.prefix(8))"
        let who = words.contains("--as") ? [] : ["--as", "first"]
        let process = try Spawned(words + index(wire) + who, log: log)
        return Going(words: words, process: process, log: log)
    }

    func say(_ words: [String], over wire: Wire? = nil) throws -> Said {
        try begin(words, over: wire).end()
    }

    /// The books, for who asks them as the program does.
    func open() throws -> Installation {
        switch books {
        case .file(let data): try Installation.open(data)
        case .server(let address): try Installation.open(address)
        }
    }

    private func index(_ wire: Wire?) -> [String] {
        switch books {
        case .file(let data): return ["--data", data]
        case .server(let address):
            guard let wire else { return ["--database", address.url] }
            let name = address.url.split(separator: "?")[0].split(separator: "/").last ?? ""
            return [
                "--database",
                "postgresql://tester@127.0.0.1:\(wire.port)/\(name)?sslmode=disable"
                    + "&gssencmode=disable",
            ]
        }
    }
}

extension TestCluster {
    /// Asks the server itself for a number.
    func ask(_ sql: String) throws -> Int {
        Int(try Connection.open(Address(url())).query(sql).int(0, 0))
    }

    /// Orders something of the server itself, which has two minutes for it.
    func order(_ sql: String) throws {
        try Connection.open(Address(url() + "&options=-c%20statement_timeout%3D120s")).execute(sql)
    }
}
