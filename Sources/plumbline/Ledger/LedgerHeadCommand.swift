import ArgumentParser
import Documents
import Foundation
import Ledger
import Measures
import Storage
import Wording

extension LedgerCommand {
    struct Head: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "head",
            abstract: "The last page and the last event: to be kept outside the books.")
        @OptionGroup var options: InstallationOptions

        func run() throws {
            let head = try options.open().read(rows: .none) { try $0.ledger.ledgerHead() }
            say(options.json ? HeadText.json(head).text : HeadText.text(head))
        }
    }
}

/// A head that was kept: all of it, or its digest alone.
enum KeptHead {
    case whole(LedgerHead)
    case digest(Digest)

    /// A digest, or a file with what `ledger head` said.
    init(_ text: String) throws {
        if let digest = Digest(hexadecimal: text) { self = .digest(digest); return }
        guard let file = FileHandle(forReadingAtPath: text) else {
            throw Refusal("\(text) is neither a digest of 64 digits nor a file that can be read.")
        }
        let bytes = try file.read(upToCount: 65_536) ?? Data()
        guard let head = HeadText.head(in: String(decoding: bytes, as: UTF8.self)) else {
            throw Refusal("\(text) does not hold what `plumbline ledger head` says.")
        }
        self = .whole(head)
    }

    /// Why the books do not hold it; nil where they do.
    func lost(in books: Books) throws -> HeadLost? {
        do {
            switch self {
            case .whole(let head): try books.ledger.verify(head)
            case .digest(let digest):
                try books.ledger.verify(try books.ledger.head(withDigest: digest))
            }
            return nil
        } catch let lost as HeadLost { return lost }
    }
}
