import Measures
import Testing

/// Lanes must say what a plain loop says: for each width, at its ends, and for counts that fill no
/// eight lanes.
@Suite("Interval values where they lie")
struct IntervalValuesTests {
    @Test("random numbers of each width against a plain loop", arguments: 1...60)
    func random(seed: UInt64) {
        var random = Seeded(seed)
        let count = [0, 1, 7, 8, 9, 15, 16, 17, 48, 1488, 2100][Int(seed % 11)]
        let largest: [Int64] = [3, Int64(Int16.max), Int64(Int32.max), Int64.max / 4096]
        let maximum = largest[Int(seed % 4)]
        let values = (0..<count).map { _ in Int64.random(in: -maximum...maximum, using: &random) }
        for values in [values, values.map { max(0, $0) }, values.map { min(-1, $0) }] {
            compare(
                values, bounds: [0, 1, -1, maximum, -maximum, maximum / 2] + values.prefix(3), seed)
        }
    }

    @Test("the smallest and largest numbers of each width")
    func extremes() {
        for end in [Int64(Int16.min), Int64(Int16.max), Int64(Int32.min), Int64(Int32.max)] {
            for index in 0..<17 {
                var values = Array(repeating: Int64(5), count: 17)
                values[index] = end
                compare(values, bounds: [end, end + 1, end - 1, .min, .max], 0)
            }
            // More rounds than a lane of 16 bits counts up to; sums beyond 32 bits.
            compare(Array(repeating: end, count: 70_003), bounds: [end, 0], 0)
        }
        let overflow = [Int64.max, 1]
        overflow.withUnsafeBufferPointer { #expect(IntervalValues.long($0).sum == nil) }
    }

    private func compare(_ values: [Int64], bounds: [Int64], _ seed: UInt64) {
        let shorts = values.compactMap { Int16(exactly: $0) }
        let middles = values.compactMap { Int32(exactly: $0) }
        if shorts.count == values.count {
            shorts.withUnsafeBufferPointer { compare(.short($0), values, bounds, seed) }
        }
        if middles.count == values.count {
            middles.withUnsafeBufferPointer { compare(.middle($0), values, bounds, seed) }
        }
        values.withUnsafeBufferPointer { compare(.long($0), values, bounds, seed) }
    }

    private func compare(
        _ lent: IntervalValues, _ values: [Int64], _ bounds: [Int64], _ seed: UInt64
    ) {
        #expect(lent.count == values.count)
        #expect((0..<values.count).allSatisfy { lent[$0] == values[$0] })
        let ends = lent.ends
        #expect(ends.lowest == values.min() ?? 0, "seed \(seed)")
        #expect(ends.highest == values.max() ?? 0, "seed \(seed)")
        #expect(lent.sum == values.reduce(0, +), "seed \(seed)")
        for bound in bounds {
            #expect(lent.count(of: bound) == values.count { $0 == bound }, "\(bound), \(seed)")
            #expect(lent.count(from: bound) == values.count { $0 >= bound }, "\(bound), \(seed)")
        }
        guard values.count > 3 else { return }
        let part = 1..<values.count - 2
        #expect(lent[part].sum == values[part].reduce(0, +))
        #expect(lent[part].ends.highest == values[part].max())
    }
}
