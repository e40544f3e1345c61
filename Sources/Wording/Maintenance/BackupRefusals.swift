import Storage

extension BackupRefused: CustomStringConvertible {
    private static let ownTool =
        "The books are in a database server. Back them up with its own tool: "
        + "pg_dump --format=custom --schema=SCHEMA ADDRESS, and pg_restore to restore."

    package var description: String {
        switch self {
        case .inDatabase: BackupRefused.ownTool
        case .noFolder(let path):
            "\(path.shown) is in no folder that can be written to. Make the folder, or name another."
        case .targetExists(let path):
            "\(path) exists, and a backup never writes over a file. Choose another name."
        case .backupNotThere(let path): "There is no backup \(path)."
        case .manifestNotThere(let path):
            "The manifest \(path) is missing. Without it nobody can tell whether the backup is "
                + "whole: copy it beside the backup."
        case .manifestUnreadable(let path): "\(path) is not a manifest. Copy it again."
        case .digestDiffers(let path, let expected, let found):
            "\(path) was changed or is cut: its SHA-256 is \(found), the manifest says "
                + "\(expected). Use another copy."
        case .notADatabase(let path): "\(path) is not a backup of plumbline."
        case .folderNotEmpty(let folder):
            "There is an installation in \(folder). --force replaces it."
        case .madeDamaged(let path, let checks):
            "\(path) is a copy of damaged books: its manifest says that these checks failed: "
                + "\(checks.joined(separator: ", ")). Use another backup; --anyway restores it as it "
                + "is."
        }
    }
}
