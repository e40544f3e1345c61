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

    package let period: Period
    package let minutes: Int
    private let zone: Zone
    /// Intervals of the period.
    package let count: Int
    package let bands: [String]
    let lanes: Int
    let patterns: [[Run]]
    let patternOfRow: [Int]
    /// Rows of each pattern, in order.
    let rows: [[Int32]]
    /// Bands of the intervals that fill no row.
    let rest: [Int]

    package init(_ hours: TimeOfUse, over period: Period, minutes: Int, in zone: Zone) {
        let start = zone.start(of: period.start)
        let seconds = minutes * 60
        let all = hours.bands(
            (zone.start(of: period.end) - start) / seconds, from: start, every: seconds, in: zone)
        let lanes = BandTable.lanes(of: minutes)
        let days = (0..<all.count / lanes).map { Array(all[$0 * lanes..<($0 + 1) * lanes]) }
        var kinds: [[Int]] = []
        for day in days where !kinds.contains(day) { kinds.append(day) }
        self.period = period
        self.minutes = minutes
        self.zone = zone
        self.lanes = lanes
        bands = hours.bands
        count = all.count
        patterns = kinds.map(BandTable.runs)
        patternOfRow = days.map { kinds.firstIndex(of: $0) ?? 0 }
        rows = kinds.map { kind in days.indices.filter { days[$0] == kind }.map { Int32($0) } }
        rest = Array(all[days.count * lanes..<all.count])
    }

    /// How many intervals of the period begin before a day.
    func intervals(before day: Day) -> Int {
        let seconds = zone.start(of: day) - zone.start(of: period.start)
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

// MARK: The sums

/// Values are added lane by lane over all rows of a pattern, eight lanes at once in a register,
/// and only then by band. Values of 16 bits are added in 32, which hold 65,536 of them, others
/// in 64.
extension BandTable {
    /// Adds rows `range` to `sums` by band, each value `scale` times. Lanes are added in `Lane`,
    /// which holds the sum of as many values as there are rows.
    @inline(__always)
    func add<Value: LaneValue, Lane: LaneValue>(
        _ values: UnsafePointer<Value>, in type: Lane.Type, rows range: Range<Int>, scale: Int64,
        to sums: UnsafeMutableBufferPointer<Int64>
    ) {
        guard !range.isEmpty else { return }
        withUnsafeTemporaryAllocation(of: Lane.self, capacity: lanes) { lane in
            for (pattern, all) in rows.enumerated() {
                addLanes(values, of: all, in: range, to: lane)
                for run in patterns[pattern] {
                    var sum = Int64(0)
                    for place in run.lanes { sum &+= Int64(lane[place]) }
                    sums[run.band] &+= sum &* scale
                }
            }
        }
    }

    /// The lanes of some rows of a pattern.
    @inline(__always)
    private func addLanes<Value: LaneValue, Lane: LaneValue>(
        _ values: UnsafePointer<Value>, of rows: [Int32], in range: Range<Int>,
        to lane: UnsafeMutableBufferPointer<Lane>
    ) {
        rows.withUnsafeBufferPointer { rows in
            let some = BandTable.part(of: rows, in: range)
            for first in stride(from: 0, to: lanes, by: 8) {
                var sum = SIMD8<Lane>(repeating: 0)
                for row in some {
                    let next = eightLanes(values + Int(row) * lanes + first)
                    sum &+= SIMD8<Lane>(truncatingIfNeeded: next)
                }
                for place in 0..<8 { lane[first + place] = sum[place] }
            }
        }
    }

    /// Raises `most` to the largest value of each band.
    @inline(__always)
    func raise<Value: LaneValue>(
        _ values: UnsafePointer<Value>, scale: Int64, to most: UnsafeMutableBufferPointer<Int64>
    ) {
        withUnsafeTemporaryAllocation(of: Value.self, capacity: lanes) { lane in
            for pattern in rows.indices {
                lane.initialize(repeating: 0)
                for row in rows[pattern] {
                    let next = values + Int(row) * lanes
                    for place in 0..<lanes { lane[place] = max(lane[place], next[place]) }
                }
                for run in patterns[pattern] {
                    var highest = Value(0)
                    for place in run.lanes { highest = max(highest, lane[place]) }
                    most[run.band] = max(most[run.band], Int64(highest) &* scale)
                }
            }
        }
    }

    /// The rows of a pattern that lie in `range`; they are in order.
    @inline(__always)
    private static func part(
        of rows: UnsafeBufferPointer<Int32>, in range: Range<Int>
    ) -> Slice<UnsafeBufferPointer<Int32>> {
        let from = rows.firstIndex { Int($0) >= range.lowerBound } ?? rows.endIndex
        let upTo = rows.firstIndex { Int($0) >= range.upperBound } ?? rows.endIndex
        return rows[from..<upTo]
    }

    /// The sum of one row.
    @inline(__always)
    func total<Value: LaneValue, Lane: LaneValue>(
        _ values: UnsafePointer<Value>, in type: Lane.Type, row: Int
    ) -> Int64 {
        var sum = SIMD8<Lane>(repeating: 0)
        for eight in 0..<lanes / 8 {
            sum &+= SIMD8<Lane>(truncatingIfNeeded: eightLanes(values + row * lanes + eight * 8))
        }
        return Int64(sum.wrappedSum())
    }
}

/// A whole number that eight lanes of a register hold.
typealias LaneValue = FixedWidthInteger & SIMDScalar

@inline(__always)
private func eightLanes<Value: LaneValue>(_ values: UnsafePointer<Value>) -> SIMD8<Value> {
    UnsafeRawPointer(values).loadUnaligned(as: SIMD8<Value>.self)
}
