extension NEMFields {
    /// Reads values up to the end of `values`; gives how many there were before anything else.
    ///
    /// The line's last byte is followed by a line break, so digits need no look at the end.
    mutating func decimals(into values: UnsafeMutableBufferPointer<Int64>) -> Int {
        for index in 0..<values.count {
            if let value = shortDecimal() ?? plainDecimal() {
                values[index] = value
            } else if let value = oddDecimal() {
                values[index] = value
            } else {
                return index
            }
        }
        return values.count
    }

    /// The commonest case, six bytes at once: a digit, a point, three digits and a comma.
    ///
    /// Of each byte what differs from `0.000,` is taken: digits become 0 to 9, the others nothing.
    /// Six more than a digit is below 16; whatever else stands there has one of the upper bits
    /// set, before or after. Bytes behind a line can be read (`Line`).
    @inline(__always)
    private mutating func shortDecimal() -> Int64? {
        let word = UnsafeRawPointer(position).loadUnaligned(as: UInt64.self).littleEndian
        let parts = (word ^ 0x2C30_3030_2E30) & 0xFFFF_FFFF_FFFF
        let isOther = (parts | (parts &+ 0x0006_0606_0006)) & 0xFFF0_F0F0_FFF0
        guard isOther == 0 else { return nil }
        let (tenths, hundredths) = (parts >> 16 & 15, parts >> 24 & 15)
        let whole = (parts & 15) &* 1000
        let thousandths = whole &+ tenths &* 100 &+ hundredths &* 10 &+ (parts >> 32)
        position += 6
        return Int64(bitPattern: thousandths &* 1000)
    }

    /// The common case: digits, perhaps a point and up to six digits, then a comma.
    @inline(__always)
    private mutating func plainDecimal() -> Int64? {
        var (at, value) = (position, UInt64(0))
        var digit = at.pointee &- 48
        while digit <= 9 {
            value = value &* 10 &+ UInt64(digit)
            at += 1
            digit = at.pointee &- 48
        }
        let whole = at - position
        var places = 0
        if at.pointee == 46 {
            let point = at
            at += 1
            digit = at.pointee &- 48
            while digit <= 9 {
                value = value &* 10 &+ UInt64(digit)
                at += 1
                digit = at.pointee &- 48
            }
            places = at - point - 1
        }
        guard at.pointee == 44, whole <= 12, places <= 6, whole &+ places > 0 else { return nil }
        position = at + 1
        return Int64(bitPattern: value &* millionthsAfter(places))
    }

    /// Minus signs, blanks, leading zeros, trailing zeros: rare, and slower.
    private mutating func oddDecimal() -> Int64? {
        var ahead = self
        guard let field = ahead.next(), let value = decimalMillionths(field.bytes) else {
            return nil
        }
        self = ahead
        return value
    }
}

/// What a number with so many places, read as whole, is multiplied by to make millionths.
@inline(__always)
private func millionthsAfter(_ places: Int) -> UInt64 {
    switch places {
    case 0: 1_000_000
    case 1: 100_000
    case 2: 10_000
    case 3: 1000
    case 4: 100
    case 5: 10
    default: 1
    }
}
