import Measures

/// The intervals of one account over a period by their bands: what each band used, its largest
/// interval, and what it used while blocks were filled in order of time.
package struct UseInTime: Sendable {
    package let table: BandTable
    /// What each band used and its largest interval, in millionths of the unit.
    package private(set) var sums: [Int64]
    package private(set) var most: [Int64]
    /// The usage that each band counts for, as the plan has it; -1 where it has none.
    private let usages: [Int]
    /// The values as they are stored, each of `width` bytes and worth `scale` millionths.
    private var bytes: [UInt8] = []
    private var width = 8
    private var scale: Int64 = 1

    /// `usages` as `TariffPlan.usageSlots(of:)` gives them.
    package init(_ table: BandTable, usages: [UsageSlot?]) {
        self.table = table
        self.usages = usages.map { $0?.index ?? -1 }
        sums = Array(repeating: 0, count: table.bands.count)
        most = sums
    }

    /// Takes the values of an account, each `scale` millionths; none is missing.
    package mutating func take(_ values: UnsafeBufferPointer<Int16>, scale: Int64) {
        takeAny(values, in: Int32.self, scale)
    }

    package mutating func take(_ values: UnsafeBufferPointer<Int32>, scale: Int64) {
        takeAny(values, in: Int64.self, scale)
    }

    package mutating func take(_ values: UnsafeBufferPointer<Int64>, scale: Int64) {
        takeAny(values, in: Int64.self, scale)
    }

    @inline(__always)
    private mutating func takeAny<Value: FixedWidthInteger, Lane: FixedWidthInteger>(
        _ values: UnsafeBufferPointer<Value>, in lane: Lane.Type, _ scale: Int64
    ) {
        precondition(values.count == table.count, "as many values as the period has intervals")
        (self.scale, width) = (scale, MemoryLayout<Value>.size)
        bytes.removeAll(keepingCapacity: true)
        bytes.append(contentsOf: UnsafeRawBufferPointer(values))
        clear()
        guard let base = values.baseAddress else { return }
        sums.withUnsafeMutableBufferPointer { sums in
            let rows = 0..<table.patternOfRow.count
            table.add(base, in: lane, rows: rows, scale: scale, to: &sums)
        }
        table.raise(base, scale: scale, to: &most)
        for (at, band) in zip(table.patternOfRow.count * table.lanes..<table.count, table.rest) {
            sums[band] &+= Int64(base[at]) * scale
            most[band] = max(most[band], Int64(base[at]) * scale)
        }
    }

    private mutating func clear() {
        for band in sums.indices { (sums[band], most[band]) = (0, 0) }
    }

    func band(of usage: Int) -> Int? { usages.firstIndex(of: usage) }
}

/// What each band used of each block, for one list of limits.
struct FilledBlocks: Sendable {
    private(set) var limits: [Int64] = []
    /// Block after block, a sum for each band.
    private var sums: [Int64] = []
    private var bands = 0
    private(set) var isReady = false

    func sum(_ block: Int, _ band: Int) -> Int64 { sums[block * bands + band] }

    mutating func forget() { isReady = false }

    fileprivate mutating func begin(_ limits: [Int64], bands: Int) {
        self.limits = limits
        self.bands = bands
        isReady = true
        sums.removeAll(keepingCapacity: true)
        sums.append(contentsOf: repeatElement(0, count: (limits.count + 1) * bands))
    }

    @inline(__always)
    fileprivate mutating func add(_ value: Int64, _ block: Int, _ band: Int) {
        sums[block * bands + band] += value
    }

    /// Hands out the place of a block's sums by band.
    @inline(__always)
    fileprivate mutating func add(
        _ block: Int, _ body: (inout UnsafeMutableBufferPointer<Int64>) -> Void
    ) {
        sums.withUnsafeMutableBufferPointer { all in
            var part = UnsafeMutableBufferPointer(
                rebasing: all[block * bands..<(block + 1) * bands])
            body(&part)
        }
    }

    /// What no block below has belongs to the last one.
    fileprivate mutating func finish(_ totals: [Int64]) {
        for band in 0..<bands {
            var left = totals[band]
            for block in limits.indices { left -= sum(block, band) }
            sums[limits.count * bands + band] = left
        }
    }
}

extension UseInTime {
    /// Fills blocks up to each limit of the running total of all bands, an interval being split
    /// at a limit. Only the days on which a limit is crossed are walked. Limits never fall.
    func fill(_ limits: [Int64], _ filled: inout FilledBlocks) {
        filled.begin(limits, bands: table.bands.count)
        bytes.withUnsafeBytes { raw in
            switch width {
            case 2: fill(raw.bindMemory(to: Int16.self), in: Int32.self, &filled)
            case 4: fill(raw.bindMemory(to: Int32.self), in: Int64.self, &filled)
            default: fill(raw.bindMemory(to: Int64.self), in: Int64.self, &filled)
            }
        }
        filled.finish(sums)
    }

    @inline(__always)
    private func fill<Value: FixedWidthInteger, Lane: FixedWidthInteger>(
        _ values: UnsafeBufferPointer<Value>, in lane: Lane.Type, _ filled: inout FilledBlocks
    ) {
        guard let base = values.baseAddress, !filled.limits.isEmpty else { return }
        var (place, from) = (Place(), 0)
        let rows = table.patternOfRow.count
        for row in 0..<rows {
            let day = table.total(base, in: lane, row: row) * scale
            if place.total + day <= filled.limits[place.block] {
                place.total += day
                continue
            }
            add(base, in: lane, rows: from..<row, place.block, &filled)
            walk(base + row * table.lanes, table.patternOfRow[row], &place, &filled)
            from = row + 1
            if place.block == filled.limits.count { return }
        }
        add(base, in: lane, rows: from..<rows, place.block, &filled)
        for (at, band) in zip(rows * table.lanes..<table.count, table.rest) {
            split(Int64(base[at]) * scale, band, &place, &filled)
        }
    }

    @inline(__always)
    private func add<Value: FixedWidthInteger, Lane: FixedWidthInteger>(
        _ values: UnsafePointer<Value>, in lane: Lane.Type, rows: Range<Int>, _ block: Int,
        _ filled: inout FilledBlocks
    ) {
        filled.add(block) { part in
            table.add(values, in: lane, rows: rows, scale: scale, to: &part)
        }
    }

    /// A day on which a limit is crossed, interval by interval.
    @inline(__always)
    private func walk<Value: FixedWidthInteger>(
        _ values: UnsafePointer<Value>, _ pattern: Int, _ place: inout Place,
        _ filled: inout FilledBlocks
    ) {
        var lane = 0
        for run in table.patterns[pattern] {
            while lane < run.end {
                split(Int64(values[lane]) * scale, run.band, &place, &filled)
                lane += 1
            }
        }
    }

    /// Where the filling stands: what is used so far, and the block that it fills.
    private struct Place {
        var total: Int64 = 0
        var block = 0
    }

    @inline(__always)
    private func split(
        _ value: Int64, _ band: Int, _ place: inout Place, _ filled: inout FilledBlocks
    ) {
        var left = value
        while place.block < filled.limits.count, place.total + left > filled.limits[place.block] {
            let inside = filled.limits[place.block] - place.total
            filled.add(inside, place.block, band)
            place.total += inside
            place.block += 1
            left -= inside
        }
        filled.add(left, place.block, band)
        place.total += left
    }
}
