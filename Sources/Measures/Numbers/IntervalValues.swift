/// Whole numbers of one interval each, in order, in whichever width they are stored: looked at where
/// they lie. The smallest number of a width may stand for a value that is not there.
package enum IntervalValues {
    case short(UnsafeBufferPointer<Int16>)
    case middle(UnsafeBufferPointer<Int32>)
    case long(UnsafeBufferPointer<Int64>)

    package var count: Int {
        switch self {
        case .short(let values): values.count
        case .middle(let values): values.count
        case .long(let values): values.count
        }
    }

    package subscript(index: Int) -> Int64 {
        switch self {
        case .short(let values): Int64(values[index])
        case .middle(let values): Int64(values[index])
        case .long(let values): values[index]
        }
    }

    package subscript(part: Range<Int>) -> IntervalValues {
        switch self {
        case .short(let values): .short(UnsafeBufferPointer(rebasing: values[part]))
        case .middle(let values): .middle(UnsafeBufferPointer(rebasing: values[part]))
        case .long(let values): .long(UnsafeBufferPointer(rebasing: values[part]))
        }
    }

    /// What stands for a value that is not there.
    package var absent: Int64 {
        switch self {
        case .short: Int64(Int16.min)
        case .middle: Int64(Int32.min)
        case .long: .min
        }
    }
}

extension IntervalValues {
    /// The lowest and the highest number; zero and zero where there is none.
    package var ends: (lowest: Int64, highest: Int64) {
        switch self {
        case .short(let values): values.ends
        case .middle(let values): values.ends
        case .long(let values): values.ends
        }
    }

    /// How many are one number.
    package func count(of number: Int64) -> Int {
        switch self {
        case .short(let values): Int16(exactly: number).map(values.count) ?? 0
        case .middle(let values): Int32(exactly: number).map(values.count) ?? 0
        case .long(let values): values.count(of: number)
        }
    }

    /// How many are as high as a number or higher.
    package func count(from minimum: Int64) -> Int {
        switch self {
        case .short(let values): values.count(from: minimum)
        case .middle(let values): values.count(from: minimum)
        case .long(let values): values.count(from: minimum)
        }
    }

    /// What all come to; nil where that is out of range.
    package var sum: Int64? {
        switch self {
        case .short(let values): values.narrowSum
        case .middle(let values): values.narrowSum
        case .long(let values): values.checkedSum
        }
    }
}

/// A whole number that lanes of a register hold, eight at once.
package typealias LaneValue = FixedWidthInteger & SignedInteger & SIMDScalar

// Plain loops over one width each: the compiler makes them of whole registers.
extension UnsafeBufferPointer where Element: LaneValue {
    @inline(__always)
    fileprivate var ends: (lowest: Int64, highest: Int64) {
        guard let first else { return (0, 0) }
        var (lowest, highest) = (first, first)
        for index in 1..<count {
            lowest = Swift.min(lowest, self[index])
            highest = Swift.max(highest, self[index])
        }
        return (Int64(lowest), Int64(highest))
    }

    @inline(__always)
    fileprivate func count(of number: Element) -> Int { counted { $0 == number } }

    @inline(__always)
    fileprivate func count(from minimum: Int64) -> Int {
        guard let bound = Element(exactly: minimum) else { return minimum < 0 ? count : 0 }
        return counted { $0 >= bound }
    }

    /// Counted in the values' own width, in parts that it can count.
    @inline(__always)
    private func counted(_ isMeant: (Element) -> Bool) -> Int {
        var (found, first) = (0, 0)
        while first < count {
            let end = Swift.min(count, first + 16_384)
            var part = Element.zero
            for index in first..<end { part &+= isMeant(self[index]) ? 1 : 0 }
            found += Int(part)
            first = end
        }
        return found
    }

    /// Of 32 bits at most: 2^31 of them stay inside 64.
    @inline(__always)
    fileprivate var narrowSum: Int64 { reduce(0) { $0 &+ Int64($1) } }
}

extension UnsafeBufferPointer<Int64> {
    fileprivate var checkedSum: Int64? {
        var sum = Int64(0)
        for value in self {
            let (next, overflow) = sum.addingReportingOverflow(value)
            guard !overflow else { return nil }
            sum = next
        }
        return sum
    }
}
