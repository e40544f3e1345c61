import Foundation
import Measures
import Operations
import Storage
import Testing

/// The page about rating by partition: its example is what the program reads and writes.
@Suite("The page on partitions")
struct PartitionPageTests {
    /// The fenced blocks of JSON: rules, facts, and the lines that come out.
    static let blocks: [String] = {
        let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Docs/rate-partition.md")
        let text = (try? String(contentsOf: page, encoding: .utf8)) ?? ""
        return text.components(separatedBy: "```json\n").dropFirst().map {
            String($0.components(separatedBy: "```")[0])
        }
    }()

    @Test("its facts give its lines by its rules")
    func example() async throws {
        try #require(Self.blocks.count == 4)
        let folder = NSTemporaryDirectory() + "plumbline-page-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try WholeFile.makeFolder(folder)
        try WholeFile.write(Array(Self.blocks[0].utf8), to: folder + "/rules.json")
        let facts = try JSONValue(reading: Array(Self.blocks[1].utf8))
        try WholeFile.write(facts.fileLine, to: folder + "/facts")
        var (messages, output): ([String], [UInt8]) = ([], [])
        let rating = try RatePartition(rules: folder + "/rules.json", workers: 1)
        _ = try await rating(FileBytes(folder + "/facts")) {
            output += $0
        } reject: {
            messages.append($0)
        }
        let expected = try Self.blocks.dropFirst(2).flatMap {
            try JSONValue(reading: Array($0.utf8)).fileLine
        }
        #expect(messages.isEmpty)
        #expect(output == expected, "\(String(decoding: output, as: UTF8.self))")
    }
}
