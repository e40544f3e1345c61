/// Which room may use what: once as people read it, once as the build enforces it.
enum RoomTable {
    /// Rows of the table in `ARCHITECTURE.md` whose first cell is a room in backquotes.
    static func architecture(_ text: String) -> [String: Set<String>] {
        var table: [String: Set<String>] = [:]
        for line in text.split(separator: "\n") where line.hasPrefix("| `") {
            let cells = line.split(separator: "|").map { quoted("`", in: $0) }
            guard let room = cells.first?.first, let uses = cells.last, cells.count == 3 else {
                continue
            }
            table[room] = Set(uses)
        }
        return table
    }

    /// Targets of `Package.swift` made with `room(…)` or `.executableTarget(…)`, but for those
    /// that lie somewhere else, which are no rooms.
    static func package(_ text: String) -> [String: Set<String>] {
        let packages = [
            "grdb": "GRDB", "sqlite": "GRDBSQLite", "yams": "Yams", "arguments": "ArgumentParser",
        ]
        var table: [String: Set<String>] = [:]
        for call in calls(in: text) where !mentions(call, "path") {
            var names = quoted("\"", in: call).filter { $0 != "README.md" }
            let room = names.removeFirst()
            if call.contains("allRules") { names += Project.ruleRooms }
            for (word, package) in packages where mentions(call, word) { names.append(package) }
            table[room] = Set(names)
        }
        return table
    }

    private static func calls(in text: String) -> [Substring] {
        ["room(", ".executableTarget("].flatMap { mark in
            text.split(separator: mark).dropFirst().compactMap { rest -> Substring? in
                let call = upToClosing(rest)
                let first = call.first { !$0.isWhitespace }
                return first == "\"" || first == "n" ? call : nil
            }
        }
    }

    private static func upToClosing(_ text: Substring) -> Substring {
        var depth = 1
        let end = text.firstIndex { character in
            if character == "(" { depth += 1 }
            if character == ")" { depth -= 1 }
            return depth == 0
        }
        return text[..<(end ?? text.endIndex)]
    }

    private static func mentions(_ call: Substring, _ word: String) -> Bool {
        call.split { !$0.isLetter }.contains { $0 == word }
    }

    /// What stands between each two marks.
    private static func quoted(_ mark: Character, in text: Substring) -> [String] {
        text.split(separator: mark, omittingEmptySubsequences: false).enumerated()
            .filter { $0.offset % 2 == 1 }.map { String($0.element) }
    }
}
