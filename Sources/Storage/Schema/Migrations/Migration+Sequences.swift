extension Migration {
    /// Numbers of new things come from a table of sequences, which begins at the largest stored.
    static let sequences =
        [
            """
            CREATE TABLE number_sequence (
              kind TEXT NOT NULL PRIMARY KEY,
              last_number {integer} NOT NULL CHECK (last_number >= 0)) {strict}
            """
        ] + numbered.map(filled)

    private static let numbered = [
        "party", "account", "premises", "supply_point", "agreement", "register",
        "tariff_version", "policy_version", "bill_run",
    ]

    private static func filled(_ table: String) -> String {
        """
        INSERT INTO number_sequence (kind, last_number)
        SELECT '\(table)', MAX(id) FROM \(table) HAVING MAX(id) IS NOT NULL
        """
    }

    /// The rows of a page are written in parts, and how far is noted.
    static let rowsInParts = [
        "ALTER TABLE rows_due ADD COLUMN written {integer} NOT NULL DEFAULT 0"
    ]
}
