import Foundation

/// The numbers of rules that the program's own code names.
enum CitedRules {
    static let project = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// Of every Swift file under `Sources`.
    static func inSources() throws -> Set<RuleNumber> {
        let sources = project.appending(path: "Sources")
        let files = try FileManager.default.subpathsOfDirectory(atPath: sources.path)
        return try files.filter { $0.hasSuffix(".swift") }.reduce(into: []) { all, path in
            let file = sources.appending(path: path)
            all.formUnion(found(in: try String(contentsOf: file, encoding: .utf8)))
        }
    }

    /// A number with a point is one wherever it stands; a whole section only behind `rule`.
    static func found(in text: String) -> Set<RuleNumber> {
        var (found, before): (Set<RuleNumber>, Substring) = ([], "")
        for word in text.split(whereSeparator: isBetween) {
            let text = String(word.reversed().drop { $0 == "." }.reversed())
            let isNamed = before == "rule" || before == "rules"
            if let number = RuleNumber(text), isNamed || text.contains(".") {
                found.insert(number)
            }
            before = word
        }
        return found
    }

    /// A hyphen joins two numbers (`B3.7-B3.12`) and the parts of a bill's name (`H-GB-04b`).
    private static func isBetween(_ character: Character) -> Bool {
        !(character.isASCII && (character.isLetter || character.isNumber) || character == ".")
    }
}
