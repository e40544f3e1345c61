import Foundation
import TestCluster

/// A shell in a folder of its own, with the built program first on its path.
final class Terminal {
    let folder: String
    private let environment: [String: String]

    /// The folder of the stories, of `north`, the small utility most of them begin with, and of
    /// `cases`, the data of single cases.
    static let stories = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Scenarios")

    /// The folder with the program: beside the tests that are running.
    static let programs: String = {
        let tests = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        let beside = tests.deletingLastPathComponent().path
        if FileManager.default.isExecutableFile(atPath: beside + "/plumbline") { return beside }
        return stories.deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent(".build/debug").path
    }()

    /// The program finds the books where `variables` says, in the environment; else in `books`.
    init(_ variables: [String: String] = [:]) throws {
        folder = NSTemporaryDirectory() + "plumbline-story-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        for given in ["north", "cases"] {
            try FileManager.default.copyItem(
                atPath: Terminal.stories.path + "/" + given, toPath: folder + "/" + given)
        }
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        environment = variables.merging([
            "PATH": Terminal.programs + ":" + path, "PLUMBLINE_DATA": "books",
            "PLUMBLINE_USER": "ada", "HOME": folder, "LC_ALL": "C.UTF-8",
        ]) { $1 }
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// What the command says, standard error included and progress left out, and `[exit n]`.
    func run(_ command: String) throws -> [String] {
        let (status, output) = try Spawned.run(
            ["/usr/bin/env", "-C", folder, "/bin/sh", "-c", command], environment: environment)
        let said = String(decoding: output, as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: false).map(tidy)
            .filter { !isProgress($0) }.withoutBlankEnd
        return status == 0 ? said : said + ["[exit \(status)]"]
    }

    /// `Importing readings.csv: 100% 3 of 3 rows, 812 a second, 0.1 s taken`, and how long a run took
    /// until its bills were durable and its rows written.
    private func isProgress(_ line: String) -> Bool {
        line.contains("% ") && line.contains(" a second, ") || line.contains(" are durable after ")
            || line.hasPrefix("Their rows are written later by ")
    }

    private func tidy(_ line: Substring) -> String {
        String(line.reversed().drop { $0 == " " }.reversed())
    }
}
