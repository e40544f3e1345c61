import Foundation
package import Interchange
package import Tariffs

/// Why the analyst's tools cannot do what they were asked.
package enum TariffToolRefused: Error, Hashable, Sendable {
    case unreadable(String, reason: String)
    case noCases(String)
    case noBook(String, case: String, lookedIn: [String])
    /// The one file of the book's name, of those looked for, is the case that asks for it.
    case caseIsBook(String, case: String)
    case badSetting(String)
    case unknownInput(String, nearest: String?, known: [String])
    case badValue(String, value: String, expected: String)
    case noPart(book: String, file: String)
    case inputs(BillCaseRefused)
    case rating(RatingRefused, book: String)
    /// What a quote would take from the quotes before it does not fit the book.
    case earlier(String, book: String)
}

/// Tariff books and bill cases in files, as the analyst keeps them; no installation is opened.
enum TariffFiles {
    static let largest = 16 << 20

    static func text(_ path: String) throws(TariffToolRefused) -> String {
        do {
            return try FileBytes(path).text(limit: largest)
        } catch let refused as FileRefused {
            throw .unreadable(path, reason: refused.description)
        } catch {
            throw .unreadable(path, reason: "\(error)")
        }
    }

    static func plan(_ path: String) throws -> TariffPlan {
        try TariffPlan(try TariffBook.readNew(yaml: text(path), file: path))
    }

    /// The YAML files under each folder, files as they are, in order.
    static func all(_ paths: [String]) -> [String] {
        paths.flatMap { path -> [String] in
            var isFolder = ObjCBool(false)
            let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
            guard exists, isFolder.boolValue else { return [path] }
            let found = FileManager.default.enumerator(atPath: path)?.allObjects as? [String]
            let base = path.hasSuffix("/") ? path : path + "/"
            return (found ?? []).filter { $0.hasSuffix(".yaml") }.sorted().map { base + $0 }
        }
    }
}

/// An analyst checks books: mistakes, and what is most likely a slip.
package struct CheckTariffs: Sendable {
    package struct Checked: Sendable {
        package let file: String
        /// Nil where the book has mistakes.
        package let book: TariffBook?
        package let mistakes: [YAMLFault]
        package let warnings: [YAMLFault]
        package let notes: [YAMLFault]
    }

    package init() {}

    /// One for each file; folders stand for the books in them.
    package func callAsFunction(_ paths: [String]) throws -> [Checked] {
        try TariffFiles.all(paths).map { path in
            let text = try TariffFiles.text(path)
            do throws(TariffBookRefused) {
                let found = try ReviewedBook(yaml: text, file: path)
                return Checked(
                    file: path, book: found.book, mistakes: [], warnings: found.warnings,
                    notes: found.notes)
            } catch {
                return Checked(
                    file: path, book: nil, mistakes: error.faults, warnings: [], notes: [])
            }
        }
    }
}

/// An analyst reads a book: as a price sheet, or beside another one.
package struct ReadTariff: Sendable {
    package init() {}

    package func callAsFunction(_ path: String) throws -> TariffBook {
        try TariffBook.readNew(yaml: TariffFiles.text(path), file: path)
    }
}
