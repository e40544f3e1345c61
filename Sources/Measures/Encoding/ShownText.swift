/// What could steer a terminal, break a line or turn other text around: controls, the marks that
/// end a line or a paragraph, and those that set the direction of what follows.
extension Unicode.Scalar {
    package var isHarmful: Bool {
        if value < 0x7F { return value < 0x20 }
        switch value {
        case 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069: return true
        default: return false
        }
    }

    /// By its number, as the Unicode standard names it: `U+001B`.
    package var code: String {
        let digits = String(value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}

extension String {
    /// A value on one line of a message: what is harmful is named by its number.
    package var shown: String { shown(keeping: []) }

    /// Text of several lines for a terminal: the same, but for line feeds and tabs.
    package var shownLines: String { shown(keeping: ["\n", "\t"]) }

    private func shown(keeping kept: [Unicode.Scalar]) -> String {
        let isRequested = { (scalar: Unicode.Scalar) in scalar.isHarmful && !kept.contains(scalar) }
        guard unicodeScalars.contains(where: isRequested) else { return self }
        return unicodeScalars.reduce(into: "") { text, scalar in
            if isRequested(scalar) {
                text += "<\(scalar.code)>"
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
    }
}
