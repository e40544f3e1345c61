extension Schema {
    /// What rules judge by and had no place to be stored.
    static let judgedFacts: [String] = []
}
