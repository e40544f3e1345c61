import CFonts
import CHarfBuzz

/// A font as HarfBuzz sees it. Nothing in it changes once it is made, so threads share it.
package final class FontFile: @unchecked Sendable {
    let face: OpaquePointer
    let font: OpaquePointer
    /// The characters it has glyphs for.
    let coverage: OpaquePointer
    let postScriptName: String
    let family: String
    let weight: Int
    let unitsPerEm: Int
    /// Outlines in CFF, not in TrueType.
    let isCFF: Bool

    /// Nil for bytes that are no font whose outlines can be embedded.
    private init?(_ blob: OpaquePointer?, index: UInt32 = 0) {
        face = hb_face_create(blob, index)
        font = hb_font_create(face)
        coverage = hb_set_create()
        hb_blob_destroy(blob)
        hb_face_collect_unicodes(face, coverage)
        unitsPerEm = Int(hb_face_get_upem(face))
        postScriptName = FontFile.name(6, of: face)
        family = FontFile.name(1, of: face)
        weight = Int(hb_style_get_value(font, HB_STYLE_TAG_WEIGHT))
        isCFF = FontFile.table("CFF ", of: face).count > 0
        hb_font_make_immutable(font)
        let hasOutlines = isCFF || FontFile.table("glyf", of: face).count > 0
        guard hasOutlines, hb_face_get_glyph_count(face) > 1, mayBeEmbedded else { return nil }
    }

    deinit {
        hb_set_destroy(coverage)
        hb_font_destroy(font)
        hb_face_destroy(face)
    }

    /// The fonts that are built into the program: regular, then bold.
    static let bundled: [FontFile] = [bundled_font_regular(), bundled_font_bold()].compactMap {
        font in
        font.bytes.withMemoryRebound(to: CChar.self, capacity: font.count) {
            FontFile(
                hb_blob_create($0, UInt32(font.count), HB_MEMORY_MODE_READONLY, nil, nil))
        }
    }

    /// All fonts of a file, which may be a collection.
    static func fonts(inFile path: String) -> [FontFile] {
        guard let blob = hb_blob_create_from_file_or_fail(path) else { return [] }
        defer { hb_blob_destroy(blob) }
        return (0..<hb_face_count(blob)).compactMap {
            FontFile(hb_blob_reference(blob), index: $0)
        }
    }

    func covers(_ scalar: Unicode.Scalar) -> Bool { hb_set_has(coverage, scalar.value) != 0 }

    func glyph(of scalar: Unicode.Scalar) -> UInt32? {
        var glyph: UInt32 = 0
        return hb_font_get_nominal_glyph(font, scalar.value, &glyph) != 0 ? glyph : nil
    }

    /// Width of a glyph in thousandths of the size.
    func advance(of glyph: UInt32) -> Int {
        thousandths(Int(hb_font_get_glyph_h_advance(font, glyph)))
    }

    /// Font units as thousandths of the size.
    func thousandths(_ units: Int) -> Int { units * 1000 / unitsPerEm }

    var isUpright: Bool { hb_style_get_value(font, HB_STYLE_TAG_ITALIC) == 0 }
    var isNormalWidth: Bool { hb_style_get_value(font, HB_STYLE_TAG_WIDTH) == 100 }
    var isVariable: Bool { hb_ot_var_has_data(face) != 0 }

    /// The maker's permission in table OS/2: 2 alone is "restricted licence embedding".
    private var mayBeEmbedded: Bool {
        let table = FontFile.table("OS/2", of: face)
        return table.count < 10 || table[9] & 0x0F != 2
    }

    static func table(_ tag: String, of face: OpaquePointer) -> [UInt8] {
        let blob = hb_face_reference_table(face, hb_tag_from_string(tag, 4))
        defer { hb_blob_destroy(blob) }
        return bytes(of: blob)
    }

    static func bytes(of blob: OpaquePointer?) -> [UInt8] {
        var count: UInt32 = 0
        guard let data = hb_blob_get_data(blob, &count) else { return [] }
        return Array(UnsafeRawBufferPointer(start: data, count: Int(count)))
    }

    private static func name(_ id: UInt32, of face: OpaquePointer) -> String {
        var count: UInt32 = 128
        let english = hb_language_from_string("en", -1)
        let text = [CChar](unsafeUninitializedCapacity: 128) { buffer, used in
            hb_ot_name_get_utf8(face, id, english, &count, buffer.baseAddress)
            used = Int(count)
        }
        return String(decoding: text.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
