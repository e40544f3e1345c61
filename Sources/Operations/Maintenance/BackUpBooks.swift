package import Storage

/// Copies the books to a new file, with a manifest that holds their SHA-256.
package struct BackUpBooks: Sendable {
    let door: Door

    package init(_ door: Door) { self.door = door }

    /// Refuses a file that is there, and books that are in a database.
    package func check(_ file: String) throws {
        try door.reading(.exportBooks).checkBackup(to: file)
    }

    /// With the quick checks only where `isQuick`; damaged books only `anyway`.
    package func callAsFunction(
        to file: String, anyway: Bool, isQuick: Bool
    ) throws -> BackupManifest {
        try door.reading(.exportBooks).backup(
            to: file, anyway: anyway, checks: isQuick ? Check.quick : Check.all)
    }
}

/// Puts a backup's books into a folder, once its SHA-256 and its books were checked.
package struct RestoreBooks: Sendable {
    private let file: String
    private let anyway: Bool
    private let checks: [Check]

    /// `anyway` a backup that does not pass the checks is taken too; only the quick ones are made
    /// where `isQuick`.
    package init(_ file: String, anyway: Bool, isQuick: Bool) {
        self.file = file
        self.anyway = anyway
        checks = isQuick ? Check.quick : Check.all
    }

    /// Checks the backup only.
    package func check() throws -> BackupManifest {
        try Installation.verifyBackup(at: file, anyway: anyway, checks: checks)
    }

    /// Replaces the installation that is there where `force`. What was erased since the backup was
    /// made is erased again: by the books that were there, the list beside them, and another list.
    package func callAsFunction(
        into folder: String, force: Bool, erasures: String? = nil
    ) throws -> RestoredBooks {
        let (list, isWhole) = try ErasureList.ofRestore(into: folder, erasures)
        let manifest = try Installation.restore(
            from: file, into: folder, force: force, anyway: anyway, checks: checks)
        let repeated = try list.entries.isEmpty ? nil : list.doAgain(in: folder)
        return RestoredBooks(
            manifest: manifest, erasures: repeated, isListWhole: isWhole)
    }
}

extension InstallationPlace {
    /// The folder; refused where a backup cannot be restored.
    package func folderForRestoring() throws -> String {
        guard case .folder(let folder) = self else { throw BackupRefused.inDatabase }
        return folder
    }
}
