import CHarfBuzz

/// A font subset as a PDF embeds it: its program, the width of each code and the text it stands for.
struct EmbeddedFont: Sendable {
    struct Code: Sendable {
        let code: Int
        /// In thousandths of the size.
        let advance: Int
        let text: String
    }

    /// How many PDF objects it takes.
    var objects: Int { glyphs == nil ? 5 : 6 }

    private let name: String
    private let program: [UInt8]
    private let programLength: Int
    private let toUnicode: [UInt8]
    private let widths: [UInt8]
    /// The glyph of each code, two bytes each; nil where a code is its glyph.
    private let glyphs: [UInt8]?
    private let isCFF: Bool
    private let descriptor: [UInt8]

    /// `glyphs` names the glyph in the subset of each code, where they differ.
    init(
        _ file: FontFile, _ subset: FontSubset, codes: [Code], glyphs: [UInt8]? = nil,
        level: Int32 = 1
    ) {
        let flate = Flate(level: level)
        let codes = codes.sorted { $0.code < $1.code }
        name = Self.tag(subset.program) + "+" + file.postScriptName
        program = flate.compressed(subset.program)
        programLength = subset.program.count
        toUnicode = flate.compressed(Self.map(codes))
        widths = Self.widths(codes)
        self.glyphs = glyphs.map(flate.compressed)
        isCFF = file.isCFF
        descriptor = file.descriptor
    }

    /// The six capitals that PDF puts before the name of a subset, from a hash of its program.
    private static func tag(_ program: [UInt8]) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in program { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        var tag = ""
        for _ in 0..<6 {
            tag.unicodeScalars.append(Unicode.Scalar(UInt8(65 + hash % 26)))
            hash /= 26
        }
        return tag
    }

    /// `1[572 600]9[300]`: consecutive codes share a list.
    private static func widths(_ codes: [Code]) -> [UInt8] {
        var list = PDFBytes()
        var last = -1
        for code in codes where code.code != last {
            if code.code == last + 1, last > 0 {
                list.put(UInt8(ascii: " "))
            } else {
                if last > 0 { list.put("]") }
                list.put(code.code)
                list.put("[")
            }
            list.put(code.advance)
            last = code.code
        }
        if last > 0 { list.put("]") }
        return list.bytes
    }

    /// The text of each code (`ToUnicode`), for search, copying and screen readers.
    private static func map(_ codes: [Code]) -> [UInt8] {
        var map = PDFBytes()
        map.put("/CIDInit/ProcSet findresource begin 12 dict begin begincmap")
        map.put("/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def")
        map.put("/CMapName/Adobe-Identity-UCS def/CMapType 2 def\n")
        map.put("1 begincodespacerange<0000><FFFF>endcodespacerange\n")
        for start in stride(from: 0, to: codes.count, by: 100) {
            let part = codes[start..<min(start + 100, codes.count)]
            map.put(part.count)
            map.put(" beginbfchar\n")
            for code in part { put(code, in: &map) }
            map.put("endbfchar\n")
        }
        map.put("endcmap CMapName currentdict/CMap defineresource pop end end")
        return map.bytes
    }

    private static func put(_ code: Code, in map: inout PDFBytes) {
        map.put("<")
        map.put(hexadecimal: UInt16(code.code))
        map.put("><")
        for unit in code.text.utf16 { map.put(hexadecimal: unit) }
        map.put(">\n")
    }

    /// Writes the font's objects; the first is the one that sheets name.
    func write(into file: inout PDFFile, from first: Int) {
        file.object(first) { object in
            object.put("<</Type/Font/Subtype/Type0/Encoding/Identity-H/BaseFont/")
            object.put(Array(name.utf8))
            object.put("/DescendantFonts[")
            object.put(reference: first + 1)
            object.put("]/ToUnicode ")
            object.put(reference: first + 4)
            object.put(">>")
        }
        file.object(first + 1) { writeGlyphs(into: &$0, first) }
        file.object(first + 2) { writeDescriptor(into: &$0, first) }
        file.stream(first + 3, program) { object in
            object.put(isCFF ? "/Subtype/CIDFontType0C" : "/Length1 ")
            if !isCFF { object.put(programLength) }
        }
        file.stream(first + 4, toUnicode)
        if let glyphs { file.stream(first + 5, glyphs) }
    }

    private func writeDescriptor(into object: inout PDFBytes, _ first: Int) {
        object.put("<</Type/FontDescriptor/FontName/")
        object.put(Array(name.utf8))
        object.put(descriptor)
        object.put(isCFF ? "/FontFile3 " : "/FontFile2 ")
        object.put(reference: first + 3)
        object.put(">>")
    }

    private func writeGlyphs(into object: inout PDFBytes, _ first: Int) {
        object.put("<</Type/Font/Subtype/")
        object.put(isCFF ? "CIDFontType0" : "CIDFontType2")
        object.put("/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/BaseFont/")
        object.put(Array(name.utf8))
        object.put("/DW 1000/W[")
        object.put(widths)
        object.put("]/FontDescriptor ")
        object.put(reference: first + 2)
        if glyphs != nil {
            object.put("/CIDToGIDMap ")
            object.put(reference: first + 5)
        } else if !isCFF {
            object.put("/CIDToGIDMap/Identity")
        }
        object.put(">>")
    }
}

extension FontFile {
    /// The entries of the font descriptor, in thousandths of the size.
    fileprivate var descriptor: [UInt8] {
        let head = FontFile.table("head", of: face)
        var extents = hb_font_extents_t()
        hb_font_get_h_extents(font, &extents)
        var capital: hb_position_t = 0
        hb_ot_metrics_get_position_with_fallback(font, HB_OT_METRICS_TAG_CAP_HEIGHT, &capital)
        var text = PDFBytes()
        text.put("/Flags 4/ItalicAngle 0/StemV ")
        text.put(weight / 5)
        for (name, value) in [
            ("/Ascent ", Int(extents.ascender)), ("/Descent ", Int(extents.descender)),
            ("/CapHeight ", Int(capital)),
        ] as [(StaticString, Int)] {
            text.put(name)
            text.put(thousandths(value))
        }
        text.put("/FontBBox[")
        for index in stride(from: 36, to: 44, by: 2) where index + 1 < head.count {
            let value = Int16(bitPattern: UInt16(head[index]) << 8 | UInt16(head[index + 1]))
            text.put(thousandths(Int(value)))
            text.put(" ")
        }
        text.put("]")
        return text.bytes
    }
}
