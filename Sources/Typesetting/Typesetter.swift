/// Sets text: how wide it is and where its lines break. One for each thread of work.
package final class Typesetter {
    let shelf: FontShelf
    let flate = Flate()
    private let shaper = Shaper()
    private var shaped: [ShapedKey: ShapedText] = [:]

    private struct ShapedKey: Hashable {
        let text: String
        let weight: TextStyle.Weight
    }

    package init(_ shelf: FontShelf) { self.shelf = shelf }

    /// In thousandths of a point.
    package func width(of text: String, in style: TextStyle) -> Int {
        let letters = shelf.plain[style.weight.rawValue].letters(of: text)
        return (letters?.width(of: text) ?? shaped(text, style.weight).width) * style.size / 1000
    }

    /// The text shaped by HarfBuzz.
    func shaped(_ text: String, _ weight: TextStyle.Weight) -> ShapedText {
        let key = ShapedKey(text: text, weight: weight)
        if let known = shaped[key] { return known }
        if shaped.count > 1000 { shaped.removeAll() }
        let new = ShapedText(text, weight, shelf, shaper)
        shaped[key] = new
        return new
    }

    /// The text in lines of at most `width`, broken at blanks; a word that is wider than a line is
    /// broken where it has to be.
    package func lines(of text: String, in style: TextStyle, width: Int) -> [String] {
        let letters = shelf.plain[style.weight.rawValue].letters(of: text)
        if let lines = letters?.lines(of: text, most: width * 1000 / style.size) { return lines }
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
