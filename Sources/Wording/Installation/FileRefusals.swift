import Documents
import Storage

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

extension LookStopped: CustomStringConvertible {
    package var description: String {
        "This took longer than it may, or too many ask at the moment. Nothing was changed. Ask for "
            + "less, or again in a moment."
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
