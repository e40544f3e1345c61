extension Schema {
    /// Prices that change by the hour or follow an index, as facts.
    static let priceSeries: [String] = []
}
