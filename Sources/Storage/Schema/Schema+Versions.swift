extension Schema {
    /// Which version of meter data a row holds.
    static let versionsOfData: [String] = []
}
