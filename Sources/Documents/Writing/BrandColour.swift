/// The colour of a brand. Whatever it is, the text on it can be read.
package struct BrandColour: Sendable, Hashable {
    package let red: UInt8
    package let green: UInt8
    package let blue: UInt8

    package init(red: UInt8, green: UInt8, blue: UInt8) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    /// Reads `#1f6f8b`, and nothing else.
    package init?(_ text: String) {
        let digits = text.utf8.dropFirst()
        guard text.utf8.first == UInt8(ascii: "#"), digits.count == 6,
            digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
            let value = UInt32(text.dropFirst(), radix: 16)
        else { return nil }
        self.init(
            red: UInt8(value >> 16), green: UInt8(value >> 8 & 255), blue: UInt8(value & 255))
    }

    package static let slate = BrandColour(red: 0x33, green: 0x4E, blue: 0x68)

    package var css: String { "rgb(\(red) \(green) \(blue))" }
    /// Black or white, whichever stands out more from the colour.
    package var textCSS: String { isLight ? "#000" : "#fff" }
    package var isLight: Bool {
        Int(red) * 299 + Int(green) * 587 + Int(blue) * 114 > 140_000
    }
}
