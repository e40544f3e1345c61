import Measures

// Text on a grid of columns: how wide it is, how it wraps, and what it must not contain.

extension Character {
    /// Columns a terminal gives the character: 2 for East Asian wide ones and pictures, 0 for
    /// marks that stand on another one.
    package var columns: Int {
        let scalars = unicodeScalars
        if scalars.contains(where: \.isWide) { return 2 }
        return scalars.allSatisfy(\.isWithoutWidth) ? 0 : 1
    }
}

extension Unicode.Scalar {
    /// East Asian wide and full width (Unicode Standard Annex 11), and emoji.
    fileprivate var isWide: Bool {
        switch value {
        case 0..<0x1100: return false
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF,
            0x4E00...0x9FFF, 0xA000...0xA4CF, 0xA960...0xA97C, 0xAC00...0xD7A3,
            0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6,
            0x1B000...0x1B2FF, 0x20000...0x3FFFD:
            return true
        default: return properties.isEmojiPresentation || value == 0xFE0F
        }
    }

    fileprivate var isWithoutWidth: Bool {
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return true
        default: return false
        }
    }
}

extension String {
    /// Columns the text takes on a terminal.
    package var columns: Int {
        var count = 0
        for byte in utf8 {
            guard byte < 0x80 else { return reduce(0) { $0 + $1.columns } }
            count += 1
        }
        return count
    }

    /// The text with everything that could steer a terminal or turn other text replaced by `�`.
    package var harmless: String {
        guard unicodeScalars.contains(where: \.isHarmful) else { return self }
        var result = UnicodeScalarView()
        for scalar in unicodeScalars { result.append(scalar.isHarmful ? "\u{FFFD}" : scalar) }
        return String(result)
    }

    /// Filled up with blanks on the right (or, for numbers, on the left) to `width` columns.
    package func padded(to width: Int, rightAligned: Bool = false) -> String {
        let blanks = String(repeating: " ", count: Swift.max(0, width - columns))
        return rightAligned ? blanks + self : self + blanks
    }

    /// Lines of at most `width` columns, broken between words, a longer word where it must.
    package func wrapped(to width: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in split(separator: " ").map(String.init) {
            if line.isEmpty {
                line = word
            } else if line.columns + 1 + word.columns <= width {
                line += " " + word
            } else {
                lines.append(line)
                line = word
            }
            while line.columns > width {
                let head = line.head(of: width)
                lines.append(head)
                line = String(line.dropFirst(head.count))
            }
        }
        return line.isEmpty && !lines.isEmpty ? lines : lines + [line]
    }

    /// The characters that fit into `width` columns, at least one.
    private func head(of width: Int) -> String {
        var (head, used) = ("", 0)
        for character in self {
            used += character.columns
            if used > width, !head.isEmpty { break }
            head.append(character)
        }
        return head
    }
}
