import Access
import Foundation
package import Storage

/// A backup that was put in its place, with what was erased in it again.
package struct RestoredBooks: Sendable {
    package let manifest: BackupManifest
    /// Nil where there was nothing to do again.
    package let erasures: RepeatedErasures?
    /// False where the books that were there could not be asked: what they erased since the list
    /// beside them was written is not known.
    package let isListWhole: Bool
}

extension ErasureList {
    /// What was erased by the books that a restore replaces, and by lists.
    static func ofRestore(
        into folder: String, _ other: String?
    ) throws -> (list: ErasureList, isWhole: Bool) {
        var list = try ErasureList(file: file(in: folder))
        if let other {
            guard FileManager.default.fileExists(atPath: other) else {
                throw ErasureRefused.listUnreadable(file: other)
            }
            list = list.joined(try ErasureList(file: other))
        }
        guard FileManager.default.fileExists(atPath: Installation.file(in: folder)) else {
            return (list, true)
        }
        do {
            return (list.joined(try ofBooks(in: folder)), true)
        } catch  where error.isDamage || error is InstallationRefused {
            return (list, false)
        }
    }

    private static func ofBooks(in folder: String) throws -> ErasureList {
        let books = try Installation.open(folder, migrating: false)
        let list = try books.read(rows: .none) { ErasureList(try $0.erasures.ofParties()) }
        try books.close()
        return list
    }

    /// Does them again in restored books, as the program itself, and writes the list beside them.
    func doAgain(in folder: String) throws -> RepeatedErasures {
        let books = try Installation.open(folder)
        let done = try Door(books, .system).perform(
            RepeatErasures(self), now: Terms(because: "restored from a backup"))
        try write(to: ErasureList.file(in: folder))
        try books.emptyLog()
        try books.close()
        return done
    }
}

/// The list of erasures, from the books.
package struct ListErasures: Sendable {
    let door: Door

    package init(_ door: Door) { self.door = door }

    package func callAsFunction() throws -> ErasureList {
        try door.read(.readEvents, rows: .none) { ErasureList(try $0.erasures.ofParties()) }
    }

    /// After an erasure: writes the list beside the books, and empties the log of the file.
    package func settle() throws {
        try write(to: nil)
        try door.installation.emptyLog()
    }

    /// Writes it to a file, or beside the books where no file is named and they lie in a folder.
    /// What an earlier list has and the books have not stays.
    package func write(to file: String?) throws {
        guard let file = file ?? (door.folder.isEmpty ? nil : ErasureList.file(in: door.folder))
        else { return }
        let books = try door.installation.read(rows: .none) {
            ErasureList(try $0.erasures.ofParties())
        }
        try ErasureList(file: file).joined(books).write(to: file)
    }
}
