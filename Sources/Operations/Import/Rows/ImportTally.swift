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
    private var file: FileDraft?

    init(rejectFile path: String) { self.path = path }

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

    /// There is room for the rejects: the rows may be kept.
    func settle() throws { try file?.settle() }

    /// Puts the reject file at its place.
    func finish() throws {
        try file?.finish()
    }

    private func write(_ rejection: Rejection) throws {
        if file == nil { file = try opened() }
        try file?.write(Array(RejectFile.row(rejection).utf8))
    }

    private func opened() throws -> FileDraft {
        let draft = try FileDraft(path)
        try draft.write(Array(RejectFile.header.utf8))
        return draft
    }
}
