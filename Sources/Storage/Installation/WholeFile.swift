import Foundation

/// Files that are there as a whole or not at all: what is written lies beside the place until it
/// is durable, and takes it in one step. A process that is killed leaves what was there before.
package enum WholeFile {
    package static func makeFolder(_ folder: String) throws {
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw InstallationRefused.folderNotWritable(
                folder: folder, reason: error.localizedDescription)
        }
    }

    package static func write(_ bytes: [UInt8], to path: String) throws {
        try write(to: path) { try $0.write(bytes) }
    }

    package static func write(_ text: String, to path: String) throws {
        try write(Array(text.utf8), to: path)
    }

    /// Writes piece by piece. Where `body` throws, nothing is left of it.
    package static func write<Result>(
        to path: String, _ body: (FileDraft) throws -> Result
    ) throws -> Result {
        let draft = try FileDraft(path)
        let result = try body(draft)
        try draft.finish()
        return result
    }
}

/// Why a file was not written. What stood at its place before is still there.
package enum FileNotWritten: Error, Hashable, Sendable {
    /// A file takes the place of a file only: not of a device, a link, a pipe or a folder.
    case noPlainFile(path: String, kind: String)
    case diskFull(path: String)
    case failed(path: String, reason: String)

    var isOfFullDisk: Bool { if case .diskFull = self { true } else { false } }

    init(_ path: String, _ code: Int32) {
        switch code {
        case ENOSPC, EDQUOT, EFBIG: self = .diskFull(path: path)
        default: self = .failed(path: path, reason: String(cString: strerror(code)))
        }
    }
}
