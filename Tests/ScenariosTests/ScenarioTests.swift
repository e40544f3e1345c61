import Foundation
import Testing

/// Every story under `Tests/Scenarios` is told to the program as it was built.
///
/// `RETELL=1` writes what the program says into the stories instead: read the difference.
@Suite("Stories")
struct ScenarioTests {
    static let names: [String] = {
        let files = try? FileManager.default.contentsOfDirectory(atPath: Terminal.stories.path)
        return (files ?? []).filter { $0.hasSuffix(".txt") }.sorted()
    }()

    @Test("go as they are told", arguments: names)
    func story(name: String) throws {
        try Self.tell(name, to: try Terminal()) { $0 }
    }

    /// `plain` makes of a line that was said what the story has: without the name of a place.
    static func tell(
        _ name: String, to terminal: Terminal, _ plain: (String) -> String
    ) throws {
        let path = Terminal.stories.appendingPathComponent(name).path
        let text = try String(contentsOfFile: path, encoding: .utf8)
        var answers: [Int: [String]] = [:]
        for step in Transcript(text).steps {
            let said = try terminal.run(step.command).map(plain).map(\.withoutSeconds)
            answers[step.line] = said
            guard ProcessInfo.processInfo.environment["RETELL"] == nil else { continue }
            #expect(
                said.matches(step.expected[...]),
                "\(name):\(step.line): $ \(step.command)\n\(said.joined(separator: "\n"))")
        }
        if ProcessInfo.processInfo.environment["RETELL"] != nil {
            try Transcript.retold(text, answers).write(
                toFile: path, atomically: true, encoding: .utf8)
        }
    }

    @Test("there are stories, each with commands")
    func present() throws {
        #expect(Self.names.count >= 10)
        for name in Self.names {
            let path = Terminal.stories.appendingPathComponent(name).path
            let text = try String(contentsOfFile: path, encoding: .utf8)
            #expect(!Transcript(text).steps.isEmpty, "\(name)")
        }
    }
}

extension String {
    /// A check that took longer than a second says so: that is the machine's, not the story's.
    fileprivate var withoutSeconds: String {
        guard hasPrefix("well  ") || hasPrefix("ILL  ") else { return self }
        return replacing(/, [0-9.]+ s$/, with: "")
    }
}

extension Transcript {
    /// The story with new answers; one that matches, wildcards and all, stays as it is.
    static func retold(_ text: String, _ answers: [Int: [String]]) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        var retold: [String] = []
        var at = 0
        for step in Transcript(text).steps {
            retold += lines[at..<step.line - 1]
            retold += ("$ " + step.command).split(separator: "\n").map(String.init)
            let answer = answers[step.line] ?? []
            retold += answer.matches(step.expected[...]) ? step.expected : answer
            at = step.line - 1 + step.command.split(separator: "\n").count + step.expected.count
        }
        return (retold + lines[min(at, lines.count)...]).joined(separator: "\n")
    }
}
