import CFriBidi
import CHarfBuzz

/// A text that is more than plain letters, set in one line: runs of glyphs from left to right.
struct ShapedText {
    struct Run {
        /// Nil where no font covers the characters.
        let font: FontFile?
        let glyphs: [Shaper.Glyph]
        /// The characters in reading order.
        let text: [Unicode.Scalar]
        /// Place of the first of them in the whole text.
        let start: Int
        let isRightToLeft: Bool

        /// In thousandths of the size.
        var width: Int {
            guard let font else { return text.count * ShapedText.boxWidth }
            return font.thousandths(glyphs.reduce(0) { $0 + $1.advance })
        }
    }

    /// Room for the box that stands for a character without a font.
    static let boxWidth = 600

    let runs: [Run]
    let width: Int

    /// The characters that no font covers.
    var missing: [Unicode.Scalar] { runs.filter { $0.font == nil }.flatMap(\.text) }

    init(_ text: String, weight: TextStyle.Weight, fonts: FontLibrary, shaper: Shaper) {
        let scalars = text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }
        let pieces = Piece.all(of: scalars, weight, fonts)
        runs = pieces.map { piece in
            let glyphs = piece.font.map {
                shaper.shape(
                    scalars, piece.range, script: piece.script,
                    isRightToLeft: piece.isRightToLeft, in: $0)
            }
            return Run(
                font: piece.font, glyphs: glyphs ?? [], text: Array(scalars[piece.range]),
                start: piece.range.lowerBound, isRightToLeft: piece.isRightToLeft)
        }
        width = runs.reduce(0) { $0 + $1.width }
    }
}

/// Characters that are shaped together: one direction, one script, one font.
private struct Piece {
    var range: Range<Int>
    let level: Int8
    let script: hb_script_t
    let font: FontFile?

    var isRightToLeft: Bool { level % 2 == 1 }

    /// The pieces of a text as they stand on the line, from left to right.
    static func all(
        of text: [Unicode.Scalar], _ weight: TextStyle.Weight, _ fonts: FontLibrary
    ) -> [Piece] {
        guard !text.isEmpty else { return [] }
        let levels = levels(of: text)
        let scripts = scripts(of: text)
        var pieces: [Piece] = []
        for (index, scalar) in text.enumerated() {
            let font = font(for: scalar, after: pieces.last, weight, fonts)
            let piece = Piece(
                range: index..<index + 1, level: levels[index], script: scripts[index], font: font)
            if pieces.last?.takes(piece) == true {
                pieces[pieces.count - 1].range =
                    pieces[pieces.count - 1].range.lowerBound..<index + 1
            } else {
                pieces.append(piece)
            }
        }
        return inOrderOfSight(pieces)
    }

    private func takes(_ next: Piece) -> Bool {
        level == next.level && script == next.script && font === next.font
    }

    /// Marks, joiners and blanks stay in the font of what they stand behind, if it has them.
    private static func font(
        for scalar: Unicode.Scalar, after last: Piece?, _ weight: TextStyle.Weight,
        _ fonts: FontLibrary
    ) -> FontFile? {
        let properties = scalar.properties
        if let font = last?.font {
            if properties.isDefaultIgnorableCodePoint { return font }
            if properties.isWhitespace || properties.canonicalCombiningClass != .notReordered
                || [.nonspacingMark, .spacingMark].contains(properties.generalCategory),
                font.covers(scalar)
            {
                return font
            }
        }
        return fonts.font(for: scalar, weight)
    }

    /// Levels by the Unicode bidirectional algorithm: even ones run right, odd ones left.
    private static func levels(of text: [Unicode.Scalar]) -> [Int8] {
        let count = FriBidiStrIndex(text.count)
        let values = text.map(\.value)
        var types = [FriBidiCharType](repeating: FriBidiCharType(0), count: text.count)
        var brackets = [FriBidiBracketType](repeating: 0, count: text.count)
        var levels = [FriBidiLevel](repeating: 0, count: text.count)
        var direction = FriBidiParType(FRIBIDI_PAR_ON.rawValue)
        fribidi_get_bidi_types(values, count, &types)
        fribidi_get_bracket_types(values, count, types, &brackets)
        _ = fribidi_get_par_embedding_levels_ex(types, brackets, count, &direction, &levels)
        return levels
    }

    /// The script of each character; those of no script of their own have that of their neighbour.
    private static func scripts(of text: [Unicode.Scalar]) -> [hb_script_t] {
        let functions = hb_unicode_funcs_get_default()
        var scripts = text.map { hb_unicode_script(functions, $0.value) }
        let shared = [HB_SCRIPT_COMMON, HB_SCRIPT_INHERITED, HB_SCRIPT_UNKNOWN]
        let first = scripts.first { !shared.contains($0) } ?? HB_SCRIPT_LATIN
        for index in scripts.indices where shared.contains(scripts[index]) {
            scripts[index] = index == 0 ? first : scripts[index - 1]
        }
        return scripts
    }

    /// Rule L2 of the algorithm: from the highest level down, what stands together is turned.
    private static func inOrderOfSight(_ pieces: [Piece]) -> [Piece] {
        var pieces = pieces
        let highest = pieces.map(\.level).max() ?? 0
        for level in stride(from: highest, to: 0, by: -1) {
            var start = 0
            while start < pieces.count {
                let end = pieces[start...].firstIndex { $0.level < level } ?? pieces.count
                pieces[start..<end].reverse()
                start = end + 1
            }
        }
        return pieces
    }
}
