package import Documents
import Foundation
import Storage

/// The templates of an installation: the utility's own files where it has some, else ours.
///
/// A file is `templates/KIND.txt` in the data folder, or `templates/KIND.LANGUAGE.txt` for the
/// customers of a language. Books in a database that no folder names have none.
package struct LetterTemplates: Sendable {
    private let folder: String?

    package init(_ door: Door) {
        folder = door.folder.isEmpty ? nil : door.folder + "/templates"
    }

    package func template(_ kind: LetterKind, language: String) throws -> LetterTemplate {
        if let own = own(kind, language) { return try LetterTemplates.read(own) }
        return try LetterTemplate(kind.defaultTemplate, file: kind.rawValue)
    }

    /// Path of the utility's own file, the one for the language first.
    private func own(_ kind: LetterKind, _ language: String) -> String? {
        guard let folder else { return nil }
        let plain = language.split(separator: "-").first.map(String.init) ?? ""
        return ["\(kind.rawValue).\(language)", "\(kind.rawValue).\(plain)", kind.rawValue]
            .map { "\(folder)/\($0).txt" }.first(where: FileManager.default.fileExists(atPath:))
    }

    /// Bytes of a template: some hundred pages.
    private static let largest = 1 << 20

    package static func read(_ path: String) throws -> LetterTemplate {
        let text = try FileBytes(path).text(limit: largest)
        return try LetterTemplate(text, file: path)
    }

    /// Writes our templates into a folder and gives their names; a file that is there stays.
    package static func write(to folder: String) throws -> [String] {
        try WholeFile.makeFolder(folder)
        return try LetterKind.allCases.compactMap { kind in
            let path = "\(folder)/\(kind.rawValue).txt"
            guard !FileManager.default.fileExists(atPath: path) else { return nil }
            try WholeFile.write(kind.defaultTemplate, to: path)
            return path
        }
    }
}
