package import Documents

/// Letters: their kinds, templates, and what was made of them.
package enum LettersText {
    package static func kinds(_ kinds: [LetterKind]) -> Answer {
        Answer(
            kinds.map { "\($0.rawValue): \($0.meaning)" }.joined(separator: "\n"),
            .array(
                kinds.map {
                    ["kind": .string($0.rawValue), "meaning": .string($0.meaning)]
                }))
    }

    /// Templates that were written, by their files.
    package static func templates(_ written: [String]) -> String {
        written.isEmpty ? "All are there already." : written.joined(separator: "\n")
    }

    /// Letters that were written to a folder, and why others were not.
    package static func made(_ count: Int, in folder: String, notMade: [String]) -> Answer {
        let head =
            "\(counted(count, "letter")) written to \(folder), \(grouped(notMade.count)) not made."
        return Answer(
            ([head] + notMade.map { "  " + $0 }).joined(separator: "\n"),
            [
                "letters": .count(count), "folder": .string(folder),
                "not_made": .array(notMade.map { .string($0) }),
            ])
    }
}
