package import Documents
package import Operations

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
    package static func made(_ written: MakeLetters.Written, in folder: String) -> Answer {
        let refused = written.refused.map { "\($0.bill): \($0.reason)" }
        let head =
            "\(counted(written.count, "letter")) written to \(folder), "
            + "\(grouped(refused.count)) not made."
        return Answer(
            ([head] + refused.map { "  " + $0 }).joined(separator: "\n"),
            [
                "letters": .count(written.count), "folder": .string(folder),
                "not_made": .array(refused.map { .string($0) }),
            ])
    }

    package static func noSetting(_ text: String) -> String {
        "--set takes NAME=VALUE, such as reason=\"…\"; this is \(text)."
    }
}
