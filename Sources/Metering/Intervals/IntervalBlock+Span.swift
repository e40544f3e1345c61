import Measures

extension IntervalBlock {
    /// What the values of a range lie between, those that are missing left out, in millionths.
    struct Span {
        /// Zero where nothing is above or below it.
        var (lowest, highest) = (Int64(0), Int64(0))
    }

    /// One pass over the values where they lie.
    func span(of range: Range<Int>) -> Span {
        lend(range) { values, scale in
            var (lowest, highest) = values.ends
            if lowest == values.absent { (lowest, highest) = values.presentEnds }
            return Span(lowest: min(0, lowest) &* scale, highest: max(0, highest) &* scale)
        }
    }

    /// Whether no sum of some of its values can leave 64 bits: by their width, else by the largest.
    package var staysInRange: Bool {
        func fits(_ maximum: UInt64) -> Bool {
            let (product, overflow) = maximum.multipliedReportingOverflow(by: UInt64(count))
            return !overflow && product <= UInt64(Int64.max)
        }
        if let bound = held.bound, fits(UInt64(bound)) { return true }
        let span = span(of: 0..<count)
        return fits(max(span.lowest.magnitude, span.highest.magnitude))
    }

    /// Whether two values so far apart are the same and not nothing, or both missing.
    func repeats(in range: Range<Int>, every step: Int) -> Bool {
        lend(range) { values, _ in
            switch values {
            case .short(let values): values.repeats(every: step)
            case .middle(let values): values.repeats(every: step)
            case .long(let values): values.repeats(every: step)
            }
        }
    }

    /// Whether so many values of a range are at least so high, which is above nothing.
    func has(_ times: Int, from minimum: Int64, in range: Range<Int>) -> Bool {
        lend(range) { values, scale in
            values.count(from: (minimum &+ (scale &- 1)) / scale) >= times
        }
    }

    /// The highest and the third highest value of a range; zero where there are fewer.
    package func highestAndThird(in range: Range<Int>) -> (highest: Int64, third: Int64) {
        var (first, second, third) = (Int64(0), Int64(0), Int64(0))
        for index in range where self[index] > third {
            third = self[index]
            if third > second { swap(&second, &third) }
            if second > first { swap(&first, &second) }
        }
        return (first, third)
    }
}

extension IntervalValues {
    /// The ends of those that are there.
    fileprivate var presentEnds: (lowest: Int64, highest: Int64) {
        var (lowest, highest) = (Int64(0), Int64(0))
        for index in 0..<count where self[index] != absent {
            (lowest, highest) = (min(lowest, self[index]), max(highest, self[index]))
        }
        return (lowest, highest)
    }
}

extension UnsafeBufferPointer where Element: LaneValue {
    fileprivate func repeats(every step: Int) -> Bool {
        stride(from: 0, to: count - step, by: step).contains {
            self[$0] == self[$0 + step] && self[$0] != 0
        }
    }
}
