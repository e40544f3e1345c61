import Measures
import Metering
import Tariffs

/// The bands of a tariff's clocks laid out for channels, once for all bills of the same days, and
/// what the channel at hand had of them. Kept between points; one thread each.
final class ChannelBands {
    private struct Stretch: Hashable {
        let start: Instant
        let count: Int
        let minutes: Int
        let zone: String
    }

    private let tariff: TariffInForce
    /// One band for all hours where the tariff has no clock.
    private let clocks: [TimeOfUse]
    private var laidOut: [Stretch: [BandTable]] = [:]
    private var called: [String: ChannelNames] = [:]
    /// By clock, what was taken last.
    private(set) var filled: [BlockUsage]

    /// Tables of so many stretches are kept; a tariff seldom sees more.
    private static let maximumStretches = 256

    init(_ tariff: TariffInForce) {
        self.tariff = tariff
        clocks = tariff.clocks.isEmpty ? [.allDay] : tariff.clocks
        filled = clocks.map { _ in BlockUsage() }
    }

    /// Adds up a part of a block by band, in one pass for each clock; none is missing.
    ///
    /// An interval belongs to the band of its start on the tariff's clock (rule C1.8).
    func take(_ block: IntervalBlock, _ part: Range<Int>, in zone: Zone) {
        let stretch = Stretch(
            start: block.start(of: part.lowerBound), count: part.count, minutes: block.minutes,
            zone: zone.name)
        let tables = tables(stretch, zone)
        block.lend(part) { values, scale in
            for clock in tables.indices {
                filled[clock].take(values, scale: scale, tables[clock])
            }
        }
    }

    private func tables(_ stretch: Stretch, _ zone: Zone) -> [BandTable] {
        if let known = laidOut[stretch] { return known }
        if laidOut.count == ChannelBands.maximumStretches { laidOut.removeAll() }
        let made = clocks.map {
            BandTable(
                $0, of: stretch.count, from: stretch.start, minutes: stretch.minutes, in: zone)
        }
        laidOut[stretch] = made
        return made
    }

    /// What the tariff calls the bands of a channel.
    func names(of channel: String) -> ChannelNames {
        if let known = called[channel] { return known }
        let made = ChannelNames(channel, tariff)
        called[channel] = made
        return made
    }
}

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
