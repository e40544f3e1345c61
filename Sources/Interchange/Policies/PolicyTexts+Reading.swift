import Billing
import Measures
import Rulebook
import Tariffs
import Yams

/// Reads the words of a policy file: `language` and `texts`.
struct TextsReader {
    let document: YAMLDocument
    /// Codes that a text may name; nil where nobody has looked.
    let schemes: [String]?

    /// A line that does not fit on a bill in print is refused.
    static let longestLine = 500
    static let maximumLines = 20

    func texts(_ node: Node?, language: Node?) -> PolicyTexts {
        var texts = PolicyTexts()
        if let tag = document.text(language, ["language"]) {
            if !isLanguage(tag) { document.note(languageRule, at: ["language"], node: language) }
            texts.language = tag
        }
        guard let node else { return texts }
        texts.entries = document.list(node, ["texts"]).enumerated().compactMap {
            entry($1, at: ["texts", String($0 + 1)], language: texts.language)
        }
        return texts
    }

    private func entry(_ node: Node, at path: [String], language: String) -> PolicyTexts.Entry? {
        let parts = document.mapping(
            node, path, known: ["text", "schemes", "commodities", "words"],
            required: ["text", "words"])
        let name = document.word(parts["text"], at: path + ["text"], as: UtilityText.self)
        let words =
            parts["words"].map { self.words($0, at: path + ["words"], language: language) } ?? [:]
        guard let name else { return nil }
        return PolicyTexts.Entry(
            name, schemes: schemes(parts["schemes"], path + ["schemes"]),
            commodities: commodities(parts["commodities"], path + ["commodities"]), words: words)
    }

    /// A text for a scheme that is none would stand on no bill.
    private func schemes(_ node: Node?, _ path: [String]) -> Set<String> {
        let names = document.texts(node, path)
        for (index, name) in names.enumerated() {
            guard let schemes, !schemes.contains(name) else { continue }
            let near = nearestWord(to: name, among: schemes).map { "did you mean \"\($0)\"?" }
            let known = schemes.isEmpty ? "take in the schemes first" : "known: " + schemes.listed
            document.note(
                "there is no scheme of this code", path + [String(index)], value: name, offset: 0,
                suggestion: near ?? known)
        }
        return Set(names)
    }

    private func commodities(_ node: Node?, _ path: [String]) -> Set<Commodity> {
        let known = Commodity.allCases.map(\.rawValue)
        return Set(
            document.texts(node, path).compactMap { word in
                if let commodity = Commodity(rawValue: word) { return commodity }
                document.note(
                    "expected one of " + known.joined(separator: ", "), at: path, node: node,
                    suggestion: nearestWord(to: word, among: known).map {
                        "did you mean \"\($0)\"?"
                    })
                return nil
            })
    }

    /// One text in the default language, or a text for each language, the default among them.
    private func words(
        _ node: Node, at path: [String], language: String
    ) -> [String: [String]] {
        guard node.mapping != nil else { return lines(node, path).map { [language: $0] } ?? [:] }
        var words: [String: [String]] = [:]
        for (tag, node) in document.entries(node, path) {
            if !isLanguage(tag) { document.note(languageRule, at: path + [tag], node: node) }
            words[tag] = lines(node, path + [tag])
        }
        if words[language] == nil {
            document.note(
                "the text is missing in the default language, \(language)", at: path, node: node)
        }
        return words
    }

    private func lines(_ node: Node, _ path: [String]) -> [String]? {
        guard let text = document.text(node, path) else { return nil }
        let lines = text.split(whereSeparator: \.isNewline).map(trimmed).filter { !$0.isEmpty }
        if lines.isEmpty {
            document.note("a text says something, or is left out", at: path, node: node)
        }
        if lines.count > TextsReader.maximumLines || lines.contains(where: isTooLong) {
            document.note(
                "a text has at most \(TextsReader.maximumLines) lines of "
                    + "\(TextsReader.longestLine) letters", at: path, node: node)
        }
        if text.unicodeScalars.contains(where: isControl) {
            document.note("a text has no control characters", at: path, node: node)
        }
        return lines
    }

    private func isTooLong(_ line: String) -> Bool { line.count > TextsReader.longestLine }

    private func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .control && scalar != "\n" && scalar != "\r"
    }

    private func trimmed(_ line: Substring) -> String {
        var line = line
        while line.first?.isWhitespace == true { line.removeFirst() }
        while line.last?.isWhitespace == true { line.removeLast() }
        return String(line)
    }

    private var languageRule: String { "a language is a tag such as en or fr-CA (BCP 47)" }

    private func isLanguage(_ tag: String) -> Bool {
        let parts = tag.split(separator: "-", omittingEmptySubsequences: false)
        return (2...3).contains(parts[0].count) && parts[0].allSatisfy { $0.isASCII && $0.isLetter }
            && parts.dropFirst().allSatisfy { part in
                (2...8).contains(part.count)
                    && part.allSatisfy { $0.isASCII && ($0.isWholeNumber || $0.isLetter) }
            }
    }
}

extension [String] {
    /// The first few, for people.
    fileprivate var listed: String { prefix(8).joined(separator: ", ") + (count > 8 ? " …" : "") }
}
