extension Migration {
    /// The rows of a page are written in parts, and how far is noted.
    static let rowsInParts = [
        "ALTER TABLE rows_due ADD COLUMN written {integer} NOT NULL DEFAULT 0"
    ]
}
