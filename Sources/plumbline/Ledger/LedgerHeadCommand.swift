import ArgumentParser
import Foundation
import Measures
import Operations
import Wording

extension LedgerCommand {
    struct Head: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "head",
            abstract: "The last page and the last event: to be kept outside the books.")
        @OptionGroup var options: InstallationOptions

        func run() throws {
            let head = try ShowLedger(options.open()).head()
            say(options.json ? HeadText.json(head).text : HeadText.text(head))
        }
    }
}

extension KeptHead {
    /// A digest, or a file with what `ledger head` said.
    init(_ text: String) throws {
        if let digest = Digest(hexadecimal: text) { self = .digest(digest); return }
        guard let file = FileHandle(forReadingAtPath: text) else {
            throw Refusal(HeadText.unreadable(text))
        }
        let bytes = try file.read(upToCount: 65_536) ?? Data()
        guard let head = HeadText.head(in: String(decoding: bytes, as: UTF8.self)) else {
            throw Refusal(HeadText.noHead(in: text))
        }
        self = .whole(head)
    }
}
