extension Schema {
    /// Events chained, and facts pinned to the events that brought them.
    static let proofOfEvents: [String] = []
}
