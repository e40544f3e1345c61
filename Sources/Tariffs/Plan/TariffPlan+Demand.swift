extension TariffPlan {
    /// Whether its demands are more than the largest interval of each band.
    package var measuresDemand: Bool {
        book.demandMinutes != nil
            || book.inputs.contains { $0.kind == .number && $0.name.contains("daily_max_kW") }
    }
}
