import Billing
import Measures
import Operations
import Storage

// Refusals as sentences: what is wrong, and what to do.

/// A request that cannot be met, in words.
struct Refusal: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

/// What was wrong with one of the files named on the command line.
struct FileFailed: Error, CustomStringConvertible {
    let file: String
    let reason: any Error
    var description: String { "\(file.shown): \(reason)" }
}

extension InstallationRefused: CustomStringConvertible {
    package var description: String {
        switch self {
        case .alreadyThere(let folder):
            "There is an installation in \(folder) already. Choose another folder with --data."
        case .notThere(let folder):
            "There is no installation in \(folder). Make one with `plumbline init`, or name "
                + "its folder with --data."
        case .notAnInstallation(let file):
            "\(file) is not an installation of plumbline. Look whether --data is right. Keep the "
                + "file until you know what it is; `plumbline restore --data FOLDER` brings a "
                + "backup back to another folder."
        case .tooNew(let found, let known):
            "The books have schema version \(found), this program knows \(known). "
                + "Use the program that wrote them, or a later one."
        case .tooOld(let found, let known):
            "The books have schema version \(found), this program needs \(known). Migrate them."
        case .folderNotWritable(let folder, let reason):
            "\(folder) cannot be written: \(reason). Look at its permissions."
        case .schemaTaken(let schema, let database):
            "There are tables in schema \(schema) of \(database) already. Choose another with "
                + "--schema."
        case .noSchema(let schema, let database):
            "There is no installation in schema \(schema) of \(database). Make one with "
                + "`plumbline init --database`, or name its schema with --schema."
        case .addressUnreadable(let file):
            "\(file) does not name a database: it holds an address, postgresql://..., and on the "
                + "second line a schema."
        case .notAnAddress(let text):
            "\(text) is no address of a database. It looks like "
                + "postgresql://user@host:5432/name?sslmode=verify-full."
        }
    }
}

extension BooksRefused: CustomStringConvertible {
    package var description: String {
        switch self {
        case .diskFull(let file):
            "The disk is full: \(file) cannot grow. What was finished before stands, the rest was "
                + "taken back. Make room, then say the command again."
        case .busy(let file):
            "Another process has been writing to \(file) for half a minute. What was finished "
                + "before stands, the rest was taken back: say the command again."
        case .tooFewFiles(let limit):
            "This process may have too few files open\(limit > 0 ? " (\(limit))" : ""); the books "
                + "need 32. Nothing is wrong with them. Raise the limit (`ulimit -n 1024`), then say "
                + "the command again."
        case .noAccess(let file, let reason):
            "\(file) is there and cannot be read and written: \(reason). The books need not be "
                + "damaged. Look at its owner and permissions, and who you are."
        case .damaged(let file, let what):
            "\(file) is damaged: \(what). Nothing was changed. Keep a copy of the file, look with "
                + "`plumbline doctor` at what still holds, and restore the last good backup to "
                + "another folder."
        }
    }
}

extension FileNotWritten: CustomStringConvertible {
    package var description: String {
        switch self {
        case .noPlainFile(let path, let kind):
            "\(path) is \(kind), and only a plain file is replaced. Name another file; standard "
                + "output is -, where a command can write there."
        case .diskFull(let path):
            "\(path) is not written: the disk is full, or a file may not grow so large. What stood "
                + "there before is as it was. Make room, then say the command again."
        case .failed(let path, let reason):
            "\(path) cannot be written: \(reason). Look at its folder and its permissions."
        }
    }
}

extension EventRefused: CustomStringConvertible {
    package var description: String {
        switch self {
        case .dayGoesBack(let from, let to):
            "The business day never goes back: it is \(from), \(to) is before it."
        case .alreadyDone(let key, let event):
            "This was done before, by event \(event) (\(key)). Nothing was changed."
        case .nobodyActs:
            "A change needs somebody who makes it: give --as NAME or set $PLUMBLINE_USER."
        case .notOneLine(let field, let text, let limit):
            "\(field) is one line of at most \(counted(limit)) characters, without control "
                + "characters; this is \"\(String(text.prefix(40)).shown)\". Write it in plain text."
        case .dayOutside(let day, let first, let last):
            "\(day) is no day to work on: a business day lies from \(first) to \(last). Look at the "
                + "clock of the machine, or name the day."
        }
    }
}

extension BackupRefused: CustomStringConvertible {
    package var description: String {
        switch self {
        case .inDatabase:
            "The books are in a database server. Back them up with its own tool: "
                + "pg_dump --format=custom --schema=SCHEMA ADDRESS, and pg_restore to restore."
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
