/// A tagged document being made (PDF 1.7, as ISO 14289-1 asks): text and drawing on sheets, each
/// piece under the part of the document it belongs to, in reading order.
///
/// Lengths are thousandths of a point, from the upper left corner of the sheet; text stands on
/// its base line. The same calls give the same bytes.
package struct TaggedPDF {
    struct Link {
        let sheet: Int
        let box: Box
        let address: String
        let text: String
        let element: Int
    }

    let about: About
    let typesetter: Typesetter
    /// In the order of their names.
    package var attachments: [Attachment] = []
    /// Where each of many documents in one begins.
    private(set) var bookmarks: [(title: String, sheet: Int)] = []
    private(set) var sheets: [SheetContent] = []
    private(set) var structure = Structure()
    private(set) var links: [Link] = []
    private(set) var fonts: [DocumentFont] = []
    /// Of which bundled fonts the document uses more than the common letters.
    private(set) var wholeFonts: [Bool]
    /// Characters that no font covers: drawn as boxes, and kept as text for search and screen readers.
    package var missing: Set<Unicode.Scalar> = []
    private var sheet = -1

    package init(_ about: About, _ typesetter: Typesetter) {
        self.about = about
        self.typesetter = typesetter
        wholeFonts = typesetter.fonts.plain.map { _ in false }
        structure.begin { .init(tag: .document, parent: $0) }
        newSheet()
    }

    package var sheetCount: Int { sheets.count }

    package mutating func newSheet() {
        sheets.append(SheetContent())
        sheet = sheets.count - 1
    }

    /// Names the sheet for those who look for a part of the file.
    package mutating func bookmark(_ title: String) { bookmarks.append((title, sheet)) }

    /// Goes back to a sheet, for what can only be said once all are there.
    package mutating func turn(to index: Int) { sheet = index }

    // MARK: Parts

    /// A part of the document with what is in it.
    package mutating func part(
        _ tag: Tag, columns: Int = 1, _ body: (inout TaggedPDF) -> Void
    ) {
        begin(tag, columns: columns)
        body(&self)
        end()
    }

    package mutating func begin(_ tag: Tag, columns: Int = 1) {
        structure.begin { .init(tag: tag, parent: $0, columns: columns) }
    }

    package mutating func end() { structure.end() }

    /// One of many documents in one, in a language of its own.
    package mutating func beginSection(language: String) {
        structure.begin { .init(tag: .section, parent: $0, language: language) }
    }

    /// A picture with what it shows in words.
    package mutating func figure(
        _ alternative: String, in box: Box, _ body: (inout TaggedPDF) -> Void
    ) {
        structure.begin {
            .init(tag: .figure, parent: $0, alternative: alternative, box: box)
        }
        body(&self)
        structure.end()
    }

    /// False where the piece before belongs to the same part.
    @discardableResult
    private mutating func belongsToPart() -> Bool {
        let current = structure.current
        guard let mark = sheets[sheet].belongs(to: .element(current)) else { return false }
        structure.add(.mark(mark, sheet: sheet), to: current)
        return true
    }

    private mutating func belongsToDecoration() { _ = sheets[sheet].belongs(to: .artifact) }

    // MARK: Drawing

    /// A rectangle, as decoration unless it is a piece of the picture that is open.
    package mutating func fill(_ box: Box, _ ink: Ink, isPicture: Bool = false) {
        if isPicture { belongsToPart() } else { belongsToDecoration() }
        sheets[sheet].use(ink)
        sheets[sheet].put(box)
        sheets[sheet].put { $0.put("f\n") }
    }

    /// A line between two points, drawn like `fill`; dashed where `dash` is above zero.
    package mutating func line(
        from start: (x: Int, y: Int), to end: (x: Int, y: Int), width: Int, _ ink: Ink,
        dash: Int = 0, isPicture: Bool = false
    ) {
        if isPicture { belongsToPart() } else { belongsToDecoration() }
        sheets[sheet].use(line: ink)
        sheets[sheet].put { bytes in
            bytes.put(length: width)
            bytes.put(" w ")
            if dash > 0 {
                bytes.put("[")
                bytes.put(length: dash)
                bytes.put("]0 d ")
            }
            bytes.put(x: start.x, y: Sheet.height - start.y)
            bytes.put("m ")
            bytes.put(x: end.x, y: Sheet.height - end.y)
            bytes.put(dash > 0 ? "l S []0 d\n" : "l S\n")
        }
    }

    package mutating func draw(_ code: QRCode, in box: Box) {
        belongsToPart()
        sheets[sheet].use(.black)
        sheets[sheet].put { bytes in
            // One module is a unit; rows are counted from above.
            let module = box.width / code.size
            bytes.put("q ")
            bytes.put(length: module)
            bytes.put(" 0 0 ")
            bytes.put(length: -module)
            bytes.put(UInt8(ascii: " "))
            bytes.put(x: box.x, y: Sheet.height - box.y)
            bytes.put("cm\n")
            for bar in code.bars {
                bytes.put(bar.column)
                bytes.put(UInt8(ascii: " "))
                bytes.put(bar.row)
                bytes.put(UInt8(ascii: " "))
                bytes.put(bar.count)
                bytes.put(" 1 re\n")
            }
            bytes.put("f Q\n")
        }
    }

    // MARK: Text

    package enum Side: Sendable { case left, middle, right }

    /// Writes a line of text with `side` at `x`. A blank parts it from the line before in the same
    /// part, for those who hear them one after the other.
    package mutating func write(
        _ text: String, _ style: TextStyle, x: Int, y: Int, side: Side = .left
    ) {
        guard !text.isEmpty else { return }
        let isFirst = belongsToPart()
        show(text, style, x: x, y: y, side: side, afterBlank: !isFirst)
    }

    /// Writes what repeats on each sheet: nobody needs to hear it twice.
    package mutating func writeDecoration(
        _ text: String, _ style: TextStyle, x: Int, y: Int, side: Side = .left
    ) {
        belongsToDecoration()
        show(text, style, x: x, y: y, side: side)
    }

    /// Writes text that leads to an address on the web.
    package mutating func writeLink(
        _ text: String, to address: String, _ style: TextStyle, x: Int, y: Int
    ) {
        begin(.link)
        write(text, style, x: x, y: y)
        let width = typesetter.width(of: text, in: style)
        let box = Box(x: x, y: y - style.size, width: width, height: style.size * 5 / 4)
        structure.add(.link(links.count, sheet: sheet), to: structure.current)
        links.append(
            .init(sheet: sheet, box: box, address: address, text: text, element: structure.current))
        end()
    }

    private mutating func show(
        _ text: String, _ style: TextStyle, x: Int, y: Int, side: Side, afterBlank: Bool = false
    ) {
        guard let letters = typesetter.fonts.plain[style.weight.rawValue].letters(of: text) else {
            let shaped = typesetter.shaped(text, style.weight)
            let x = left(of: x, side: side, width: shaped.width, style: style)
            if afterBlank { showPlain("", style, x: x, y: y, afterBlank: true) }
            return show(shaped, style, x: x, y: y)
        }
        let width = side == .left ? 0 : letters.width(of: text)
        showPlain(
            text, style, x: left(of: x, side: side, width: width, style: style), y: y,
            afterBlank: afterBlank, letters: letters)
    }

    /// Where a text begins that has a side at `x`; its width is in thousandths of its size.
    private func left(of x: Int, side: Side, width: Int, style: TextStyle) -> Int {
        let width = width * style.size / 1000
        return x - (side == .left ? 0 : side == .right ? width : width / 2)
    }

    private mutating func showPlain(
        _ text: String, _ style: TextStyle, x: Int, y: Int, afterBlank: Bool,
        letters: PlainLetters? = nil
    ) {
        let font = style.weight.rawValue
        let letters = letters ?? typesetter.fonts.plain[font].common
        if !letters.areCommon { wholeFonts[font] = true }
        let left = afterBlank ? x - letters.blank * style.size / 1000 : x
        sheets[sheet].use(style.ink)
        sheets[sheet].put { $0.put("BT ") }
        sheets[sheet].use(font: font, size: style.size)
        sheets[sheet].put { bytes in
            bytes.put(x: left, y: Sheet.height - y)
            bytes.put("Td ")
            letters.put(text, afterBlank: afterBlank, into: &bytes)
            bytes.put(" ET\n")
        }
    }

    private mutating func show(_ text: ShapedText, _ style: TextStyle, x: Int, y: Int) {
        var x = x
        missing.formUnion(text.missing)
        sheets[sheet].use(style.ink)
        for run in text.runs {
            if !run.isRightToLeft || run.font == nil {
                sheets[sheet].put { bytes in
                    bytes.put("/Span<</ActualText")
                    bytes.put(text: String(String.UnicodeScalarView(run.text)))
                    bytes.put(">>BDC ")
                }
            }
            if let file = run.font {
                show(run, font: file, style: style, x: x, y: y)
            } else {
                drawBoxes(run.text.count, style, x: x, y: y)
            }
            if !run.isRightToLeft || run.font == nil { sheets[sheet].put { $0.put("EMC\n") } }
            x += run.width * style.size / 1000
        }
    }

    private mutating func show(
        _ run: ShapedText.Run, font file: FontFile, style: TextStyle, x: Int, y: Int
    ) {
        let font = fonts.firstIndex { $0.file === file } ?? fonts.count
        if font == fonts.count { fonts.append(DocumentFont(file)) }
        sheets[sheet].put { $0.put("BT ") }
        sheets[sheet].use(font: typesetter.fonts.plain.count + font, size: style.size)
        sheets[sheet].put { bytes in
            bytes.put(x: x, y: Sheet.height - y)
            bytes.put("Td ")
            fonts[font].put(run, size: style.size, into: &bytes)
            bytes.put("ET\n")
        }
    }

    /// A box for each character that no font covers.
    private mutating func drawBoxes(_ count: Int, _ style: TextStyle, x: Int, y: Int) {
        let (height, step) = (style.size * 7 / 10, style.size * ShapedText.boxWidth / 1000)
        sheets[sheet].use(line: style.ink)
        sheets[sheet].put { $0.put("0.5 w ") }
        for index in 0..<count {
            let box = Box(
                x: x + index * step + step / 8, y: y - height, width: step * 3 / 4, height: height)
            sheets[sheet].put(box)
        }
        sheets[sheet].put { $0.put("S\n") }
        // Readers of the text want a letter to hang it on.
        showPlain(" ", style, x: x, y: y, afterBlank: false)
    }

    mutating func endSheets() { for index in sheets.indices { sheets[index].end() } }
}
