import Foundation
import Synchronization

/// All fonts that a document may use: the two bundled ones, and those installed on the machine for
/// scripts that the bundled ones do not cover.
///
/// The folders are read when a character first needs them. Threads share one library.
package final class FontLibrary: Sendable {
    let plain: [PlainFont]
    /// The first bytes of documents, with the bundled fonts in them, by which of the fonts are whole.
    private let openings = Mutex<[[Bool]: PDFFile]>([:])
    private let folders: [String]
    private let found = Mutex<[FontFile]?>(nil)

    /// `folders` are searched with all folders in them.
    package init(folders: [String] = []) {
        plain = FontFile.bundled.compactMap(PlainFont.init)
        precondition(plain.count == 2, "the bundled fonts have all plain letters")
        self.folders = folders
    }

    /// The first bytes of a document: the bundled fonts, with all plain letters where it uses more
    /// than the common ones (`whole`).
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

    /// The object number of each bundled font in a document.
    var plainObjects: [Int] { plain.indices.map { 1 + $0 * plain[$0].common.embedded.objects } }

    /// The bundled font where it covers the character, else the most similar font of the machine.
    func font(for scalar: Unicode.Scalar, _ weight: TextStyle.Weight) -> FontFile? {
        let bundled = plain[weight.rawValue].file
        if bundled.covers(scalar) { return bundled }
        let covering = machineFonts.filter { $0.covers(scalar) }
        return covering.min { unlike($0, bundled) < unlike($1, bundled) }
    }

    private var machineFonts: [FontFile] {
        found.withLock { found in
            if let found { return found }
            let fonts = folders.flatMap(Self.files).flatMap(FontFile.fonts(inFile:))
            found = fonts
            return fonts
        }
    }

    /// How far a font is from the bundled one: first its build, then its family, then its weight.
    private func unlike(_ font: FontFile, _ bundled: FontFile) -> Int {
        let build = font.isUpright && font.isNormalWidth && !font.isVariable ? 0 : 1_000_000
        let family = font.family.hasPrefix(bundled.family) ? 0 : 100_000
        return build + family + abs(font.weight - bundled.weight)
    }

    /// Fonts in a folder by path, so that the choice is the same on machines with the same fonts.
    private static func files(in folder: String) -> [String] {
        let endings = [".ttf", ".otf", ".ttc"]
        let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String }
        return (names ?? []).filter { name in endings.contains { name.lowercased().hasSuffix($0) } }
            .sorted().map { folder + "/" + $0 }
    }
}
