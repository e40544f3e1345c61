import Billing
import Measures
import Rulebook
import Tariffs
import Yams

/// Reads the words of a policy file: `language` and `texts`.
struct TextsReader {
    let page: YAMLPage
    /// Codes that a text may name; nil where nobody has looked.
    let schemes: [String]?

    /// A line that does not fit on a bill in print is refused.
    static let longestLine = 500
    static let maximumLines = 20

    func texts(_ node: Node?, language: Node?) -> PolicyTexts {
        var texts = PolicyTexts()
        if let tag = page.text(language, ["language"]) {
            if !isLanguage(tag) { page.note(languageRule, ["language"], language) }
            texts.language = tag
        }
        guard let node else { return texts }
        texts.entries = page.list(node, ["texts"]).enumerated().compactMap {
            entry($1, ["texts", String($0 + 1)], texts.language)
        }
        return texts
    }

    private func entry(_ node: Node, _ path: [String], _ language: String) -> PolicyTexts.Entry? {
        let parts = page.mapping(
            node, path, known: ["text", "schemes", "commodities", "words"],
            required: ["text", "words"])
        let name = page.word(parts["text"], path + ["text"], UtilityText.self)
        let words = parts["words"].map { self.words($0, path + ["words"], language) } ?? [:]
        guard let name else { return nil }
        return PolicyTexts.Entry(
            name, schemes: schemes(parts["schemes"], path + ["schemes"]),
            commodities: commodities(parts["commodities"], path + ["commodities"]), words: words)
    }

    /// A text for a scheme that is none would stand on no bill.
    private func schemes(_ node: Node?, _ path: [String]) -> Set<String> {
        let names = page.texts(node, path)
        for (index, name) in names.enumerated() {
            guard let schemes, !schemes.contains(name) else { continue }
            let near = nearestWord(to: name, among: schemes).map { "did you mean \"\($0)\"?" }
            let known = schemes.isEmpty ? "take in the schemes first" : "known: " + schemes.listed
            page.note(
                "there is no scheme of this code", path + [String(index)], value: name, offset: 0,
                suggestion: near ?? known)
        }
        return Set(names)
    }

    private func commodities(_ node: Node?, _ path: [String]) -> Set<Commodity> {
        let known = Commodity.allCases.map(\.rawValue)
        return Set(
            page.texts(node, path).compactMap { word in
                if let commodity = Commodity(rawValue: word) { return commodity }
                page.note(
                    "expected one of " + known.joined(separator: ", "), path, node,
                    suggestion: nearestWord(to: word, among: known).map {
                        "did you mean \"\($0)\"?"
                    })
                return nil
            })
    }

    /// One text in the default language, or a text for each language, the default among them.
    private func words(
        _ node: Node, _ path: [String], _ language: String
    ) -> [String: [String]] {
        guard node.mapping != nil else { return lines(node, path).map { [language: $0] } ?? [:] }
        var words: [String: [String]] = [:]
        for (tag, node) in page.entries(node, path) {
            if !isLanguage(tag) { page.note(languageRule, path + [tag], node) }
            words[tag] = lines(node, path + [tag])
        }
        if words[language] == nil {
            page.note("the text is missing in the default language, \(language)", path, node)
        }
        return words
    }

    private func lines(_ node: Node, _ path: [String]) -> [String]? {
        guard let text = page.text(node, path) else { return nil }
        let lines = text.split(whereSeparator: \.isNewline).map(trimmed).filter { !$0.isEmpty }
        if lines.isEmpty { page.note("a text says something, or is left out", path, node) }
        if lines.count > TextsReader.maximumLines || lines.contains(where: isTooLong) {
            page.note(
                "a text has at most \(TextsReader.maximumLines) lines of "
                    + "\(TextsReader.longestLine) letters", path, node)
        }
        if text.unicodeScalars.contains(where: isControl) {
            page.note("a text has no control characters", path, node)
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
