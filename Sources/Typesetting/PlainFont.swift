import CHarfBuzz

/// A carried font with its plain letters, those that nearly every text is made of: ready to set
/// without shaping, and cut down once for all documents.
///
/// Plain letters stand one after another from the left, each moved by the pair it forms with the
/// next. The pairs are measured once by HarfBuzz, so that text set here and text shaped by it lie
/// alike to the thousandth.
final class PlainFont: Sendable {
    let file: FontFile
    /// By the place of a letter in `letters`, from 1.
    private let codes: [UInt16]
    private let advances: [Int]
    /// By pair: the first letter's place times the number of letters, and the second's place.
    private let kerning: [Int16]
    let embedded: EmbeddedFont

    static let letters: [Unicode.Scalar] =
        (scalars(0x20...0x7E) + scalars(0xA0...0xAC) + scalars(0xAE...0xFF)
            + "ĀāĒēĪīŌōŒœŠšŪūŴŵŶŷŸŽž–—‘’‚“”„†•…‰‹›€�".unicodeScalars)

    /// The place of each character among the letters, 0 for all others; controls are blanks.
    static let places: [UInt8] = {
        var places = [UInt8](repeating: 0, count: 0x10000)
        for (index, letter) in letters.enumerated() { places[Int(letter.value)] = UInt8(index + 1) }
        for control in 0..<0x20 { places[control] = places[0x20] }
        places[0x7F] = places[0x20]
        return places
    }()

    private static func scalars(_ range: ClosedRange<UInt32>) -> [Unicode.Scalar] {
        range.compactMap(Unicode.Scalar.init)
    }

    init?(_ file: FontFile) {
        let glyphs = Self.letters.compactMap(file.glyph)
        guard glyphs.count == Self.letters.count,
            let subset = FontSubset(file, glyphs: Set(glyphs).sorted())
        else { return nil }
        self.file = file
        let places = glyphs.map { subset.places[$0] ?? 0 }
        codes = [0] + places.map { UInt16($0) }
        advances = [0] + glyphs.map(file.advance)
        kerning = Self.pairs(file, [0] + advances.dropFirst())
        embedded = EmbeddedFont(
            file, subset,
            codes: zip(zip(places, glyphs), Self.letters).map { pair, letter in
                .init(code: pair.0, advance: file.advance(of: pair.1), text: String(letter))
            }, level: 12)
    }

    /// Shapes each letter with every other beside it, and sees what the first is moved by.
    private static func pairs(_ file: FontFile, _ advances: [Int]) -> [Int16] {
        let count = advances.count
        var kerning = [Int16](repeating: 0, count: count * count)
        let shaper = Shaper()
        for first in 1..<count {
            let row = (1..<count).flatMap { [first, $0] }
            let glyphs = shaper.shape(row.map { letters[$0 - 1] }, file)
            guard glyphs.count == row.count else { continue }
            for place in 0..<row.count - 1 {
                let moved = file.thousandths(glyphs[place].advance) - advances[row[place]]
                kerning[row[place] * count + row[place + 1]] = Int16(moved)
            }
        }
        return kerning
    }

    /// Width of a text in thousandths of the size; nil where not all of it is plain.
    func width(of text: String) -> Int? {
        var (width, last) = (0, 0)
        let isPlain = Self.forEachPlace(in: text) { place in
            width += advances[place] + Int(kerning[last * advances.count + place])
            last = place
        }
        return isPlain ? width : nil
    }

    /// Width of a blank in thousandths of the size.
    var blank: Int { advances[Int(Self.places[0x20])] }

    /// Writes a plain text as the operand and operator that show it, where asked with a blank
    /// before it.
    func put(_ text: String, afterBlank: Bool, into page: inout PDFBytes) {
        // A letter takes at most four bytes, and the move before it eight.
        page.put(atMost: text.utf8.count * 12 + 16) { room in
            var last = 0
            room.put(UInt8(ascii: "["))
            room.put(UInt8(ascii: "("))
            if afterBlank { put(codes[Int(Self.places[0x20])], into: &room) }
            _ = Self.forEachPlace(in: text) { place in
                let moved = kerning[last * advances.count + place]
                if moved != 0 {
                    room.put(UInt8(ascii: ")"))
                    room.put(-Int(moved))
                    room.put(UInt8(ascii: "("))
                }
                put(codes[place], into: &room)
                last = place
            }
            for byte in [UInt8(ascii: ")"), UInt8(ascii: "]"), 84, 74] { room.put(byte) }
        }
    }

    @inline(__always)
    private func put(_ code: UInt16, into room: inout PDFBytes.Room) {
        room.put(inString: UInt8(code >> 8))
        room.put(inString: UInt8(code & 255))
    }

    /// A plain text in lines of at most `most` thousandths of the size, broken at blanks; nil where
    /// it is not plain or a word is wider.
    func lines(of text: String, most: Int) -> [String]? {
        var text = text
        return text.withUTF8 { bytes in
            var lines: [String] = []
            var (start, index, width, last, blank) = (0, 0, 0, 0, -1)
            while index < bytes.count {
                let before = index
                let place = Int(Self.places[Self.character(in: bytes, at: &index)])
                guard place > 0 else { return nil }
                width += advances[place] + Int(kerning[last * advances.count + place])
                last = place
                if bytes[before] <= 0x20 {
                    blank = before
                } else if width > most {
                    guard blank > start else { return nil }
                    lines.append(String(decoding: bytes[start..<blank], as: UTF8.self))
                    (start, index, width, last) = (blank + 1, blank + 1, 0, 0)
                }
            }
            return lines + [String(decoding: bytes[start...], as: UTF8.self)]
        }
    }

    /// The letters' places in turn; false, in the middle, at the first that is not plain.
    @inline(__always)
    private static func forEachPlace(in text: String, _ body: (Int) -> Void) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            places.withUnsafeBufferPointer { places in
                var index = 0
                while index < bytes.count {
                    let place = Int(places[character(in: bytes, at: &index)])
                    guard place > 0 else { return false }
                    body(place)
                }
                return true
            }
        }
    }

    /// The character that begins at `index`, which moves behind it; one beyond 16 bits is `0xFFFF`.
    @inline(__always)
    private static func character(
        in bytes: UnsafeBufferPointer<UInt8>, at index: inout Int
    ) -> Int {
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
