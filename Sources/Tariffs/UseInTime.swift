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
    private mutating func takeAny<Value: LaneValue, Lane: LaneValue>(
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
            table.add(base, in: lane, rows: rows, scale: scale, to: sums)
        }
        most.withUnsafeMutableBufferPointer { table.raise(base, scale: scale, to: $0) }
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

/// What one usage had of each block while blocks filled in order of time: all that a bill needs
/// to keep of the intervals. In millionths.
package struct FilledInTime: Sendable, Hashable {
    package let usage: UsageSlot
    /// Where each block but the open one ends.
    package let limits: [Int64]
    /// One for each block.
    package let parts: [Int64]

    package init(_ usage: UsageSlot, limits: [Int64], parts: [Int64]) {
        self.usage = usage
        self.limits = limits
        self.parts = parts
    }
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

    /// Lends the memory to be filled.
    @inline(__always)
    fileprivate mutating func fill(_ body: (inout Filling) -> Void) {
        let bands = bands
        limits.withUnsafeBufferPointer { limits in
            sums.withUnsafeMutableBufferPointer { sums in
                var filling = Filling(limits: limits, sums: sums, bands: bands)
                body(&filling)
            }
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

/// Where the filling stands: what is used so far, and the block that it fills.
private struct Filling {
    let limits: UnsafeBufferPointer<Int64>
    let sums: UnsafeMutableBufferPointer<Int64>
    let bands: Int
    var total: Int64 = 0
    var block = 0

    var isPastLimits: Bool { block == limits.count }
    /// The sums of the present block by band.
    var part: UnsafeMutableBufferPointer<Int64> {
        UnsafeMutableBufferPointer(rebasing: sums[block * bands..<(block + 1) * bands])
    }

    /// True where a limit is not crossed by so much more, which is then taken as used.
    @inline(__always)
    mutating func passes(_ day: Int64) -> Bool {
        guard total + day <= limits[block] else { return false }
        total += day
        return true
    }

    @inline(__always)
    mutating func split(_ value: Int64, _ band: Int) {
        var left = value
        while block < limits.count, total + left > limits[block] {
            let inside = limits[block] - total
            sums[block * bands + band] += inside
            total += inside
            block += 1
            left -= inside
        }
        sums[block * bands + band] += left
        total += left
    }
}

extension UseInTime {
    /// Fills blocks up to each limit of the running total of all bands, an interval being split
    /// at a limit. Only the days on which a limit is crossed are walked. Limits never fall.
    func fill(_ limits: [Int64], _ filled: inout FilledBlocks) {
        filled.begin(limits, bands: table.bands.count)
        guard !limits.isEmpty else { return filled.finish(sums) }
        filled.fill { filling in
            bytes.withUnsafeBytes { raw in
                switch width {
                case 2: fill(raw.bindMemory(to: Int16.self), in: Int32.self, &filling)
                case 4: fill(raw.bindMemory(to: Int32.self), in: Int64.self, &filling)
                default: fill(raw.bindMemory(to: Int64.self), in: Int64.self, &filling)
                }
            }
        }
        filled.finish(sums)
    }

    @inline(__always)
    private func fill<Value: LaneValue, Lane: LaneValue>(
        _ values: UnsafeBufferPointer<Value>, in lane: Lane.Type, _ filling: inout Filling
    ) {
        guard let base = values.baseAddress else { return }
        var from = 0
        let rows = table.patternOfRow.count
        for row in 0..<rows {
            let day = table.total(base, in: lane, row: row) * scale
            if filling.passes(day) { continue }
            table.add(base, in: lane, rows: from..<row, scale: scale, to: filling.part)
            walk(base + row * table.lanes, table.patternOfRow[row], &filling)
            from = row + 1
            if filling.isPastLimits { return }
        }
        table.add(base, in: lane, rows: from..<rows, scale: scale, to: filling.part)
        for (at, band) in zip(rows * table.lanes..<table.count, table.rest) {
            filling.split(Int64(base[at]) * scale, band)
        }
    }

    /// A day on which a limit is crossed, interval by interval.
    @inline(__always)
    private func walk<Value: LaneValue>(
        _ values: UnsafePointer<Value>, _ pattern: Int, _ filling: inout Filling
    ) {
        for run in table.patterns[pattern] {
            for lane in run.lanes { filling.split(Int64(values[lane]) * scale, run.band) }
        }
    }
}

extension UseInTime {
    /// Fills blocks with what came before a day, for a price that changes on it: interval by
    /// interval, by the same limits as the whole period.
    func fill(_ limits: [Int64], before day: Day, _ filled: inout FilledBlocks) {
        filled.begin(limits, bands: table.bands.count)
        let count = table.intervals(before: day)
        filled.fill { filling in
            var place = 0
            table.eachBand(of: count) { band in
                filling.split(value(place), band)
                place += 1
            }
        }
    }

    private func value(_ place: Int) -> Int64 {
        bytes.withUnsafeBytes { raw in
            switch width {
            case 2: Int64(raw.bindMemory(to: Int16.self)[place]) &* scale
            case 4: Int64(raw.bindMemory(to: Int32.self)[place]) &* scale
            default: raw.bindMemory(to: Int64.self)[place] &* scale
            }
        }
    }
}
