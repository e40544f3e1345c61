import Foundation
import Testing

@Suite("Nothing changes the books but the door")
struct OneDoorTests {
    /// Ways to a transaction that changes something.
    private static let changing: Set = ["write", "change", "tryOut", "writeDerived"]

    /// Where the door itself is, and what has no books yet or is about their file as a whole.
    private static let doors = ["Sources/Operations/Door/", "Sources/Operations/Proposals/"]

    @Test("operations write by steps and acts only")
    func writes() {
        for file in Project.sources where file.room == "Operations" {
            guard !Self.doors.contains(where: file.path.hasPrefix) else { continue }
            for (word, next) in zip(file.words, file.words.dropFirst()) {
                let isInstallation = word.text.lowercased().hasSuffix("installation")
                guard isInstallation, next.before == UInt8(ascii: ".") else { continue }
                if Self.changing.contains(next.text) {
                    Issue.record("\(file.path):\(next.line) changes the books beside the door")
                }
            }
        }
    }

    @Test("events are recorded by the door only")
    func events() {
        for file in Project.sources where file.room == "Operations" {
            guard !Self.doors.contains(where: file.path.hasPrefix) else { continue }
            for word in file.words where word.text == "EventDraft" {
                Issue.record("\(file.path):\(word.line) records an event beside the door")
            }
        }
    }

    @Test("each act is in the catalogue, from which proposals are read")
    func catalogue() throws {
        var acts: Set<String> = []
        for file in Project.sources where file.room == "Operations" {
            let words = file.words.map(\.text)
            for (index, word) in words.enumerated() where word == "struct" {
                let rest = words.dropFirst(index + 1).prefix(2)
                if rest.count == 2, ["Act", "ConcurrentAct", "MessageAct"].contains(rest.last) {
                    acts.formUnion(rest.prefix(1))
                }
            }
        }
        let page = try #require(Project.text(of: "Sources/Operations/Proposals/ActCatalogue.swift"))
        let list = page.split(separator: "ActCatalogue([").dropFirst().first?
            .split(separator: "]").first
        let listed = Set(
            (list ?? "").split { !$0.isLetter }.map(String.init).filter { $0 != "self" })
        #expect(acts == listed)
        #expect(acts.count >= 13)
    }
}
