extension Migration {
    /// Which version of meter data a row holds.
    static let versionsOfData = [
        // When each day was last updated by its sender: `seconds*days`, with commas; blank where
        // no feed said so.
        "ALTER TABLE interval_block ADD COLUMN versions TEXT NOT NULL DEFAULT ''"
    ]
}
