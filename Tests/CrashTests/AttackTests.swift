import Foundation
import TestCluster
import Testing

/// A small part of `make attack`, with other alterations each time; its seed is printed.
@Suite("Books that are attacked")
struct AttackTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path

    @Test(
        "show it, and no process dies of it",
        arguments: ["rows", "bits", "files", "kills", "outputs", "inputs"])
    func shows(kind: String) throws {
        let words = [
            "python3", AttackTests.root + "/Scripts/attack", "--program", Spawned.program,
            "--books", AttackTests.root + "/Books/demo", "--points", "12", "--kinds", kind,
            "--tries", "16", "--sample", "0.06",
        ]
        let (status, said) = try Spawned.run(words)
        #expect(status == 0, "\(String(decoding: said, as: UTF8.self))")
    }
}
