/// How a text looks.
package struct TextStyle: Sendable, Hashable {
    package enum Weight: Int, Sendable { case regular, bold }

    package var weight: Weight
    /// In thousandths of a point.
    package var size: Int
    package var ink: Ink

    package init(_ weight: Weight = .regular, size: Int, ink: Ink = .black) {
        self.weight = weight
        self.size = size
        self.ink = ink
    }
}

/// A colour on paper.
package struct Ink: Sendable, Hashable {
    package let red: UInt8
    package let green: UInt8
    package let blue: UInt8

    package init(red: UInt8, green: UInt8, blue: UInt8) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    package static let black = Ink(red: 0, green: 0, blue: 0)
    package static let white = Ink(red: 255, green: 255, blue: 255)
}
