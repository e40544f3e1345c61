import Foundation
import TestCluster
import Testing

/// The same stories, with the books in a database: every command says the same, but for the place.
@Suite("Stories on PostgreSQL")
struct DatabaseStoryTests {
    /// Those about files: copies of the books, hands that reach into their file, templates that
    /// lie beside them.
    private static let aboutFiles: Set = [
        "keeping.txt", "tampering.txt", "bad-files.txt", "letters.txt",
    ]

    static let names = ScenarioTests.names.filter { !aboutFiles.contains($0) }

    @Test("go as they are told", arguments: names)
    func story(name: String) throws {
        let schema = "story_" + UUID().uuidString.prefix(8)
        let url = try TestCluster.shared.get().url()
        let terminal = try Terminal(["PLUMBLINE_DATABASE": url, "PLUMBLINE_SCHEMA": schema])
        let path = Terminal.stories.appendingPathComponent(name).path
        let place = "schema \(schema) of \(url.prefix { $0 != "?" })"
        for step in Transcript(try String(contentsOfFile: path, encoding: .utf8)).steps {
            let said = try terminal.run(step.command).map {
                $0.replacingOccurrences(of: place, with: "books")
            }
            #expect(
                said.matches(step.expected[...]),
                "\(name):\(step.line): $ \(step.command)\n\(said.joined(separator: "\n"))")
        }
        #expect(!FileManager.default.fileExists(atPath: terminal.folder + "/books"))
    }

    @Test("there are stories left, the month among them")
    func present() {
        #expect(Self.names.count >= 8 && Self.names.contains("month.txt"))
    }
}
