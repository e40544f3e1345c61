/// The first `count` letters of `PlainFont.alphabet` in a bundled font, with widths and kerning.
///
/// They are set from left to right, kerned by pairs. HarfBuzz measures the pairs once, so text set
/// here lies where HarfBuzz would put it, to the thousandth. A letter has the same code however many
/// letters there are: its ASCII code where it has one.
final class PlainLetters: Sendable {
    let areCommon: Bool
    let embedded: EmbeddedFont
    /// By the number of a letter in the alphabet, from 1.
    private let advances: [Int]
    /// By pair: the number of the first letter times the number of letters, plus that of the second.
    private let kerning: [Int16]
    /// The widest advance of a letter, with kerning: a bound for a text of so many letters.
    private let widest: Int

    /// Nil where the font lacks one of the letters.
    init?(_ file: FontFile, count: Int) {
        let letters = PlainFont.alphabet.prefix(count)
        let glyphs = letters.compactMap(file.glyph)
        guard glyphs.count == count,
            let subset = FontSubset(file, glyphs: Set(glyphs).sorted())
        else { return nil }
        areCommon = count == PlainFont.commonLetters.count
        advances = [0] + glyphs.map(file.advance)
        kerning = Self.pairs(file, advances)
        widest = (advances.max() ?? 0) + Int(kerning.max() ?? 0)
        var map = PDFBytes()
        for _ in 0..<Self.code(1) { map.put(0, width: 2) }
        for glyph in glyphs { map.put(subset.places[glyph] ?? 0, width: 2) }
        embedded = EmbeddedFont(
            file, subset,
            codes: zip(letters, glyphs).enumerated().map { index, pair in
                .init(
                    code: Self.code(index + 1), advance: file.advance(of: pair.1),
                    text: String(pair.0))
            }, glyphs: map.bytes, level: 12)
    }

    /// The code in a document of a letter by its number: a blank, the first, is 32.
    @inline(__always)
    private static func code(_ position: Int) -> Int { position + 31 }

    /// Kerning of each pair, measured by shaping every letter beside every other.
    private static func pairs(_ file: FontFile, _ advances: [Int]) -> [Int16] {
        let count = advances.count
        var kerning = [Int16](repeating: 0, count: count * count)
        let shaper = Shaper()
        for first in 1..<count {
            let row = [first] + (first..<count).flatMap { [$0, first] }
            let glyphs = shaper.shape(row.map { PlainFont.alphabet[$0 - 1] }, file)
            guard glyphs.count == row.count else { continue }
            for position in 0..<row.count - 1 {
                let moved = file.thousandths(glyphs[position].advance) - advances[row[position]]
                kerning[row[position] * count + row[position + 1]] = Int16(moved)
            }
        }
        return kerning
    }

    /// Width of a text of these letters in thousandths of the size.
    func width(of text: String) -> Int {
        var (width, last) = (0, 0)
        _ = PlainFont.forEachPlace(in: text) { position in
            width += advances[position] + Int(kerning[last * advances.count + position])
            last = position
        }
        return width
    }

    /// Width of a blank in thousandths of the size.
    var blank: Int { advances[1] }

    /// Writes a text of these letters as the operand and operator that show it, where asked with
    /// a blank before it.
    func put(_ text: String, afterBlank: Bool, into sheet: inout PDFBytes) {
        // A letter takes at most three bytes, and the move before it eight.
        sheet.put(atMost: text.utf8.count * 11 + 16) { room in
            var last = 0
            room.put(UInt8(ascii: "["))
            room.put(UInt8(ascii: "("))
            if afterBlank { put(1, into: &room) }
            let count = advances.count
            kerning.withUnsafeBufferPointer { kerning in
                _ = PlainFont.forEachPlace(in: text) { position in
                    let moved = kerning[last * count + position]
                    if moved != 0 {
                        room.put(UInt8(ascii: ")"))
                        room.put(-Int(moved))
                        room.put(UInt8(ascii: "("))
                    }
                    put(position, into: &room)
                    last = position
                }
            }
            room.put(")]TJ")
        }
    }

    @inline(__always)
    private func put(_ position: Int, into room: inout PDFBytes.Room) {
        room.put(UInt8(0))
        room.put(inString: UInt8(truncatingIfNeeded: Self.code(position)))
    }

    /// A text of these letters in lines of at most `maximum` thousandths of the size, broken at
    /// blanks; nil where a word is wider.
    func lines(of text: String, maximum: Int) -> [String]? {
        if text.utf8.count * widest <= maximum { return [text] }
        var copy = text
        return copy.withUTF8 { bytes in
            var lines: [String] = []
            var (start, index, width, last, blank) = (0, 0, 0, 0, -1)
            while index < bytes.count {
                let before = index
                let position = Int(PlainFont.places[PlainFont.character(in: bytes, at: &index)])
                width += advances[position] + Int(kerning[last * advances.count + position])
                last = position
                if bytes[before] <= 0x20 {
                    blank = before
                } else if width > maximum {
                    guard blank > start else { return nil }
                    lines.append(String(decoding: bytes[start..<blank], as: UTF8.self))
                    (start, index, width, last) = (blank + 1, blank + 1, 0, 0)
                }
            }
            guard start > 0 else { return [text] }
            return lines + [String(decoding: bytes[start...], as: UTF8.self)]
        }
    }
}
