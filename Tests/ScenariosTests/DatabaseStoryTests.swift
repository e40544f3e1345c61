import Foundation
import TestCluster
import Testing

/// The same stories, with the books in a database: every command says the same, but for the place.
@Suite("Stories on PostgreSQL")
struct DatabaseStoryTests {
    /// Those about files: copies of the books, hands that reach into their file, templates that
    /// lie beside them.
    private static let aboutFiles: Set = [
        "keeping.txt", "personal-data.txt", "tampering.txt", "planted.txt", "bad-files.txt",
        "letters.txt", "outbox-copies.txt", "erasure-approved.txt", "records-erased.txt",
    ]

    static let names = ScenarioTests.names.filter { !aboutFiles.contains($0) }

    @Test("go as they are told", arguments: names)
    func story(name: String) throws {
        let schema = "story_" + UUID().uuidString.prefix(8)
        let url = try TestCluster.shared.get().url()
        let terminal = try Terminal(["PLUMBLINE_DATABASE": url, "PLUMBLINE_SCHEMA": schema])
        let index = "schema \(schema) of \(url.prefix { $0 != "?" })"
        try ScenarioTests.tell(name, to: terminal) {
            $0.replacingOccurrences(of: index, with: "books")
        }
        #expect(!FileManager.default.fileExists(atPath: terminal.folder + "/books"))
    }

    /// Stories that need a server beside the books in a folder: `$SERVER`, and a `$SCHEMA` there.
    static let ofServers = ["demo.txt", "migrate.txt"]

    @Test("that name a server go as they are told", arguments: ofServers)
    func storyOfServer(name: String) throws {
        let schema = "story_" + UUID().uuidString.prefix(8).lowercased()
        let url = try TestCluster.shared.get().url()
        let root = Terminal.stories.deletingLastPathComponent().deletingLastPathComponent()
        let terminal = try Terminal([
            "SERVER": url, "SCHEMA": schema, "BOOKS": root.path + "/Books/demo",
        ])
        try ScenarioTests.tell("postgres/" + name, to: terminal) {
            $0.replacingOccurrences(of: "\(url.prefix { $0 != "?" })", with: "$SERVER")
                .replacingOccurrences(of: schema, with: "$SCHEMA")
        }
    }

    @Test("there are stories left, the month among them")
    func present() {
        #expect(Self.names.count >= 8 && Self.names.contains("month.txt"))
    }
}
