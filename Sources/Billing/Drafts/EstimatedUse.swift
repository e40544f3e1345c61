import Metering

/// What of a segment's use is estimated because nothing is stored (rules B4).
package struct EstimatedUse: Sendable {
    /// Readings of dials that nobody read.
    package var estimates: [EstimatedReading] = []
    /// By channel, what fills its gaps, in millionths.
    private var fillings: [(usage: String, millionths: Int128)] = []

    package init() {}

    /// Adds the values that fill the gaps of a channel.
    mutating func add(_ whole: IntervalBlock, fills gaps: [Range<Int>], in channel: String) {
        for gap in gaps {
            fillings.append((channel, gap.reduce(0) { $0 + Int128(whole[$1]) }))
        }
    }

    func filled(_ channel: String) -> Int128 {
        fillings.reduce(0) { $1.usage == channel ? $0 + $1.millionths : $0 }
    }
}
