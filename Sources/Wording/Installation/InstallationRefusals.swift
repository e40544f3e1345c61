import Documents
import Measures
import Operations
import Storage

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
            "\(field) is one line of at most \(grouped(limit)) characters, without control "
                + "characters; this is \"\(String(text.prefix(40)).shown)\". Write it in plain text."
        case .dayOutside(let day, let first, let last):
            "\(day) is no day to work on: a business day lies from \(first) to \(last). Look at the "
                + "clock of the machine, or name the day."
        }
    }
}

extension CloseBusinessDay.Refused: CustomStringConvertible {
    package var description: String {
        switch self {
        case .runsAreOpen(let day, let runs):
            "\(day) is not over: \(runs.count == 1 ? "run" : "runs") "
                + runs.map { "\($0)" }.joined(separator: ", ")
                + " \(runs.count == 1 ? "is" : "are") half done. Finish or abort: plumbline run status"
        }
    }
}

extension OpenBusinessDay.Refused: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notClosed(let day):
            "\(day) is not closed. Close it first with: plumbline day close"
        case .notLater(let day, let today):
            "\(day) is not after the business day, \(today)."
        }
    }
}

extension BusinessDay.Refused: CustomStringConvertible {
    package var description: String {
        switch self {
        case .tooFar(let day, let today):
            "\(day) is more than a year after the business day, \(today), and it never goes back. "
                + "If it is meant, say so with --far."
        }
    }
}
