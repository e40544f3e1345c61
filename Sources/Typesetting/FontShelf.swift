import Foundation
import Synchronization

/// The fonts there are: the two that the program carries, and those of the machine for the
/// scripts that these do not cover.
///
/// The folders are read when a character first needs them. Threads share one shelf.
package final class FontShelf: Sendable {
    let plain: [PlainFont]
    /// The carried fonts as documents begin with them, by those of which they have all letters.
    private let openings = Mutex<[[Bool]: PDFFile]>([:])
    private let folders: [String]
    private let found = Mutex<[FontFile]?>(nil)

    /// `folders` are looked through with all that is in them.
    package init(folders: [String] = []) {
        plain = FontFile.carried.compactMap(PlainFont.init)
        precondition(plain.count == 2, "the fonts that the program carries have all plain letters")
        self.folders = folders
    }

    /// The carried fonts as a document begins with them: those of which it uses more than the
    /// common letters as a `whole`.
    func opening(whole: [Bool]) -> PDFFile {
        openings.withLock { openings in
            if let opening = openings[whole] { return opening }
            var opening = PDFFile()
            for (font, isWhole) in zip(plain, whole) {
                let embedded = (isWhole ? font.whole : font.common).embedded
                embedded.write(into: &opening, from: opening.next(embedded.objects))
            }
            openings[whole] = opening
            return opening
        }
    }

    /// The number of the object that each carried font is in a document.
    var plainObjects: [Int] { plain.indices.map { 1 + $0 * plain[$0].common.embedded.objects } }

    /// The carried font where it covers the character, else the most alike of the machine's.
    func font(for scalar: Unicode.Scalar, _ weight: TextStyle.Weight) -> FontFile? {
        let carried = plain[weight.rawValue].file
        if carried.covers(scalar) { return carried }
        let covering = machineFonts.filter { $0.covers(scalar) }
        return covering.min { unlike($0, carried) < unlike($1, carried) }
    }

    private var machineFonts: [FontFile] {
        found.withLock { found in
            if let found { return found }
            let fonts = folders.flatMap(Self.files).flatMap(FontFile.fonts(inFile:))
            found = fonts
            return fonts
        }
    }

    /// How far a font is from the carried one: first its build, then its family, then its weight.
    private func unlike(_ font: FontFile, _ carried: FontFile) -> Int {
        let build = font.isUpright && font.isNormalWidth && !font.isVariable ? 0 : 1_000_000
        let family = font.family.hasPrefix(carried.family) ? 0 : 100_000
        return build + family + abs(font.weight - carried.weight)
    }

    /// Fonts in a folder by path, so that the choice is the same on machines with the same fonts.
    private static func files(in folder: String) -> [String] {
        let endings = [".ttf", ".otf", ".ttc"]
        let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String }
        return (names ?? []).filter { name in endings.contains { name.lowercased().hasSuffix($0) } }
            .sorted().map { folder + "/" + $0 }
    }
}

/// How a text looks.
package struct TextStyle: Sendable, Hashable {
    package enum Weight: Int, Sendable { case regular, bold }

    package var weight: Weight
    /// In thousandths of a point.
    package var size: Int
    package var ink: Ink

    package init(_ weight: Weight = .regular, size: Int, ink: Ink = .black) {
        self.weight = weight
        self.size = size
        self.ink = ink
    }
}

/// A colour on paper.
package struct Ink: Sendable, Hashable {
    package let red: UInt8
    package let green: UInt8
    package let blue: UInt8

    package init(red: UInt8, green: UInt8, blue: UInt8) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    package static let black = Ink(red: 0, green: 0, blue: 0)
    package static let white = Ink(red: 255, green: 255, blue: 255)
}
