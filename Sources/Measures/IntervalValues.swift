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

    package subscript(place: Int) -> Int64 {
        switch self {
        case .short(let values): Int64(values[place])
        case .middle(let values): Int64(values[place])
        case .long(let values): values[place]
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
    package func count(from least: Int64) -> Int {
        switch self {
        case .short(let values): values.count(from: least)
        case .middle(let values): values.count(from: least)
        case .long(let values): values.count(from: least)
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

extension UnsafeBufferPointer where Element: LaneValue {
    @inline(__always)
    fileprivate var ends: (lowest: Int64, highest: Int64) {
        guard let first else { return (0, 0) }
        var (least, most) = (SIMD8(repeating: first), SIMD8(repeating: first))
        eachEight { eight in
            least.replace(with: eight, where: eight .< least)
            most.replace(with: eight, where: eight .> most)
        }
        var (lowest, highest) = (least.min(), most.max())
        for value in rest {
            (lowest, highest) = (Swift.min(lowest, value), Swift.max(highest, value))
        }
        return (Int64(lowest), Int64(highest))
    }

    @inline(__always)
    fileprivate func count(of number: Element) -> Int {
        counted {
            $0 .== SIMD8(repeating: number)
        } one: {
            $0 == number
        }
    }

    @inline(__always)
    fileprivate func count(from least: Int64) -> Int {
        guard let bound = Element(exactly: least) else { return least < 0 ? count : 0 }
        return counted {
            $0 .>= SIMD8(repeating: bound)
        } one: {
            $0 >= bound
        }
    }

    /// Lanes count up to what 127 rounds of eight can give, which any width holds.
    @inline(__always)
    private func counted(
        _ isMeant: (SIMD8<Element>) -> SIMDMask<SIMD8<Element.SIMDMaskScalar>>,
        one: (Element) -> Bool
    ) -> Int {
        var (found, lanes, rounds) = (0, SIMD8<Element>.zero, 0)
        eachEight { eight in
            lanes.replace(with: lanes &+ 1, where: isMeant(eight))
            rounds += 1
            guard rounds == 127 else { return }
            found += Int(SIMD8<Int16>(truncatingIfNeeded: lanes).wrappedSum())
            (lanes, rounds) = (.zero, 0)
        }
        found += Int(SIMD8<Int16>(truncatingIfNeeded: lanes).wrappedSum())
        for value in rest where one(value) { found += 1 }
        return found
    }

    /// Of 32 bits at most: 2^31 of them stay inside 64.
    @inline(__always)
    fileprivate var narrowSum: Int64 {
        var lanes = SIMD8<Int64>.zero
        eachEight { lanes &+= SIMD8<Int64>(truncatingIfNeeded: $0) }
        return rest.reduce(lanes.wrappedSum()) { $0 &+ Int64($1) }
    }

    @inline(__always)
    private func eachEight(_ body: (SIMD8<Element>) -> Void) {
        guard let base = baseAddress else { return }
        for first in stride(from: 0, to: count & ~7, by: 8) {
            body(UnsafeRawPointer(base + first).loadUnaligned(as: SIMD8<Element>.self))
        }
    }

    /// Those that fill no eight lanes.
    @inline(__always)
    private var rest: Slice<UnsafeBufferPointer<Element>> { self[(count & ~7)...] }
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
