extension Exact {
    /// Reads a plain decimal such as `116.445`, `-0.5` or `250`.
    ///
    /// Nil for anything else: exponents, group separators, `NaN`, blanks, or more than
    /// 18 digits before or after the point.
    package init?(_ text: some StringProtocol) {
        var digits = text.utf8[...]
        let negative = digits.first == UInt8(ascii: "-")
        if negative { digits.removeFirst() }
        let parts = digits.split(
            separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = parts.first, (1...18).contains(whole.count) else { return nil }
        let places = parts.dropFirst().first
        guard places == nil || (1...18).contains(places?.count ?? 0) else { return nil }
        var (value, scale) = (Int128(0), Int128(1))
        for byte in whole {
            guard let digit = decimalDigit(byte) else { return nil }
            value = value * 10 + digit
        }
        for byte in places ?? whole.prefix(0) {
            guard let digit = decimalDigit(byte) else { return nil }
            value = value * 10 + digit
            scale *= 10
        }
        self.init(negative ? -value : value, over: scale)
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
