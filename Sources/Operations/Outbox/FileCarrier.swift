import Delivery
import Foundation
import Outbox
import Storage

/// Puts letters and bank files into a folder from which others fetch them: each there as a whole
/// or not at all, and none over another.
struct FileCarrier: Carrier {
    let folder: String

    func carry(
        _ message: OutgoingMessage, handOver: @escaping () throws -> Void
    ) throws -> SendingOutcome {
        let path = folder + "/" + message.receiver
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder),
            isFolder.boolValue
        else { return .notTaken(.wayClosed, said: "there is no folder \(folder)") }
        if let there = FileManager.default.contents(atPath: path) {
            guard Array(there) == message.content else {
                return .notTaken(.never, said: "\(path) is there already, with another content")
            }
            try handOver()
            return .taken(said: "\(path) is there already, as it was to be written")
        }
        try handOver()
        return written(message, path)
    }

    private func written(_ message: OutgoingMessage, _ path: String) -> SendingOutcome {
        do {
            try WholeFile.write(message.content, to: path)
            return .taken(said: "\(path), \(message.content.count) bytes")
        } catch {
            // It took its place and could not be closed, or never did.
            return FileManager.default.fileExists(atPath: path)
                ? .inDoubt(said: "\(path): \(error)")
                : .notTaken(.later(nil), said: "\(path): \(error)")
        }
    }
}
