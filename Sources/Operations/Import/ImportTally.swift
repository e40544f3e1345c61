import Foundation
import Interchange
import Storage

/// Counts what becomes of each row and writes the reject file as it goes.
final class ImportTally {
    private(set) var rows = 0
    private(set) var accepted = 0
    private(set) var rejected = 0
    private(set) var (new, superseded, unchanged) = (0, 0, 0)
    private(set) var first: [String] = []
    private let path: String
    private var file: FileHandle?

    init(rejectFile path: String) { self.path = path }

    deinit { try? file?.close() }

    /// Where the rejections are; nil while there are none.
    var rejectFile: String? { file == nil ? nil : path }

    func accept(_ change: FactChange, rows count: Int = 1) {
        rows += count
        accepted += count
        switch change {
        case .new: new += count
        case .superseded: superseded += count
        case .unchanged: unchanged += count
        }
    }

    /// One row that was not taken in, for one or more reasons.
    func reject(_ rejections: [Rejection]) throws {
        try reject(rows: 1, rejections)
    }

    /// Rows that were not taken in for the same reasons, told once.
    func reject(rows count: Int, _ rejections: [Rejection]) throws {
        rows += count
        rejected += count
        for rejection in rejections {
            if first.count < 5 { first.append(rejection.description) }
            try write(rejection)
        }
    }

    func finish() throws {
        try file?.synchronize()
        try file?.close()
    }

    /// Takes the reject file away again: the import was refused as a whole.
    func discard() {
        guard file != nil else { return }
        try? file?.close()
        try? FileManager.default.removeItem(atPath: path)
    }

    private func write(_ rejection: Rejection) throws {
        if file == nil { file = try opened() }
        try file?.write(contentsOf: Data(RejectFile.row(rejection).utf8))
    }

    private func opened() throws -> FileHandle {
        guard FileManager.default.createFile(atPath: path, contents: nil),
            let handle = FileHandle(forWritingAtPath: path)
        else {
            throw FileRefused(
                value: path, rule: "the reject file can be written",
                advice: "Name another place with --rejects.")
        }
        try handle.write(contentsOf: Data(RejectFile.header.utf8))
        return handle
    }
}
