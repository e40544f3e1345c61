import Measures
import Tariffs
import Yams

/// A YAML file being read: takes values out of it and notes every mistake with its place.
final class YAMLDocument {
    let file: String
    private(set) var faults: [YAMLFault] = []
    /// Where each path of keys stands, for mistakes that are found later.
    private var marks: [[String]: Mark] = [:]

    /// Larger texts are refused unread.
    static let longest = 4_000_000

    /// The most mistakes that are reported at once.
    private static let maximumFaults = 500
    private var isFull: Bool { faults.count >= YAMLDocument.maximumFaults }

    init(file: String) { self.file = file }

    /// The one document of `text`, or nil after noting why there is none.
    func compose(_ text: String) -> Node? {
        guard text.utf8.count <= YAMLDocument.longest else {
            note("a file has at most \(YAMLDocument.longest) bytes", at: [], node: nil)
            return nil
        }
        do {
            guard let node = try Yams.compose(yaml: text) else {
                note("the file is empty", at: [], node: nil)
                return nil
            }
            guard YAMLSize.isBounded(node) else {
                note(
                    "a file has at most \(YAMLSize.maximum) values, with those that its aliases repeat",
                    at: [], node: nil)
                return nil
            }
            return node
        } catch { return noteYAML(error) }
    }

    private func noteYAML(_ error: any Error) -> Node? {
        switch error as? YamlError {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            add("not YAML: \(problem)", mark: mark)
        case .duplicatedKeysInMapping(let keys, let context):
            add(
                "a key stands only once", value: keys.joined(separator: ", "), mark: context.mark)
        case .reader(let problem, _, _, _): add("not UTF-8 text: \(problem)")
        default: add("not YAML")
        }
        return nil
    }

    func note(
        _ rule: String, at path: [String], node: Node?, suggestion: String? = nil
    ) {
        add(
            rule, at: path, value: node?.scalar?.string ?? "", mark: node?.mark,
            suggestion: suggestion)
    }

    /// A mistake at a path read before, `offset` characters into its value.
    func note(_ rule: String, _ path: [String], value: String, offset: Int, suggestion: String?) {
        var path = path
        while marks[path] == nil, !path.isEmpty { path.removeLast() }
        add(
            rule, at: path, value: value, mark: marks[path], suggestion: suggestion,
            offset: offset)
    }

    private func add(
        _ rule: String, at path: [String] = [], value: String = "", mark: Mark? = nil,
        suggestion: String? = nil, offset: Int = 0
    ) {
        guard !isFull else { return }
        faults.append(
            YAMLFault(
                file: file, line: mark?.line ?? 0, column: (mark?.column ?? 0) + offset,
                field: path.joined(separator: "."), value: String(value.prefix(80)), rule: rule,
                suggestion: suggestion))
    }

    func remember(_ path: [String], _ node: Node) { marks[path] = node.mark }
}

// MARK: Mappings and lists

extension YAMLDocument {
    /// The values of a mapping by key; unknown and missing keys are noted.
    func mapping(
        _ node: Node, _ path: [String], known: [String], required: [String] = []
    ) -> [String: Node] {
        var found: [String: Node] = [:]
        for (key, value) in entries(node, path) {
            found[key] = value
            guard !known.contains(key), !isFull else { continue }
            let near = nearestWord(to: key, among: known)
            let keys = "known here: " + known.joined(separator: ", ")
            add(
                "unknown key", at: path + [key], value: key, mark: value.mark,
                suggestion: near.map { "did you mean \"\($0)\"?" } ?? keys)
        }
        for key in required where found[key] == nil {
            add("\"\(key)\" is missing", at: path, mark: node.mark)
        }
        return found
    }

    /// The pairs of a mapping in order, for mappings whose keys are names.
    func entries(_ node: Node, _ path: [String]) -> [(key: String, value: Node)] {
        remember(path, node)
        guard let mapping = node.mapping else {
            note("expected a mapping of keys to values", at: path, node: node)
            return []
        }
        return mapping.compactMap { key, value in
            guard let name = key.scalar?.string else {
                note("a key is a word", at: path, node: key)
                return nil
            }
            remember(path + [name], value)
            return (name, value)
        }
    }

    func list(_ node: Node, _ path: [String]) -> [Node] {
        remember(path, node)
        guard let sequence = node.sequence else {
            note("expected a list", at: path, node: node)
            return []
        }
        return Array(sequence)
    }
}

// MARK: Values

extension YAMLDocument {
    func text(_ node: Node?, _ path: [String]) -> String? {
        guard let node else { return nil }
        remember(path, node)
        guard let scalar = node.scalar else {
            note("expected one value", at: path, node: node)
            return nil
        }
        return scalar.string
    }

    /// One word or a list of words.
    func texts(_ node: Node?, _ path: [String]) -> [String] {
        guard let node else { return [] }
        if node.sequence == nil { return text(node, path).map { [$0] } ?? [] }
        return list(node, path).enumerated().compactMap { text($1, path + [String($0)]) }
    }

    func number(_ node: Node?, _ path: [String]) -> Exact? {
        guard let node, let text = text(node, path) else { return nil }
        if let value = Exact(text) { return value }
        note("expected a plain decimal such as 0.2703", at: path, node: node)
        return nil
    }

    func day(_ node: Node?, _ path: [String]) -> Day? {
        guard let node, let text = text(node, path) else { return nil }
        if let day = Day(text) { return day }
        note("expected a date such as 2025-04-01", at: path, node: node)
        return nil
    }

    func flag(_ node: Node?, _ path: [String]) -> Bool? {
        guard let node, let text = text(node, path) else { return nil }
        switch text {
        case "true", "yes": return true
        case "false", "no": return false
        default:
            note("expected yes or no", at: path, node: node)
            return nil
        }
    }

    /// `2 half-up`, `2 down`, or `2`.
    func rounding(_ node: Node?, _ path: [String], maximum: Int = 9) -> RoundingRule? {
        guard let node, let text = text(node, path) else { return nil }
        let words = text.split(separator: " ").map(String.init)
        if let places = words.first.flatMap({ Int($0) }), (0...maximum).contains(places),
            words.count <= 2, let mode = words.count == 1 ? .halfUp : Rounding(rawValue: words[1])
        {
            return RoundingRule(places: places, mode: mode)
        }
        let modes = Rounding.allCases.map(\.rawValue).joined(separator: ", ")
        note(
            "expected places from 0 to \(maximum) and a mode, one of \(modes)", at: path, node: node
        )
        return nil
    }

    /// One of the words of an enumeration.
    func word<Word: RawRepresentable & CaseIterable>(
        _ node: Node?, at path: [String], as type: Word.Type
    ) -> Word? where Word.RawValue == String {
        guard let node, let text = text(node, path) else { return nil }
        if let word = Word(rawValue: text) { return word }
        let words = Word.allCases.map(\.rawValue)
        let near = nearestWord(to: text, among: words).map { "did you mean \"\($0)\"?" }
        note(
            "expected one of " + words.joined(separator: ", "), at: path, node: node,
            suggestion: near)
        return nil
    }

    /// A day of the year, `04-01`.
    func monthDay(_ node: Node?, _ path: [String]) -> (month: Int, day: Int)? {
        guard let node, let text = text(node, path) else { return nil }
        if let day = Day("2023-" + text) { return (day.date.month, day.date.day) }
        note("expected a month and day such as 04-01", at: path, node: node)
        return nil
    }
}
