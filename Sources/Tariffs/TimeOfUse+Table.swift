package import Measures

/// The band of each interval of a period, laid out once and used for every account.
///
/// A row is as many intervals as a day has; rows with the same bands share a pattern. Days of a
/// clock change only shift the patterns after them: rows are counted from the period's start.
package struct BandTable: Sendable {
    /// An unbroken stretch of one band within a row, up to a lane.
    struct Run: Sendable {
        let end: Int
        let band: Int
    }

    package let period: Period
    package let minutes: Int
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
        let lanes = 1440 / minutes
        let days = (0..<all.count / lanes).map { Array(all[$0 * lanes..<($0 + 1) * lanes]) }
        var kinds: [[Int]] = []
        for day in days where !kinds.contains(day) { kinds.append(day) }
        self.period = period
        self.minutes = minutes
        self.lanes = lanes
        bands = hours.bands
        count = all.count
        patterns = kinds.map(BandTable.runs)
        patternOfRow = days.map { kinds.firstIndex(of: $0) ?? 0 }
        rows = kinds.map { kind in days.indices.filter { days[$0] == kind }.map { Int32($0) } }
        rest = Array(all[days.count * lanes..<all.count])
    }

    private static func runs(_ bands: [Int]) -> [Run] {
        var runs: [Run] = []
        for (lane, band) in bands.enumerated() {
            if let last = runs.last, last.band == band { runs.removeLast() }
            runs.append(Run(end: lane + 1, band: band))
        }
        return runs
    }
}

// MARK: The sums

/// Values are added lane by lane over all rows of a pattern, in plain loops over memory that the
/// compiler turns into vector instructions, and only then by band. Values of 16 bits are added in
/// 32, which hold 65,536 of them, others in 64.
extension BandTable {
    /// Adds rows `range` to `sums` by band, each value `scale` times. Lanes are added in `Lane`,
    /// which holds the sum of as many values as there are rows.
    @inline(__always)
    func add<Value: FixedWidthInteger, Lane: FixedWidthInteger>(
        _ values: UnsafePointer<Value>, in type: Lane.Type, rows range: Range<Int>, scale: Int64,
        to sums: inout UnsafeMutableBufferPointer<Int64>
    ) {
        guard !range.isEmpty else { return }
        withUnsafeTemporaryAllocation(of: Lane.self, capacity: lanes) { lane in
            for pattern in rows.indices {
                lane.initialize(repeating: 0)
                for row in rows[pattern] where range.contains(Int(row)) {
                    let next = values + Int(row) * lanes
                    for place in 0..<lanes { lane[place] &+= Lane(truncatingIfNeeded: next[place]) }
                }
                var place = 0
                for run in patterns[pattern] {
                    var sum = Int64(0)
                    while place < run.end {
                        sum &+= Int64(lane[place])
                        place += 1
                    }
                    sums[run.band] &+= sum &* scale
                }
            }
        }
    }

    /// Raises `most` to the largest value of each band.
    @inline(__always)
    func raise<Value: FixedWidthInteger>(
        _ values: UnsafePointer<Value>, scale: Int64, to most: inout [Int64]
    ) {
        withUnsafeTemporaryAllocation(of: Value.self, capacity: lanes) { lane in
            for pattern in rows.indices {
                lane.initialize(repeating: 0)
                for row in rows[pattern] {
                    let next = values + Int(row) * lanes
                    for place in 0..<lanes { lane[place] = max(lane[place], next[place]) }
                }
                var place = 0
                for run in patterns[pattern] {
                    var highest = Value(0)
                    while place < run.end {
                        highest = max(highest, lane[place])
                        place += 1
                    }
                    most[run.band] = max(most[run.band], Int64(highest) &* scale)
                }
            }
        }
    }

    /// The sum of one row.
    @inline(__always)
    func total<Value: FixedWidthInteger, Lane: FixedWidthInteger>(
        _ values: UnsafePointer<Value>, in type: Lane.Type, row: Int
    ) -> Int64 {
        let first = values + row * lanes
        var sum: Lane = 0
        for place in 0..<lanes { sum &+= Lane(truncatingIfNeeded: first[place]) }
        return Int64(sum)
    }
}
