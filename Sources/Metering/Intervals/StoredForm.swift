import Measures

/// How the values of a block are written: the largest power of ten that divides all of them,
/// and the smallest width that holds what is left.
struct StoredForm {
    let exponent: Int
    /// Bytes of a value: 2, 4 or 8.
    let width: Int
    private let values: [Int64]
    /// The values over the power of ten where they fit into 32 bits; missing is `Int32.min`.
    private let narrow: [Int32]

    init(_ values: [Int64]) {
        self.values = values
        let likely = StoredForm.commonExponent(of: values, atMost: 16)
        if let (narrow, width) = StoredForm.narrow(values, likely) {
            (exponent, self.narrow, self.width) = (likely, narrow, width)
            return
        }
        exponent = StoredForm.commonExponent(of: values, atMost: .max)
        let found = StoredForm.narrow(values, exponent)
        (narrow, width) = found.map { ($0.values, $0.width) } ?? ([], 8)
    }

    /// The largest exponent that divides the first so many values that are not nothing.
    private static func commonExponent(of values: [Int64], atMost count: Int) -> Int {
        var exponent = BlockForm.largestExponent
        var scale = powersOfTen[exponent]
        var left = count
        for value in values where value != 0 && value != IntervalBlock.missing {
            while value % scale != 0 {
                exponent -= 1
                scale = powersOfTen[exponent]
            }
            left -= 1
            if left == 0 { break }
        }
        return exponent
    }

    /// The values over 10^`exponent` in 32 bits; nil where one is not divisible or does not fit.
    ///
    /// 10^e is 2^e times an odd number, and to divide by an odd number exactly is to multiply by
    /// its inverse modulo 2^64. What that gives for a value that is not divisible is no small
    /// number: were it below 2^31, its product with 5^6 would be the value itself.
    private static func narrow(
        _ values: [Int64], _ exponent: Int
    ) -> (values: [Int32], width: Int)? {
        let inverse = inverseOfFive[exponent]
        let lowBits = Int64(1) << Int64(exponent) - 1
        var (minimum, maximum, odd) = (Int64(0), Int64(0), Int64(0))
        let narrow = [Int32](unsafeUninitializedCapacity: values.count) { room, count in
            for (index, value) in values.enumerated() {
                let isMissing = value == IntervalBlock.missing
                let part = isMissing ? 0 : (value >> Int64(exponent)) &* inverse
                odd |= isMissing ? 0 : value & lowBits
                minimum = min(minimum, part)
                maximum = max(maximum, part)
                room[index] = isMissing ? .min : Int32(truncatingIfNeeded: part)
            }
            count = values.count
        }
        guard odd == 0, minimum > Int64(Int32.min), maximum <= Int64(Int32.max) else { return nil }
        let isShort = minimum > Int64(Int16.min) && maximum <= Int64(Int16.max)
        return (narrow, isShort ? 2 : 4)
    }

    /// Of 5^0 to 5^6, modulo 2^64.
    private static let inverseOfFive: [Int64] = (0...BlockForm.largestExponent).map {
        (0..<$0).reduce(1) { product, _ in product &* -3_689_348_814_741_910_323 }
    }

    func append(to bytes: inout [UInt8]) {
        switch width {
        case 2:
            bytes.append(
                littleEndian: narrow.map { $0 == .min ? .min : Int16(truncatingIfNeeded: $0) })
        case 4: bytes.append(littleEndian: narrow)
        default:
            let scale = powersOfTen[exponent]
            bytes.append(
                littleEndian: values.map { $0 == IntervalBlock.missing ? $0 : $0 / scale })
        }
    }
}
