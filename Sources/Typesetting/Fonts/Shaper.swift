import CHarfBuzz

/// Shapes text with HarfBuzz: which glyphs, and where. One for each thread of work.
final class Shaper {
    private let buffer = hb_buffer_create()

    deinit { hb_buffer_destroy(buffer) }

    /// A glyph in its place; lengths in font units.
    struct Glyph {
        let glyph: UInt32
        let advance: Int
        let x: Int
        let y: Int
        /// Place in the text of the first character it stands for.
        let cluster: Int
    }

    /// Plain letters from the left, kerned, without ligatures.
    func shape(_ text: [Unicode.Scalar], _ font: FontFile) -> [Glyph] {
        fill(text, 0..<text.count)
        hb_buffer_set_direction(buffer, HB_DIRECTION_LTR)
        hb_buffer_set_script(buffer, HB_SCRIPT_LATIN)
        var plain = ["liga", "clig", "calt", "ccmp", "locl"].map { (tag: String) in
            hb_feature_t(
                tag: hb_tag_from_string(tag, 4), value: 0, start: 0, end: .max)
        }
        hb_shape(font.font, buffer, &plain, UInt32(plain.count))
        return glyphs
    }

    /// A run of one script, direction and font within a text.
    func shape(
        _ text: [Unicode.Scalar], _ run: Range<Int>, script: hb_script_t, isRightToLeft: Bool,
        in font: FontFile
    ) -> [Glyph] {
        fill(text, run)
        hb_buffer_set_direction(buffer, isRightToLeft ? HB_DIRECTION_RTL : HB_DIRECTION_LTR)
        hb_buffer_set_script(buffer, script)
        hb_shape(font.font, buffer, nil, 0)
        return glyphs
    }

    private func fill(_ text: [Unicode.Scalar], _ run: Range<Int>) {
        hb_buffer_clear_contents(buffer)
        let values = text.map(\.value)
        hb_buffer_add_utf32(
            buffer, values, Int32(values.count), UInt32(run.lowerBound), Int32(run.count))
        hb_buffer_set_cluster_level(buffer, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_CHARACTERS)
        hb_buffer_set_content_type(buffer, HB_BUFFER_CONTENT_TYPE_UNICODE)
        hb_buffer_set_language(buffer, hb_language_from_string("und", -1))
    }

    private var glyphs: [Glyph] {
        var count: UInt32 = 0
        guard let infos = hb_buffer_get_glyph_infos(buffer, &count),
            let positions = hb_buffer_get_glyph_positions(buffer, &count)
        else { return [] }
        return (0..<Int(count)).map { index in
            let (info, position) = (infos[index], positions[index])
            return Glyph(
                glyph: info.codepoint, advance: Int(position.x_advance),
                x: Int(position.x_offset), y: Int(position.y_offset), cluster: Int(info.cluster))
        }
    }
}
