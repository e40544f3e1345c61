extension Migration {
    /// People with their roles, limits and credentials, and what events know of acts.
    static let actsByPeople = (Schema.access + Schema.acts).map(Schema.withoutNotes)
}
