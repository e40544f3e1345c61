/// A font of one document, for the characters that are not plain: its glyphs get their codes as
/// they come.
struct DocumentFont {
    let file: FontFile
    private var codes: [UInt32: Int] = [:]
    private var glyphs: [UInt32] = []
    private var texts: [String] = []

    init(_ file: FontFile) { self.file = file }

    /// Writes the operators that show a run: text pieces, moved by what shaping asks for.
    mutating func put(_ run: ShapedText.Run, size: Int, into sheet: inout PDFBytes) {
        var (rise, pen) = (0, 0)
        sheet.put("[")
        for (index, start) in places(run) {
            let glyph = run.glyphs[index]
            let code = code(of: glyph.glyph, run.text(of: index))
            if glyph.y != rise {
                rise = glyph.y
                sheet.put("]TJ ")
                sheet.put(length: file.thousandths(rise) * size / 1000)
                sheet.put(" Ts [")
            }
            let position = start + file.thousandths(glyph.x)
            if position != pen { sheet.put(pen - position) }
            sheet.put("<")
            sheet.put(hexadecimal: UInt16(code))
            sheet.put(">")
            pen = position + file.advance(of: glyph.glyph)
        }
        sheet.put(rise == 0 ? "]TJ " : "]TJ 0 Ts ")
    }

    /// The glyphs in reading order, each with where it stands from the left of the run: those
    /// that read the text off the sheet meet it as it is read.
    private func places(_ run: ShapedText.Run) -> [(index: Int, start: Int)] {
        var places: [(index: Int, start: Int)] = []
        var start = 0
        for (index, glyph) in run.glyphs.enumerated() {
            places.append((index, start))
            start += file.thousandths(glyph.advance)
        }
        return run.isRightToLeft ? places.reversed() : places
    }

    private mutating func code(of glyph: UInt32, _ text: String) -> Int {
        if let code = codes[glyph] { return code }
        glyphs.append(glyph)
        texts.append(text)
        codes[glyph] = file.isCFF ? Int(glyph) : glyphs.count
        return codes[glyph] ?? 0
    }

    /// The font cut down to what the document used; nil where it cannot be cut.
    var embedded: EmbeddedFont? {
        guard let subset = FontSubset(file, glyphs: glyphs) else { return nil }
        let list = zip(glyphs, texts).map { glyph, text in
            EmbeddedFont.Code(
                code: codes[glyph] ?? 0, advance: file.advance(of: glyph), text: text)
        }
        var map = PDFBytes()
        map.put(0, width: 2)
        for glyph in glyphs { map.put(subset.places[glyph] ?? 0, width: 2) }
        return EmbeddedFont(
            file, subset, codes: list, glyphs: file.isCFF ? nil : map.bytes)
    }
}

extension ShapedText.Run {
    /// The characters that a glyph stands for; those of a cluster go to each of its glyphs.
    func text(of index: Int) -> String {
        let first = glyphs[index].cluster
        let next = glyphs.map(\.cluster).filter { $0 > first }.min() ?? start + text.count
        return String(String.UnicodeScalarView(text[(first - start)..<(next - start)]))
    }
}
