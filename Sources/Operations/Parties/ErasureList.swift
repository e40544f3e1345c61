import Foundation
package import Storage

/// The erasures of parties outside of the books, one JSON object a line: what a restore of an older
/// backup does again. It names nobody: customers' numbers, parts and days.
package struct ErasureList: Sendable, Hashable {
    /// Beside the books.
    package static let fileName = "erasures.jsonl"

    package let entries: [PartyErasure]

    package init(_ entries: [PartyErasure]) { self.entries = entries }

    package static func file(in folder: String) -> String { folder + "/" + fileName }

    /// The list in a file; empty where there is no file.
    package init(file: String) throws {
        guard FileManager.default.fileExists(atPath: file) else {
            entries = []
            return
        }
        guard let bytes = FileManager.default.contents(atPath: file) else {
            throw ErasureRefused.listUnreadable(file: file)
        }
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        entries = try lines.enumerated().map { index, line in
            do { return try Coding.decoded(String(line)) } catch {
                throw ErasureRefused.notAList(file: file, line: index + 1)
            }
        }
    }

    package func write(to file: String) throws {
        let lines = try entries.map { try Coding.text($0) + "\n" }
        try WholeFile.write(lines.joined(), to: file)
    }

    /// These and those of another list that are not here.
    package func joined(_ other: ErasureList) -> ErasureList {
        let known = Set(entries.map(\.name))
        return ErasureList(entries + other.entries.filter { !known.contains($0.name) })
    }
}

extension PartyErasure {
    /// The same for an erasure and those that repeat it.
    var name: String { "\(first) \(id) \(party)" }
}
