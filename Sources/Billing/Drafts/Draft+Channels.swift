import Metering

/// The intervals of all channels of one usage over the period of a draft, added up.
struct ChronologicalLoad {
    let usage: String
    let minutes: Int
    var values: [Int64]
}

extension Draft {
    /// Adds the intervals of a channel, none missing, from the first one on at `position`.
    mutating func add(load block: IntervalBlock, _ usage: String, at position: Int, of count: Int) {
        if !loads.contains(where: { $0.usage == usage && $0.minutes == block.minutes }) {
            let nothing = Array(repeating: Int64(0), count: count)
            loads.append(ChronologicalLoad(usage: usage, minutes: block.minutes, values: nothing))
        }
        for index in loads.indices
        where loads[index].usage == usage && loads[index].minutes == block.minutes {
            for (at, value) in block.values.enumerated() where position + at < count {
                loads[index].values[position + at] &+= value
            }
        }
    }

    /// Keeps a channel whose intervals the tariff prices one by one.
    mutating func add(channel block: IntervalBlock, _ usage: String, _ tariff: TariffInForce) {
        if tariff.pricesIntervals(of: usage) { channels.append((usage, block)) }
    }
}
