import Measures

extension Planner {
    /// A window of demand has no name that `time_of_use` has too, where something counts in it: the
    /// same interval would be added twice, and its demand would be that of both windows.
    mutating func checkBands() {
        guard let hours = book.timeOfUse, let demand = book.demandWindows else { return }
        for band in demand.bands where hours.bands.contains(band) {
            guard let input = book.inputs.first(where: { $0.counts(in: band) }) else { continue }
            let isWindow = demand.windows.contains { $0.band == band }
            let index = isWindow ? ["bands", band] : ["otherwise"]
            note(
                .bandTwice(band, input: input.name, isUsage: input.kind == .usage), band,
                at: ["demand_windows"] + index)
        }
    }
}

extension TariffBook.Input {
    /// Whether intervals of the band come to it: `peak`, `export_peak`, `max_kW_peak` for `peak`.
    fileprivate func counts(in band: String) -> Bool {
        switch kind {
        case .usage: name == band || name.hasSuffix("_" + band)
        case .number: name.hasSuffix("max_kW_" + band)
        default: false
        }
    }
}
