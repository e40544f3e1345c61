/// The names under which a tariff takes what a channel counts. Where it has no clock, there are no
/// bands.
struct ChannelNames {
    /// The usage of all its intervals, where the tariff prices it.
    let whole: String?
    /// The usage of each band, by clock.
    let bands: [[String?]]
    /// The ways in which both take what it counts.
    let taken: [TakenUse]
    /// The demands that the tariff asks for (rule A5.8): `max_kW` of all intervals, `max_kW_peak`
    /// of the bands of that name; of another usage `export_max_kW` and so on.
    let demands: [(name: String, of: [(clock: Int, band: Int)])]

    init(_ channel: String, _ tariff: TariffInForce) {
        whole = tariff.plan.usageSlot(channel).map { _ in channel }
        bands = tariff.clocks.map { $0.bands.map { tariff.usage(channel, $0) } }
        taken = ChannelNames.taken(whole, bands)
        let all = channel == "kWh" ? "max_kW" : channel + "_max_kW"
        let clock = tariff.clocks.first?.bands.indices.map { (clock: 0, band: $0) }
        var demands: [(name: String, of: [(clock: Int, band: Int)])] = [
            (all, clock ?? [(clock: 0, band: 0)])
        ]
        for (clock, hours) in tariff.clocks.enumerated() {
            for (band, name) in hours.bands.enumerated() {
                let name = all + "_" + name
                if let known = demands.firstIndex(where: { $0.name == name }) {
                    demands[known].of.append((clock, band))
                } else {
                    demands.append((name, [(clock, band)]))
                }
            }
        }
        self.demands = demands.filter { demand in
            tariff.numbers.contains { $0.name == demand.name }
        }
    }
}
