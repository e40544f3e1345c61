package import Measures

extension IntervalBlock {
    /// The places of a part that have a value, in stretches without a gap.
    package func present(in part: Range<Int>) -> [Range<Int>] {
        var (found, at): ([Range<Int>], Int) = ([], 0)
        for run in runs {
            let shared = (at..<at + run.count).clamped(to: part)
            at += run.count
            guard run.flag.quality != .missing, !shared.isEmpty else { continue }
            if let last = found.last, last.upperBound == shared.lowerBound {
                found[found.count - 1] = last.lowerBound..<shared.upperBound
            } else {
                found.append(shared)
            }
        }
        return found
    }

    /// What the values of the intervals that start in a stretch of time add up to, in millionths,
    /// those that are missing left out; nil where that is out of range.
    package func sum(over wanted: Range<Instant>) -> Int128? {
        var sum: Int128 = 0
        for part in present(in: range(of: wanted)) {
            let more = lend(part) { values, scale in values.sum.map { Int128($0) * Int128(scale) } }
            guard let more else { return nil }
            sum += more
        }
        return sum
    }
}
