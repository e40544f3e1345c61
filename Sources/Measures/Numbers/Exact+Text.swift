extension Exact {
    /// Reads a plain decimal such as `116.445`, `-0.5` or `250`.
    ///
    /// Nil for anything else: exponents, group separators, `NaN`, blanks, or more than
    /// 18 digits before or after the point.
    package init?(_ text: String) {
        var text = text
        let read = text.withUTF8 { Exact(digits: $0) }
        guard let read else { return nil }
        self = read
    }

    package init?(_ text: some StringProtocol) { self.init(String(text)) }

    private init?(digits text: UnsafeBufferPointer<UInt8>) {
        var (value, scale) = (Int128(0), Int128(1))
        var (digits, isNegative, isBehindPoint) = (0, false, false)
        for (index, byte) in text.enumerated() {
            if index == 0, byte == UInt8(ascii: "-") {
                isNegative = true
            } else if byte == UInt8(ascii: "."), !isBehindPoint, digits > 0 {
                (isBehindPoint, digits) = (true, 0)
            } else {
                guard digits < 18, let digit = decimalDigit(byte) else { return nil }
                digits += 1
                value = value * 10 + digit
                if isBehindPoint { scale *= 10 }
            }
        }
        guard digits > 0 else { return nil }
        self.init(isNegative ? -value : value, over: scale)
    }

    /// The shortest plain decimal where there is one of at most 18 places, else `n/d`.
    package var text: String {
        guard !isOutOfRange else { return "out of range" }
        let lowest = reduced
        guard let places = lowest.decimalPlaces else {
            return "\(lowest.numerator)/\(lowest.denominator)"
        }
        return lowest.text(places: places)
    }

    /// The value cut (not rounded) after `places` places, for people to look at.
    package func text(places: Int) -> String {
        guard !isOutOfRange else { return "out of range" }
        if let text = narrowText(places: places) { return text }
        let (whole, rest) = numerator.magnitude.quotientAndRemainder(
            dividingBy: denominator.magnitude)
        let sign = isNegative ? "-" : ""
        var (fraction, left) = ("", rest)
        for _ in 0..<places {
            let (times10, overflow) = left.multipliedReportingOverflow(by: 10)
            guard !overflow else { break }
            fraction += String(times10 / denominator.magnitude)
            left = times10 % denominator.magnitude
        }
        return sign + String(whole) + (fraction.isEmpty ? "" : "." + fraction)
    }

    /// The same for fractions of at most 18 digits: nearly all there are.
    private func narrowText(places: Int) -> String? {
        guard let top = UInt64(exactly: numerator.magnitude), places <= 18,
            let bottom = UInt64(exactly: denominator), bottom <= 1_000_000_000_000_000_000
        else { return nil }
        let (whole, rest) = top.quotientAndRemainder(dividingBy: bottom)
        return String(unsafeUninitializedCapacity: 40) { bytes in
            var (index, left, size) = (0, rest, UInt64(1))
            func put(_ byte: UInt8) {
                bytes[index] = byte
                index += 1
            }
            if isNegative { put(UInt8(ascii: "-")) }
            while whole / size >= 10 { size *= 10 }
            while size > 0 {
                put(UInt8(48 + whole / size % 10))
                size /= 10
            }
            if places > 0 { put(UInt8(ascii: ".")) }
            for _ in 0..<places {
                put(UInt8(48 + left * 10 / bottom))
                left = left * 10 % bottom
            }
            return index
        }
    }

    /// Places needed to write the reduced value exactly, or nil if no 18 places do.
    private var decimalPlaces: Int? {
        var (scale, places) = (Int128(1), 0)
        while scale % denominator != 0 {
            guard places < 18 else { return nil }
            scale *= 10
            places += 1
        }
        return places
    }
}

extension Exact: CustomStringConvertible {
    package var description: String { text }
}

private func decimalDigit(_ byte: UInt8) -> Int128? {
    byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") ? Int128(byte - 48) : nil
}
