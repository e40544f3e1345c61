import Foundation

/// One Swift file of a room, as words of code.
struct SourceFile: Sendable {
    struct Word: Sendable {
        let text: String
        let line: Int
        let range: Range<Int>
        let before: UInt8
        let after: UInt8
    }

    /// From the root, such as `Sources/Measures/Day.swift`.
    let path: String
    let lines: Int
    let code: [UInt8]
    let words: [Word]

    init(path: String, text: String) {
        self.path = path
        lines = text.utf8.count { $0 == UInt8(ascii: "\n") }
        code = Scrubber.scrub(text)
        words = SourceFile.words(in: code)
    }

    var room: String { String(path.split(separator: "/")[1]) }

    /// Modules named after `import`, also after `import struct` and the like.
    var imports: Set<String> {
        let kinds: Set = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
        return Set(
            words.indices.filter(isImport).compactMap { index in
                words[(index + 1)...].first { !kinds.contains($0.text) }?.text
            })
    }

    /// The word opens a statement; it may also be the name of a case.
    private func isImport(_ index: Int) -> Bool {
        let mayPrecede: Set = ["package", "internal", "private", "preconcurrency", "testable"]
        let line = words[index].line
        let before = words[..<index].reversed().prefix { $0.line == line }
        return words[index].text == "import" && before.allSatisfy { mayPrecede.contains($0.text) }
            && words[min(index + 1, words.count - 1)].line == line
    }

    private static func words(in code: [UInt8]) -> [Word] {
        var (words, line, place): ([Word], Int, Int) = ([], 1, 0)
        while place < code.count {
            let start = place
            while place < code.count, isLetter(code[place]) { place += 1 }
            if start < place {
                words.append(
                    Word(
                        text: String(decoding: code[start..<place], as: UTF8.self), line: line,
                        range: start..<place, before: start > 0 ? code[start - 1] : 0,
                        after: place < code.count ? code[place] : 0))
            } else {
                if code[place] == UInt8(ascii: "\n") { line += 1 }
                place += 1
            }
        }
        return words
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...:
            true
        default: false
        }
    }
}

/// A function, initialiser, subscript or computed property, from its name to its last brace.
struct Function: Sendable, CustomStringConvertible {
    let path: String
    let name: String
    let line: Int
    let length: Int

    var description: String { "\(path):\(line) \(name), \(length) lines" }
}

extension SourceFile {
    var functions: [Function] {
        words.indices.compactMap { index in
            let word = words[index]
            guard isDeclaration(index), let body = body(after: word.range.upperBound) else {
                return nil
            }
            let next = words[min(index + 1, words.count - 1)].text
            let length = code[word.range.lowerBound..<body].count { $0 == UInt8(ascii: "\n") } + 1
            let isNamed = word.text == "func" || word.text == "var"
            return Function(
                path: path, name: isNamed ? next : word.text, line: word.line, length: length)
        }
    }

    private func isDeclaration(_ index: Int) -> Bool {
        let word = words[index]
        switch word.text {
        case "func", "var": return word.before != UInt8(ascii: ".")
        case "init", "subscript":
            return word.before != UInt8(ascii: ".") && "(?!<".utf8.contains(word.after)
        default: return false
        }
    }

    /// The end of the braces that follow a signature; nil where it has no body of its own.
    private func body(after signature: Int) -> Int? {
        let stops: Set<UInt8> = [UInt8(ascii: "}"), UInt8(ascii: "="), UInt8(ascii: ";")]
        var (place, depth) = (signature, 0)
        while place < code.count {
            let byte = code[place]
            if "([".utf8.contains(byte) { depth += 1 }
            if ")]".utf8.contains(byte) { depth -= 1 }
            if depth < 0 { return nil }
            if depth == 0 {
                if byte == UInt8(ascii: "{") { return endOfBraces(at: place) }
                if stops.contains(byte), !isPartOfOperator(place) { return nil }
                if isNewDeclaration(at: place) { return nil }
            }
            place += 1
        }
        return nil
    }

    /// `==` in a signature's where clause or an operator's name assigns nothing.
    private func isPartOfOperator(_ place: Int) -> Bool {
        guard code[place] == UInt8(ascii: "=") else { return false }
        let marks = "=<>!+-*/".utf8
        return marks.contains(code[place - 1])
            || (place + 1 < code.count && marks.contains(code[place + 1]))
    }

    private func isNewDeclaration(at place: Int) -> Bool {
        guard code[place] == UInt8(ascii: "\n") else { return false }
        let line = code[(place + 1)...].prefix { $0 != UInt8(ascii: "\n") }
        let first = line.split(separator: UInt8(ascii: " ")).first.map(Array.init) ?? []
        return ["func", "var", "let", "init", "case", "static", "mutating", "package", "private"]
            .contains { first.starts(with: $0.utf8) }
    }

    private func endOfBraces(at start: Int) -> Int {
        var depth = 0
        for place in start..<code.count {
            if code[place] == UInt8(ascii: "{") { depth += 1 }
            if code[place] == UInt8(ascii: "}") { depth -= 1 }
            if depth == 0 { return place }
        }
        return code.count
    }
}
