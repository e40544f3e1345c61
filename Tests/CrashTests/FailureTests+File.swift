import Foundation
import Measures
import Storage
import TestCluster
import Testing

// The same month with the books in a file. (kill -9 at random moments: `CrashTests`.)
extension FailureTests {
    /// One kind of failure, on a copy of the books in a file.
    private static func sufferInFile(
        _ title: String, at folder: String? = nil, _ body: (FailingBooks) throws -> Void
    ) async throws {
        let books = try FailingBooks(
            inFileOf: try await FailureTown.shared.value, at: folder, for: title)
        try books.plan()
        try body(books)
        try books.finish()
        try books.prove(title)
        try books.remove()
    }

    @Test("two coordinators at the same run in a file")
    func twoInFile() async throws {
        try await Self.sufferInFile("two coordinators at once, in a file") { books in
            for words in [["run", "start"], ["run", "release"]] {
                if words[1] == "release" { try books.approve() }
                let both = try (0..<2).map { _ in try books.desk.begin(words) }
                Self.expectOneOrBoth(try both.map { try $0.end() })
                books.tell("two \(words.joined(separator: " "))")
            }
        }
    }

    @Test(
        "the disk of the file is full, and has room again",
        .enabled(if: mayMount, "left out: making a small disk needs root"))
    func fileDiskFull() async throws {
        let disk = try SmallDisk(megabytes: 64)
        defer { disk.remove() }
        try await Self.sufferInFile("full disk of the file", at: disk.folder + "/books") { books in
            for words in [["run", "start"], ["run", "release"]] {
                if words[1] == "release" { try books.approve() }
                try disk.fill(leaving: books.number(0...40) * 4096)
                let said = try books.desk.say(words)
                #expect(said.code == 75, "\(said)")
                #expect(said.text.contains("The disk is full"), "\(said)")
                #expect(said.text.contains("Make room"), "\(said)")
                books.tell("\(words.joined(separator: " ")) on a full disk")
                disk.makeRoom()
            }
        }
    }
}
