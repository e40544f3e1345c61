import Measures
import Metering
import Tariffs

/// What a channel used in each band of a tariff's clocks. Kept between points; one thread each.
final class ChannelBands {
    private let tariff: TariffInForce
    private var tables: BandTables
    private var names: [String: ChannelNames] = [:]
    /// By clock, of the block that was added up last.
    private(set) var filled: [BlockUsage]

    init(_ tariff: TariffInForce) {
        self.tariff = tariff
        // One band for all hours where the tariff has no clock.
        let clocks = tariff.clocks.isEmpty ? [.allDay] : tariff.clocks
        tables = BandTables(clocks)
        filled = clocks.map { _ in BlockUsage() }
    }

    /// Adds up a part of a block by band, in one pass for each clock; none is missing.
    ///
    /// An interval belongs to the band of its start on the tariff's clock (rule C1.8).
    func take(_ block: IntervalBlock, _ part: Range<Int>, in zone: Zone) {
        let tables = tables.of(block, part, in: zone)
        block.lend(part) { values, scale in
            for clock in tables.indices {
                filled[clock].take(values, scale: scale, tables[clock])
            }
        }
    }

    /// What the tariff calls the bands of a channel; worked out once.
    func names(of channel: String) -> ChannelNames {
        if let known = names[channel] { return known }
        let made = ChannelNames(channel, tariff)
        names[channel] = made
        return made
    }
}

/// The bands of intervals on some clocks, laid out once for all blocks of the same hours.
private struct BandTables {
    private struct Hours: Hashable {
        let start: Instant
        let count: Int
        let minutes: Int
        let zone: String
    }

    private let clocks: [TimeOfUse]
    private var known: [Hours: [BandTable]] = [:]

    /// How many are kept; a tariff seldom sees more.
    private static let maximum = 256

    init(_ clocks: [TimeOfUse]) { self.clocks = clocks }

    /// One table for each clock.
    mutating func of(_ block: IntervalBlock, _ part: Range<Int>, in zone: Zone) -> [BandTable] {
        let hours = Hours(
            start: block.start(of: part.lowerBound), count: part.count, minutes: block.minutes,
            zone: zone.name)
        if let tables = known[hours] { return tables }
        if known.count == BandTables.maximum { known.removeAll() }
        let tables = clocks.map {
            BandTable(
                $0, of: hours.count, from: hours.start, minutes: hours.minutes, in: zone)
        }
        known[hours] = tables
        return tables
    }
}
