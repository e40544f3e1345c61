import Synchronization

/// The plain letters of a bundled font: Latin letters that need no shaping. Nearly every text is
/// made of them alone. The font is cut down to them once for all documents; most need only the
/// common ones.
final class PlainFont: Sendable {
    let file: FontFile
    let common: PlainLetters
    private let made = Mutex<PlainLetters?>(nil)

    static let commonLetters: [Unicode.Scalar] =
        scalars(0x20...0x7E) + "\u{A0}£°²³·×÷–—‘’“”•…€".unicodeScalars

    /// The plain letters, the common ones first.
    static let alphabet: [Unicode.Scalar] = {
        let others =
            scalars(0xA1...0xAC) + scalars(0xAE...0xFF)
            + "ĀāĒēĪīŌōŒœŠšŪūŴŵŶŷŸŽž‚„†‰‹›�".unicodeScalars
        return commonLetters + others.filter { !commonLetters.contains($0) }
    }()

    /// The number of each character in the alphabet, from 1; 0 for others. Controls count as blanks.
    static let places: [UInt8] = {
        var places = [UInt8](repeating: 0, count: 0x10000)
        for (index, letter) in alphabet.enumerated() {
            places[Int(letter.value)] = UInt8(index + 1)
        }
        for control in 0..<0x20 { places[control] = places[0x20] }
        places[0x7F] = places[0x20]
        return places
    }()

    private static func scalars(_ range: ClosedRange<UInt32>) -> [Unicode.Scalar] {
        range.compactMap(Unicode.Scalar.init)
    }

    /// Nil for a font that lacks plain letters.
    init?(_ file: FontFile) {
        guard Self.alphabet.allSatisfy(file.covers),
            let common = PlainLetters(file, count: Self.commonLetters.count)
        else { return nil }
        self.file = file
        self.common = common
    }

    /// All plain letters, measured and cut down when they are first needed.
    var whole: PlainLetters {
        made.withLock { made in
            let whole = made ?? PlainLetters(file, count: Self.alphabet.count) ?? common
            made = whole
            return whole
        }
    }

    /// The letters that a text is set in; nil where not all of it is plain.
    func letters(of text: String) -> PlainLetters? {
        var last = 0
        let isPlain = Self.forEachPlace(in: text) { last = max(last, $0) }
        guard isPlain else { return nil }
        return last <= Self.commonLetters.count ? common : whole
    }

    /// The letters' places in turn; false, in the middle, at the first that is not plain.
    @inline(__always)
    static func forEachPlace(in text: String, _ body: (Int) -> Void) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            places.withUnsafeBufferPointer { places in
                var index = 0
                while index < bytes.count {
                    let position = Int(places[character(in: bytes, at: &index)])
                    guard position > 0 else { return false }
                    body(position)
                }
                return true
            }
        }
    }

    /// The character that begins at `index`, which moves behind it; one beyond 16 bits is `0xFFFF`.
    @inline(__always)
    static func character(in bytes: UnsafeBufferPointer<UInt8>, at index: inout Int) -> Int {
        let first = Int(bytes[index])
        let size = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
        defer { index += size }
        switch size {
        case 1: return first
        case 2: return (first & 0x1F) << 6 | Int(bytes[index + 1] & 0x3F)
        case 3:
            return (first & 0x0F) << 12 | Int(bytes[index + 1] & 0x3F) << 6
                | Int(bytes[index + 2] & 0x3F)
        default: return 0xFFFF
        }
    }
}
