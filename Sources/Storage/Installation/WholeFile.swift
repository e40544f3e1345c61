import Foundation

/// Writes files atomically: the new content gets its name only when it is complete and durable. A
/// process killed before that leaves the old file.
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

    /// Writes a file piece by piece. Where `body` throws, nothing is left.
    package static func write<Result>(
        to path: String, _ body: (FileDraft) throws -> Result
    ) throws -> Result {
        let draft = try FileDraft(path)
        let result = try body(draft)
        try draft.finish()
        return result
    }
}

/// Why a file was not written. An existing file at the path is unchanged.
package enum FileNotWritten: Error, Hashable, Sendable {
    /// Only a plain file is replaced: no device, link, pipe or folder.
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
