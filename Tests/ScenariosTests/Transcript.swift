import Foundation

/// A story told in a terminal: comments, commands with what each is expected to answer.
///
/// ```
/// # A comment.
///
/// $ plumbline day
/// 2025-01-31
/// ```
///
/// A command ends with its line, or with the end mark of its here-document. `...` stands for any
/// text; alone on a line for any lines. `[exit 3]` is expected last where a command fails.
struct Transcript {
    struct Step {
        /// Line of the file, from 1.
        let line: Int
        let command: String
        let expected: [String]
    }

    let steps: [Step]

    init(_ text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        var steps: [Step] = []
        var at = 0
        while at < lines.count {
            guard lines[at].hasPrefix("$ ") else {
                at += 1
                continue
            }
            let first = at
            let command = Transcript.command(in: lines, from: &at)
            let expected = Transcript.answer(in: lines, from: &at)
            steps.append(Step(line: first + 1, command: command, expected: expected))
        }
        self.steps = steps
    }

    private static func command(in lines: [String], from at: inout Int) -> String {
        var command = String(lines[at].dropFirst(2))
        at += 1
        guard let start = command.range(of: "<<") else { return command }
        let mark = command[start.upperBound...].prefix { $0 != " " }.filter(\.isLetter)
        let end = lines[at...].firstIndex { $0 == mark } ?? lines.count - 1
        command += "\n" + lines[at...end].joined(separator: "\n") + "\n"
        at = end + 1
        return command
    }

    /// Up to the next command, comment or end; blank lines at the end are not part of it.
    private static func answer(in lines: [String], from at: inout Int) -> [String] {
        var answer: [String] = []
        while at < lines.count, !lines[at].hasPrefix("$ ") {
            let rest = lines[at...].drop { $0.isEmpty }
            if rest.isEmpty || rest.first?.hasPrefix("# ") == true { break }
            answer.append(lines[at])
            at += 1
        }
        return answer.withoutBlankEnd
    }
}

extension [String] {
    var withoutBlankEnd: [String] {
        Array(reversed().drop { $0.isEmpty }.reversed())
    }

    /// Whether these lines are what was expected, with `...` for anything.
    func matches(_ expected: ArraySlice<String>) -> Bool { self[...].agrees(with: expected) }
}

extension ArraySlice<String> {
    fileprivate func agrees(with expected: ArraySlice<String>) -> Bool {
        guard let wanted = expected.first else { return isEmpty }
        if wanted == "..." {
            return (0...count).contains { dropFirst($0).agrees(with: expected.dropFirst()) }
        }
        guard let line = first, line.matches(wanted) else { return false }
        return dropFirst().agrees(with: expected.dropFirst())
    }
}

extension String {
    fileprivate func matches(_ wanted: String) -> Bool {
        let parts = wanted.components(separatedBy: "...")
        guard parts.count > 1 else { return self == wanted }
        guard hasPrefix(parts[0]), hasSuffix(parts[parts.count - 1]) else { return false }
        var rest = self[...]
        for part in parts where !part.isEmpty {
            guard let found = rest.range(of: part) else { return false }
            rest = rest[found.upperBound...]
        }
        return true
    }
}
