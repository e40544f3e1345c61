package import Measures

/// The band of each interval of a period, laid out once and used for every account.
///
/// A row is as many intervals as a day has, or a few days where that is not a multiple of eight;
/// rows with the same bands share a pattern. Days of a
/// clock change only shift the patterns after them: rows are counted from the period's start.
package struct BandTable: Sendable {
    /// An unbroken stretch of one band within a row, up to a lane.
    struct Run: Sendable {
        let lanes: Range<Int>
        let band: Int
    }

    package let minutes: Int
    private let start: Instant
    private let zone: Zone
    /// Intervals of the period.
    package let count: Int
    package let bands: [String]
    let lanes: Int
    let patterns: [[Run]]
    let patternOfRow: [Int]
    /// Bands of the intervals that fill no row.
    let rest: [Int]

    package init(_ hours: TimeOfUse, over period: Period, minutes: Int, in zone: Zone) {
        let start = zone.start(of: period.start)
        let count = (zone.start(of: period.end) - start) / (minutes * 60)
        self.init(hours, of: count, from: start, minutes: minutes, in: zone)
    }

    /// The bands of so many intervals from an instant on.
    package init(
        _ hours: TimeOfUse, of count: Int, from start: Instant, minutes: Int, in zone: Zone
    ) {
        let all = hours.bands(count, from: start, every: minutes * 60, in: zone)
        let lanes = BandTable.lanes(of: minutes)
        let days = (0..<all.count / lanes).map { Array(all[$0 * lanes..<($0 + 1) * lanes]) }
        var kinds: [[Int]] = []
        for day in days where !kinds.contains(day) { kinds.append(day) }
        self.start = start
        self.minutes = minutes
        self.zone = zone
        self.lanes = lanes
        bands = hours.bands
        self.count = count
        patterns = kinds.map(BandTable.runs)
        patternOfRow = days.map { kinds.firstIndex(of: $0) ?? 0 }
        rest = Array(all[days.count * lanes..<all.count])
    }

    /// How many intervals of the period begin before a day.
    func intervals(before day: Day) -> Int {
        let seconds = zone.start(of: day) - start
        return min(max(0, (seconds + minutes * 60 - 1) / (minutes * 60)), count)
    }

    /// The band of each of the first `count` intervals, in order.
    func eachBand(of count: Int, _ each: (Int) -> Void) {
        var left = count
        for pattern in patternOfRow {
            for run in patterns[pattern] {
                for _ in 0..<min(left, run.lanes.count) { each(run.band) }
                left -= min(left, run.lanes.count)
            }
        }
        for band in rest.prefix(left) { each(band) }
    }

    /// Intervals of a row: those of a day, or of as many days as make up eight lanes.
    private static func lanes(of minutes: Int) -> Int {
        var lanes = max(1440 / minutes, 1)
        while lanes % 8 != 0 { lanes *= 2 }
        return lanes
    }

    private static func runs(_ bands: [Int]) -> [Run] {
        var runs: [Run] = []
        for (lane, band) in bands.enumerated() {
            var from = lane
            if let last = runs.last, last.band == band { from = runs.removeLast().lanes.lowerBound }
            runs.append(Run(lanes: from..<lane + 1, band: band))
        }
        return runs
    }
}
