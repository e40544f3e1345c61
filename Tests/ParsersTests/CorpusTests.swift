import Foundation
import FuzzedParsers
import Testing

/// Inputs that fuzzing found to take different ways through a parser, and those that once broke
/// one. `make fuzz` adds to them.
@Suite("Parsers and what fuzzing found for them")
struct CorpusTests {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Fuzzing/Corpus")

    @Test("each answers or refuses", arguments: Parser.allCases)
    func answers(parser: Parser) throws {
        let own = CorpusTests.folder.appendingPathComponent(parser.rawValue)
        let files = try FileManager.default.contentsOfDirectory(
            at: own, includingPropertiesForKeys: nil)
        #expect(!files.isEmpty)
        for file in files { parser.parse(try [UInt8](Data(contentsOf: file))) }
        parser.parse([])
    }
}
