/// The words in which the engines differ. All other SQL text is the same for both.
enum Dialect {
    case sqlite

    /// `known_to` of a fact that still stands: later than any event.
    static let stillKnown = Int64.max

    /// The text as the engine takes it.
    static func sql(_ text: String) -> String { Dialect.sqlite.render(text) }

    func render(_ text: String) -> String {
        var sql = text
        for (mark, word) in words { sql = sql.replacing(mark, with: word) }
        return sql
    }

    private var words: [(String, String)] {
        switch self {
        case .sqlite:
            [
                ("{integer}", "INTEGER"), ("{bytes}", "BLOB"), ("{strict}", "STRICT"),
                ("{clustered}", ", WITHOUT ROWID"), ("{now}", "\(Dialect.stillKnown)"),
                // Equal, or both null.
                ("{same}", "IS"),
                (
                    "{known}",
                    """
                    known_from INTEGER NOT NULL REFERENCES event (id),
                      known_to INTEGER NOT NULL DEFAULT \(Dialect.stillKnown)
                    """
                ),
            ]
        }
    }
}
