/// Sets text: how wide it is and where its lines break. One for each thread of work.
package final class Typesetter {
    let fonts: FontLibrary
    let flate = Flate()
    private let shaper = Shaper()
    private var shaped: [ShapedKey: ShapedText] = [:]
    /// What is said on every bill is broken once.
    private var broken: [Paragraph: [String]] = [:]

    /// A text letter by letter: what Unicode takes for the same may be other letters on paper.
    private struct Spelling: Hashable {
        let text: String

        static func == (a: Spelling, b: Spelling) -> Bool { a.text.utf8.elementsEqual(b.text.utf8) }
        func hash(into hasher: inout Hasher) { hasher.combine(text) }
    }

    private struct ShapedKey: Hashable {
        let text: Spelling
        let weight: TextStyle.Weight
    }

    private struct Paragraph: Hashable {
        let text: Spelling
        let weight: TextStyle.Weight
        let size: Int
        let width: Int
    }

    /// Shorter texts are broken sooner than looked up.
    private static let paragraph = 64

    package init(_ fonts: FontLibrary) { self.fonts = fonts }

    /// In thousandths of a point.
    package func width(of text: String, in style: TextStyle) -> Int {
        let letters = fonts.plain[style.weight.rawValue].letters(of: text)
        return (letters?.width(of: text) ?? shaped(text, style.weight).width) * style.size / 1000
    }

    /// The text shaped by HarfBuzz.
    func shaped(_ text: String, _ weight: TextStyle.Weight) -> ShapedText {
        let key = ShapedKey(text: Spelling(text: text), weight: weight)
        if let known = shaped[key] { return known }
        if shaped.count > 1000 { shaped.removeAll() }
        let new = ShapedText(text, weight: weight, fonts: fonts, shaper: shaper)
        shaped[key] = new
        return new
    }

    /// The text in lines of at most `width`, broken at blanks; a word that is wider than a line is
    /// broken where it has to be.
    package func lines(of text: String, in style: TextStyle, width: Int) -> [String] {
        guard text.utf8.count >= Self.paragraph else { return split(text, in: style, width) }
        let key = Paragraph(
            text: Spelling(text: text), weight: style.weight, size: style.size, width: width)
        if let known = broken[key] { return known }
        if broken.count > 1000 { broken.removeAll() }
        let lines = split(text, in: style, width)
        broken[key] = lines
        return lines
    }

    private func split(_ text: String, in style: TextStyle, _ width: Int) -> [String] {
        let letters = fonts.plain[style.weight.rawValue].letters(of: text)
        if let lines = letters?.lines(of: text, maximum: width * 1000 / style.size) { return lines }
        if self.width(of: text, in: style) <= width { return [text] }
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ").flatMap({ pieces(of: $0, in: style, width) }) {
            let longer = line.isEmpty ? word : line + " " + word
            if self.width(of: longer, in: style) <= width {
                line = longer
            } else {
                lines.append(line)
                line = word
            }
        }
        return lines + [line]
    }

    private func pieces(of word: Substring, in style: TextStyle, _ width: Int) -> [String] {
        guard self.width(of: String(word), in: style) > width else { return [String(word)] }
        var (pieces, piece) = ([String](), "")
        for character in word {
            if !piece.isEmpty, self.width(of: piece + String(character), in: style) > width {
                pieces.append(piece)
                piece = ""
            }
            piece.append(character)
        }
        return pieces + [piece]
    }
}
