package import Measures

/// What each band used of each block, for one list of limits, and its largest interval, in
/// millionths of the unit.
package struct BlockUsage: Sendable {
    private(set) var limits: [Int64] = []
    /// Block after block, a sum for each band.
    package private(set) var sums: [Int64] = []
    /// The largest interval of each band; zero where there was none (rule A5.8: demand is this
    /// times intervals in an hour).
    package private(set) var maximum: [Int64] = []
    private(set) var bands = 0
    private(set) var isReady = false

    package init() {}

    func sum(_ block: Int, _ band: Int) -> Int64 { sums[block * bands + band] }

    /// What a band used of all blocks.
    func sum(_ band: Int) -> Int64 {
        var sum = sums[band]
        for index in stride(from: band + bands, to: sums.count, by: bands) { sum &+= sums[index] }
        return sum
    }

    mutating func forget() { isReady = false }

    mutating func begin(_ limits: [Int64], bands: Int) {
        self.limits = limits
        self.bands = bands
        isReady = true
        sums.removeAll(keepingCapacity: true)
        sums.append(contentsOf: repeatElement(0, count: (limits.count + 1) * bands))
        maximum.removeAll(keepingCapacity: true)
        maximum.append(contentsOf: repeatElement(0, count: bands))
    }

    /// Fills blocks up to `limits` with the intervals of an account, each `scale` millionths; none
    /// is missing. Values of 16 bits are added in 32, which hold 65,536 of them, others in 64.
    package mutating func take(
        _ values: IntervalValues, scale: Int64, _ table: BandTable, upTo limits: [Int64] = []
    ) {
        switch values {
        case .short(let values): takeAny(values, in: Int32.self, scale: scale, table, upTo: limits)
        case .middle(let values): takeAny(values, in: Int64.self, scale: scale, table, upTo: limits)
        case .long(let values): takeAny(values, in: Int64.self, scale: scale, table, upTo: limits)
        }
    }

    @inline(__always)
    private mutating func takeAny<Value: LaneValue, Lane: LaneValue>(
        _ values: UnsafeBufferPointer<Value>, in lane: Lane.Type, scale: Int64,
        _ table: BandTable, upTo limits: [Int64]
    ) {
        precondition(values.count == table.count, "as many values as the period has intervals")
        guard let base = values.baseAddress else { return begin(limits, bands: table.bands.count) }
        fill(upTo: limits, bands: table.bands.count) { filling in
            table.fill(base, in: lane, scale: scale, &filling)
        }
    }

    /// Lends empty blocks to be filled up to `limits`.
    @inline(__always)
    mutating func fill(upTo limits: [Int64], bands: Int, _ body: (inout BlockFilling) -> Void) {
        begin(limits, bands: bands)
        limits.withUnsafeBufferPointer { limits in
            sums.withUnsafeMutableBufferPointer { sums in
                maximum.withUnsafeMutableBufferPointer { maximum in
                    var filling = BlockFilling(
                        limits: limits, sums: sums, maximum: maximum, bands: bands)
                    body(&filling)
                }
            }
        }
    }
}

/// Where the filling stands: what is used so far, and the block that it fills.
struct BlockFilling {
    let limits: UnsafeBufferPointer<Int64>
    let sums: UnsafeMutableBufferPointer<Int64>
    let maximum: UnsafeMutableBufferPointer<Int64>
    let bands: Int
    private var total: Int64 = 0
    private var block = 0

    init(
        limits: UnsafeBufferPointer<Int64>, sums: UnsafeMutableBufferPointer<Int64>,
        maximum: UnsafeMutableBufferPointer<Int64>, bands: Int
    ) {
        (self.limits, self.sums, self.maximum, self.bands) = (limits, sums, maximum, bands)
    }

    /// The sums of the present block by band.
    var part: UnsafeMutableBufferPointer<Int64> {
        UnsafeMutableBufferPointer(rebasing: sums[block * bands..<(block + 1) * bands])
    }

    /// True where a limit is not crossed by so much more, which is then taken as used.
    @inline(__always)
    mutating func passes(_ more: Int64) -> Bool {
        guard block == limits.count || total + more <= limits[block] else { return false }
        total &+= more
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
        sums[block * bands + band] &+= left
        total &+= left
    }
}
