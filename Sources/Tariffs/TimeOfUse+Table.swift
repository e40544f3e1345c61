package import Measures

/// The band of each interval of a period, laid out once and used for every account.
///
/// A row is as many intervals as a day has; rows with the same bands share a pattern. Days of a
/// clock change only shift the patterns after them: rows are counted from the period's start.
package struct BandTable: Sendable {
    /// Lanes are added up in groups of so many.
    static let group = 8

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

    /// The band of a lane of a row.
    func band(_ lane: Int, of row: Int) -> Int {
        for run in patterns[patternOfRow[row]] where lane < run.end { return run.band }
        return 0
    }
}

// MARK: The sums

extension BandTable {
    /// Adds rows `range` to `sums` by band: first lane by lane over all rows of a pattern, eight
    /// lanes at a time and each in 64 bits, so that nothing can overflow; then by band.
    @inline(__always)
    func add<Value: FixedWidthInteger & SIMDScalar & BitwiseCopyable>(
        _ values: UnsafePointer<Value>, rows range: Range<Int>, scale: Int64,
        to sums: inout UnsafeMutableBufferPointer<Int64>
    ) {
        for (pattern, rows) in rows.enumerated() {
            var lane = 0
            while lane < lanes {
                var lanes8 = SIMD8<Int64>()
                for row in rows where range.contains(Int(row)) {
                    lanes8 &+= eight(values, Int(row) * lanes + lane)
                }
                fold(lanes8, lane, patterns[pattern]) { sums[$1] &+= $0 * scale }
                lane += BandTable.group
            }
        }
    }

    /// As above over the whole period, with the largest value of each band.
    @inline(__always)
    func add<Value: FixedWidthInteger & SIMDScalar & BitwiseCopyable>(
        _ values: UnsafePointer<Value>, to sums: inout [Int64], _ most: inout [Int64]
    ) {
        for (pattern, rows) in rows.enumerated() {
            var lane = 0
            while lane < lanes {
                var lanes8 = SIMD8<Int64>()
                var most8 = SIMD8<Value>()
                for row in rows {
                    let next = raw(values, Int(row) * lanes + lane)
                    lanes8 &+= SIMD8<Int64>(truncatingIfNeeded: next)
                    most8.replace(with: next, where: next .> most8)
                }
                fold(lanes8, lane, patterns[pattern]) { sums[$1] &+= $0 }
                fold(SIMD8<Int64>(truncatingIfNeeded: most8), lane, patterns[pattern]) {
                    most[$1] = max(most[$1], $0)
                }
                lane += BandTable.group
            }
        }
        addRest(values, to: &sums, &most)
    }

    private func addRest<Value: FixedWidthInteger>(
        _ values: UnsafePointer<Value>, to sums: inout [Int64], _ most: inout [Int64]
    ) {
        for (place, band) in rest.enumerated() {
            let value = Int64(values[patternOfRow.count * lanes + place])
            sums[band] &+= value
            most[band] = max(most[band], value)
        }
    }

    /// The sum of one row.
    @inline(__always)
    func total<Value: FixedWidthInteger & SIMDScalar & BitwiseCopyable>(
        _ values: UnsafePointer<Value>, row: Int
    ) -> Int64 {
        var lanes8 = SIMD8<Int64>()
        var lane = 0
        while lane < lanes {
            lanes8 &+= eight(values, row * lanes + lane)
            lane += BandTable.group
        }
        return lanes8.wrappedSum()
    }

    @inline(__always)
    private func raw<Value: FixedWidthInteger & SIMDScalar & BitwiseCopyable>(
        _ values: UnsafePointer<Value>, _ at: Int
    ) -> SIMD8<Value> {
        UnsafeRawPointer(values + at).loadUnaligned(as: SIMD8<Value>.self)
    }

    @inline(__always)
    private func eight<Value: FixedWidthInteger & SIMDScalar & BitwiseCopyable>(
        _ values: UnsafePointer<Value>, _ at: Int
    ) -> SIMD8<Int64> {
        SIMD8<Int64>(truncatingIfNeeded: raw(values, at))
    }

    @inline(__always)
    private func fold(
        _ lanes8: SIMD8<Int64>, _ lane: Int, _ runs: [Run], _ each: (Int64, Int) -> Void
    ) {
        var run = 0
        for place in 0..<BandTable.group {
            while runs[run].end <= lane + place { run += 1 }
            each(lanes8[place], runs[run].band)
        }
    }
}
