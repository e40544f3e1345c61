extension Migration {
    /// What rules judge by and had no place to be stored.
    static let judgedFacts = [
        // Counts both directions: it may run backwards (rule A6.5).
        "ALTER TABLE register ADD COLUMN net_metered {integer} NOT NULL DEFAULT 0"
    ]
}
