import Measures

/// The intervals of one account over a period by their bands: what each band used, its largest
/// interval, and what it used while blocks were filled in order of time.
package struct ChronologicalUse: Sendable {
    package let table: BandTable
    /// What each band used and its largest interval, in millionths of the unit.
    package var sums: [Int64] { whole.sums }
    package var maximum: [Int64] { whole.maximum }
    private var whole = BlockUsage()
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
        whole.begin([], bands: table.bands.count)
    }

    /// Takes the values of an account, each `scale` millionths; none is missing.
    package mutating func take(_ values: UnsafeBufferPointer<Int16>, scale: Int64) {
        keep(values, scale)
        whole.take(.short(values), scale: scale, table, upTo: [])
    }

    package mutating func take(_ values: UnsafeBufferPointer<Int32>, scale: Int64) {
        keep(values, scale)
        whole.take(.middle(values), scale: scale, table, upTo: [])
    }

    package mutating func take(_ values: UnsafeBufferPointer<Int64>, scale: Int64) {
        keep(values, scale)
        whole.take(.long(values), scale: scale, table, upTo: [])
    }

    private mutating func keep<Value>(_ values: UnsafeBufferPointer<Value>, _ scale: Int64) {
        (self.scale, width) = (scale, MemoryLayout<Value>.size)
        bytes.removeAll(keepingCapacity: true)
        bytes.append(contentsOf: UnsafeRawBufferPointer(values))
    }

    func band(of usage: Int) -> Int? { usages.firstIndex(of: usage) }

    /// Fills blocks up to each limit of the running total of all bands, an interval being split
    /// at a limit. Limits never fall.
    func fill(_ limits: [Int64], _ filled: inout BlockUsage) {
        withValues { filled.take($0, scale: scale, table, upTo: limits) }
    }

    /// Fills blocks with what came before a day, for a price that changes on it: interval by
    /// interval, by the same limits as the whole period.
    func fill(_ limits: [Int64], before day: Day, _ filled: inout BlockUsage) {
        let count = table.intervals(before: day)
        withValues { values in
            filled.fill(upTo: limits, bands: table.bands.count) { filling in
                var position = 0
                table.eachBand(of: count) { band in
                    filling.split(values[position] &* scale, band)
                    position += 1
                }
            }
        }
    }

    private func withValues(_ body: (IntervalValues) -> Void) {
        bytes.withUnsafeBytes { raw in
            switch width {
            case 2: body(.short(raw.bindMemory(to: Int16.self)))
            case 4: body(.middle(raw.bindMemory(to: Int32.self)))
            default: body(.long(raw.bindMemory(to: Int64.self)))
            }
        }
    }
}

/// What one usage had of each block while blocks filled in order of time: all that a bill needs
/// to keep of the intervals. In millionths.
package struct ChronologicalBlocks: Sendable, Hashable {
    package let usage: UsageSlot
    /// Where each block but the open one ends.
    package let limits: [Int64]
    /// One for each block.
    package internal(set) var parts: [Int64]

    package init(_ usage: UsageSlot, limits: [Int64], parts: [Int64]) {
        self.usage = usage
        self.limits = limits
        self.parts = parts
    }
}
