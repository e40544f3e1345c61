extension Migration {
    /// Salts beside personal values, and what was erased.
    static let personalData =
        ["ALTER TABLE party ADD COLUMN seal {bytes}"] + Schema.erasures.map(Schema.withoutNotes)
}
