/// One of the ways in which a tariff takes what a channel counts.
struct TakenUse {
    /// The usages that it comes to.
    let usages: [String]
    /// Of this band alone; nil for all of it.
    let band: (clock: Int, band: Int)?

    static func all(_ usages: [String]) -> TakenUse { TakenUse(usages: usages, band: nil) }
}

extension ChannelNames {
    /// All intervals under one name, or under those of all bands of a clock; a clock of which some
    /// bands have no charge takes each of the others. None where the tariff charges none of it.
    static func taken(_ whole: String?, _ bands: [[String?]]) -> [TakenUse] {
        (whole.map { [.all([$0])] } ?? []) + bands.indices.flatMap { taken(bands[$0], $0) }
    }

    private static func taken(_ bands: [String?], _ clock: Int) -> [TakenUse] {
        let named = bands.compactMap { $0 }
        guard !named.isEmpty else { return [] }
        if named.count == bands.count { return [.all(named)] }
        return bands.enumerated().compactMap { band, usage in
            usage.map { TakenUse(usages: [$0], band: (clock, band)) }
        }
    }
}
