import Measures

/// Rows are added in order of time, eight lanes at once, to the lanes of their pattern. Lanes are
/// added up by band only at the end, and on the days on which a limit is crossed.
extension BandTable {
    @inline(__always)
    func fill<Value: LaneValue, Lane: LaneValue>(
        _ values: UnsafePointer<Value>, in type: Lane.Type, scale: Int64,
        _ filling: inout BlockFilling
    ) {
        withLanes(of: Value.self, Lane.self) { all in
            var row = values
            for pattern in patternOfRow {
                let day = all.add(row, pattern) &* scale
                if !filling.passes(day) {
                    all.takeBack(row, pattern)
                    addUp(all, scale, to: filling.part)
                    walk(row, by: patterns[pattern], scale: scale, &filling)
                }
                row += lanes
            }
            addUp(all, scale, to: filling.part)
            raise(all, scale, to: filling.maximum)
        }
        fillRest(values + patternOfRow.count * lanes, scale: scale, &filling)
    }

    /// A row in which a limit is crossed, interval by interval.
    @inline(__always)
    private func walk<Value: LaneValue>(
        _ values: UnsafePointer<Value>, by runs: [Run], scale: Int64, _ filling: inout BlockFilling
    ) {
        for run in runs {
            for lane in run.lanes { filling.split(Int64(values[lane]) &* scale, run.band) }
        }
    }

    /// The intervals that fill no row.
    @inline(__always)
    private func fillRest<Value: LaneValue>(
        _ values: UnsafePointer<Value>, scale: Int64, _ filling: inout BlockFilling
    ) {
        for (at, band) in rest.enumerated() {
            let value = Int64(values[at]) &* scale
            filling.split(value, band)
            filling.maximum[band] = max(filling.maximum[band], value)
        }
    }

    @inline(__always)
    private func withLanes<Value: LaneValue, Lane: LaneValue>(
        of type: Value.Type, _ lane: Lane.Type, _ body: (Lanes<Value, Lane>) -> Void
    ) {
        let count = patterns.count * lanes
        withUnsafeTemporaryAllocation(of: Lane.self, capacity: count) { sums in
            withUnsafeTemporaryAllocation(of: Value.self, capacity: count) { maximum in
                sums.initialize(repeating: 0)
                maximum.initialize(repeating: 0)
                guard let sums = sums.baseAddress, let maximum = maximum.baseAddress else { return }
                body(Lanes(sums: sums, maximum: maximum, count: lanes))
            }
        }
    }

    /// Adds what the lanes have to the sums of their bands, and empties them.
    @inline(__always)
    private func addUp<Value, Lane>(
        _ all: Lanes<Value, Lane>, _ scale: Int64, to sums: UnsafeMutableBufferPointer<Int64>
    ) {
        for (pattern, runs) in patterns.enumerated() {
            let lanes = all.sums + pattern * lanes
            for run in runs {
                var sum = Int64(0)
                for lane in run.lanes {
                    sum &+= Int64(lanes[lane])
                    lanes[lane] = 0
                }
                sums[run.band] &+= sum &* scale
            }
        }
    }

    /// Raises `maximum` to the largest value of each band.
    @inline(__always)
    private func raise<Value, Lane>(
        _ all: Lanes<Value, Lane>, _ scale: Int64, to maximum: UnsafeMutableBufferPointer<Int64>
    ) {
        for (pattern, runs) in patterns.enumerated() {
            let lanes = all.maximum + pattern * lanes
            for run in runs {
                var highest = Value(0)
                for lane in run.lanes { highest = max(highest, lanes[lane]) }
                maximum[run.band] = max(maximum[run.band], Int64(highest) &* scale)
            }
        }
    }
}

/// For each lane of each pattern, what its values come to and the largest of them.
private struct Lanes<Value: LaneValue, Lane: LaneValue> {
    let sums: UnsafeMutablePointer<Lane>
    let maximum: UnsafeMutablePointer<Value>
    /// Lanes of a pattern, a multiple of eight.
    let count: Int

    /// Adds a row to its pattern, and gives its sum.
    @inline(__always)
    func add(_ row: UnsafePointer<Value>, _ pattern: Int) -> Int64 {
        let (sums, maximum) = (sums + pattern * count, maximum + pattern * count)
        var total = SIMD8<Lane>(repeating: 0)
        for first in stride(from: 0, to: count, by: 8) {
            let next = eight(row + first)
            let wide = SIMD8<Lane>(truncatingIfNeeded: next)
            total &+= wide
            store(eight(sums + first) &+ wide, sums + first)
            store(pointwiseMax(eight(maximum + first), next), maximum + first)
        }
        return Int64(total.wrappedSum())
    }

    /// Takes a row out of the sums again.
    @inline(__always)
    func takeBack(_ row: UnsafePointer<Value>, _ pattern: Int) {
        let sums = sums + pattern * count
        for lane in 0..<count { sums[lane] &-= Lane(truncatingIfNeeded: row[lane]) }
    }

    @inline(__always)
    private func eight<One: LaneValue>(_ values: UnsafePointer<One>) -> SIMD8<One> {
        UnsafeRawPointer(values).loadUnaligned(as: SIMD8<One>.self)
    }

    @inline(__always)
    private func store<One: LaneValue>(_ values: SIMD8<One>, _ to: UnsafeMutablePointer<One>) {
        UnsafeMutableRawPointer(to).storeBytes(of: values, as: SIMD8<One>.self)
    }
}
