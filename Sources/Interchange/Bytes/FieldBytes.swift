package import Measures

/// One field of a line as bytes, with blanks on both sides cut off. Valid as long as its line.
package struct FieldBytes {
    package let bytes: UnsafeBufferPointer<UInt8>

    package init(_ bytes: UnsafeBufferPointer<UInt8>) {
        var (from, upTo) = (0, bytes.count)
        while from < upTo, bytes[from] == 32 || bytes[from] == 9 { from += 1 }
        while upTo > from, bytes[upTo - 1] == 32 || bytes[upTo - 1] == 9 { upTo -= 1 }
        self.bytes = UnsafeBufferPointer(rebasing: bytes[from..<upTo])
    }

    package var isEmpty: Bool { bytes.isEmpty }

    /// The text, or nil where the bytes are not UTF-8.
    package var text: String? {
        isASCII(bytes)
            ? String(decoding: bytes, as: UTF8.self) : String(validating: bytes, as: UTF8.self)
    }

    /// Whether all of it is letters, digits, marks and blanks of ASCII: none of them a control.
    var isPlain: Bool {
        var isPlain = true
        for byte in bytes { isPlain = isPlain && byte &- 32 < 95 }
        return isPlain
    }

    /// Whether the field is exactly this text.
    package func isText(_ text: String) -> Bool {
        guard bytes.count == text.utf8.count else { return false }
        var at = 0
        for byte in text.utf8 {
            if bytes[at] != byte { return false }
            at += 1
        }
        return true
    }

    /// The text for a message: odd bytes replaced, cut to what a person can read.
    package var shown: String { String(decoding: bytes.prefix(200), as: UTF8.self) }

    /// A plain decimal of at most twelve digits before and six after the point, as millionths.
    package var quantity: Quantity? {
        decimalMillionths(bytes).map { Quantity(millionths: $0) }
    }

    /// A whole number of at most 18 digits, with or without a minus.
    package var int: Int? {
        let negative = bytes.first == 45
        let digits = bytes.dropFirst(negative ? 1 : 0)
        guard (1...18).contains(digits.count), let value = digitsOnly(digits) else { return nil }
        return negative ? -value : value
    }

    /// `2025-03-31`.
    package var day: Day? {
        guard bytes.count == 10, bytes[4] == 45, bytes[7] == 45,
            let year = digitsOnly(bytes[0..<4]), let month = digitsOnly(bytes[5..<7]),
            let day = digitsOnly(bytes[8..<10])
        else { return nil }
        return Day(year: year, month: month, day: day)
    }

    /// `20250331`, as market files write days.
    package var compactDay: Day? {
        guard bytes.count == 8 else { return nil }
        return Day(compact: bytes[...])
    }
}

extension Day {
    init?(compact digits: Slice<UnsafeBufferPointer<UInt8>>) {
        let at = digits.startIndex
        guard let year = digitsOnly(digits[at..<at + 4]),
            let month = digitsOnly(digits[at + 4..<at + 6]),
            let day = digitsOnly(digits[at + 6..<at + 8])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }
}

func isASCII(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var all: UInt8 = 0
    for byte in bytes { all |= byte }
    return all < 128
}

/// The value of a run of digits, or nil where anything else stands among them.
func digitsOnly(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
    var value = 0
    for byte in bytes {
        let digit = byte &- 48
        guard digit <= 9 else { return nil }
        value = value &* 10 &+ Int(digit)
    }
    return value
}

/// Reads `-12.5`, `.024` or `7` to millionths; nil for more than twelve digits before the
/// point, more than six that count after it, exponents, `NaN` and everything else.
func decimalMillionths(_ bytes: UnsafeBufferPointer<UInt8>) -> Int64? {
    var rest = bytes[...]
    let negative = rest.first == 45
    if negative { rest.removeFirst() }
    let point = rest.firstIndex(of: 46) ?? rest.endIndex
    let whole = rest[..<point].drop { $0 == 48 }
    var places = point < rest.endIndex ? rest[(point + 1)...] : rest[rest.endIndex...]
    guard rest.count > (point < rest.endIndex ? 1 : 0), whole.count <= 12 else { return nil }
    while places.count > 6, places.last == 48 { places.removeLast() }
    guard places.count <= 6, let units = digitsOnly(whole), digitsOnly(rest[..<point]) != nil,
        var fraction = digitsOnly(places)
    else { return nil }
    for _ in places.count..<6 { fraction *= 10 }
    let value = Int64(units) * 1_000_000 + Int64(fraction)
    return negative ? -value : value
}
