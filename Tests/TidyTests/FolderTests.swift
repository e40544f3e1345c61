import Foundation
import Testing

/// The folders of a room stand one above the other: each names types of those below it only.
struct Folders {
    /// By folder: which others' types it names, each with a file that does.
    private(set) var uses: [String: [String: String]] = [:]
    private(set) var files: [String: Int] = [:]

    init(of sources: [SourceFile]) {
        var homes: [String: String] = [:]
        for file in sources {
            files[file.folder, default: 0] += 1
            for type in file.typesAtTop { homes[type] = file.folder }
        }
        for file in sources {
            for word in Set(file.words.map(\.text)) {
                guard let home = homes[word], home != file.folder else { continue }
                uses[file.folder, default: [:]][home] = "\(file.path) names \(word)"
            }
        }
    }

    /// A way from a folder back to itself, as the files on it; nil where there is none.
    var cycle: [String]? {
        for folder in uses.keys.sorted() {
            var seen: Set<String> = []
            if let way = way(from: folder, to: folder, &seen) { return way }
        }
        return nil
    }

    private func way(
        from start: String, to end: String, _ seen: inout Set<String>
    ) -> [String]? {
        for (next, why) in (uses[start] ?? [:]).sorted(by: { $0.key < $1.key }) {
            if next == end { return [why] }
            guard seen.insert(next).inserted else { continue }
            if let rest = way(from: next, to: end, &seen) { return [why] + rest }
        }
        return nil
    }
}

extension SourceFile {
    var folder: String { String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]) }

    /// Types that are declared at the beginning of a line: those that stand in no other.
    var typesAtTop: [String] {
        let kinds: Set = ["struct", "enum", "class", "protocol", "actor", "typealias"]
        let before: Set = ["package", "final", "indirect"]
        return zip(words.indices, words).compactMap { index, word in
            guard kinds.contains(word.text), index + 1 < words.count else { return nil }
            let line = words[..<index].reversed().prefix { $0.line == word.line }
            guard line.allSatisfy({ before.contains($0.text) }) else { return nil }
            let first = line.last ?? word
            let isAtTop = first.range.lowerBound == 0 || first.before == UInt8(ascii: "\n")
            return isAtTop ? words[index + 1].text : nil
        }
    }
}

@Suite("Folders")
struct FolderTests {
    @Test("of a room use each other in one direction", arguments: Project.rooms)
    func cycles(room: String) {
        let folders = Folders(of: Project.sources.filter { $0.room == room })
        #expect(folders.cycle == nil, "\(room)")
    }

    @Test("hold few enough files to be looked through")
    func sizes() {
        let large = Folders(of: Project.sources).files.filter { $0.value > 15 }
        #expect(large.isEmpty, "\(large)")
    }

    @Test("a cycle is found, and none where types stand inside of others")
    func found() {
        let low = SourceFile(path: "Sources/X/Low/A.swift", text: "struct A {\n  struct C {}\n}\n")
        let high = SourceFile(
            path: "Sources/X/High/B.swift", text: "package struct B { let a: A }\n")
        let bad = SourceFile(path: "Sources/X/Low/D.swift", text: "func d() -> B {}\n")
        let inner = SourceFile(path: "Sources/X/Low/E.swift", text: "func e(_ c: C) {}\n")
        #expect(Folders(of: [low, high, inner]).cycle == nil)
        #expect(Folders(of: [low, high, inner, bad]).cycle?.count == 2)
    }
}

@Suite("Calls say what their arguments are")
struct LabelTests {
    @Test("no function has three or more parameters without a label")
    func labels() {
        let found = Project.sources.flatMap(\.unlabelledFunctions)
        #expect(found.isEmpty, "\(found.joined(separator: "\n"))")
    }

    @Test("three are found, two and labelled ones are not")
    func found() {
        let text = """
            func a(_ x: Int, _ y: [Int: Int], _ z: (Int, Int) -> Void) {}
            func b(_ x: Int, _ y: Int, of z: Int) {}
            init(_ x: Int, _ y: Int, _ z: Int, to w: Int) {}
            """
        let file = SourceFile(path: "Sources/X/X.swift", text: text)
        #expect(file.unlabelledFunctions.count == 2)
    }
}

extension SourceFile {
    /// Functions and initialisers of which three or more parameters have no label.
    var unlabelledFunctions: [String] {
        words.indices.compactMap { index in
            let word = words[index]
            let isFunction = word.text == "func"
            guard isFunction || (word.text == "init" && word.before != UInt8(ascii: ".")) else {
                return nil
            }
            guard let open = code[word.range.upperBound...].firstIndex(of: UInt8(ascii: "(")),
                !code[word.range.upperBound..<open].contains(UInt8(ascii: "\n"))
            else { return nil }
            let name = isFunction ? words[index + 1].text : "init"
            return unlabelledParameters(from: open) >= 3 ? "\(path):\(word.line) \(name)" : nil
        }
    }

    /// Parameters that begin with `_`, at the outer level of the parentheses at a place.
    private func unlabelledParameters(from open: Int) -> Int {
        var (depth, count, isFirst) = (0, 0, false)
        for place in open..<code.count {
            let byte = code[place]
            if isFirst, !" \n".utf8.contains(byte) {
                if byte == UInt8(ascii: "_"), code[place + 1] == UInt8(ascii: " ") { count += 1 }
                isFirst = false
            }
            if "([{".utf8.contains(byte) { depth += 1 }
            if ")]}".utf8.contains(byte) { depth -= 1 }
            if depth == 0 { break }
            if depth == 1, place == open || byte == UInt8(ascii: ",") { isFirst = true }
        }
        return count
    }
}
