import CHarfBuzz

/// A font cut down to some glyphs, as a PDF embeds it.
struct FontSubset {
    /// A TrueType program, or a bare CFF table.
    let program: [UInt8]
    /// The glyph number in the subset of each glyph of the whole font.
    let places: [UInt32: Int]

    /// Tables that a PDF does not need: layout, names, character map.
    private static let left = ["GSUB", "GPOS", "GDEF", "cmap", "name", "post", "OS/2", "DSIG"]

    init?(_ file: FontFile, glyphs: some Sequence<UInt32>) {
        guard let input = hb_subset_input_create_or_fail() else { return nil }
        defer { hb_subset_input_destroy(input) }
        for glyph in glyphs { hb_set_add(hb_subset_input_glyph_set(input), glyph) }
        hb_subset_input_set_flags(
            input, HB_SUBSET_FLAGS_NO_HINTING.rawValue | HB_SUBSET_FLAGS_NOTDEF_OUTLINE.rawValue)
        let dropped = hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG)
        for tag in Self.left { hb_set_add(dropped, hb_tag_from_string(tag, 4)) }
        guard let plan = hb_subset_plan_create_or_fail(file.face, input) else { return nil }
        defer { hb_subset_plan_destroy(plan) }
        guard let face = hb_subset_plan_execute_or_fail(plan) else { return nil }
        defer { hb_face_destroy(face) }
        let map = hb_subset_plan_old_to_new_glyph_mapping(plan)
        places = Dictionary(
            glyphs.map { ($0, Int(hb_map_get(map, $0))) }, uniquingKeysWith: { first, _ in first })
        program = file.isCFF ? FontFile.table("CFF ", of: face) : Self.whole(face)
    }

    private static func whole(_ face: OpaquePointer) -> [UInt8] {
        let blob = hb_face_reference_blob(face)
        defer { hb_blob_destroy(blob) }
        return FontFile.bytes(of: blob)
    }
}
