import Foundation
package import Interchange
package import Measures
import Storage

/// A file read piece by piece, so that its size does not matter. One core reads it at a time.
package final class FileBytes: @unchecked Sendable {
    package let path: String
    package let size: Int
    /// How its letters are written, where its lines are read.
    let encoding: TextEncoding
    private let descriptor: Int32
    /// Of what was read of it, where parts are read.
    private var running: RunningDigest?

    /// Throws `FileRefused` where there is no such file, it cannot be read, or it is no plain file:
    /// what is read twice, or has no end, is none. A pipe is taken where it is read once.
    package init(
        _ path: String, encoding: TextEncoding = .utf8, orPipe: Bool = false
    ) throws {
        self.path = path
        self.encoding = encoding
        descriptor = open(path, O_RDONLY | O_CLOEXEC | (orPipe ? 0 : O_NONBLOCK))
        guard descriptor >= 0 else { throw FileBytes.refused(path, errno) }
        var state = stat()
        let isSeen = fstat(descriptor, &state) == 0
        size = Int(state.st_size)
        guard isSeen else { throw FileBytes.refused(path, errno) }
        guard let kind = FileDraft.kind(mode: state.st_mode) else { return }
        guard orPipe, state.st_mode & S_IFMT == S_IFIFO else {
            throw FileRefused(
                value: path, rule: "what is read is a plain file, and this is \(kind)",
                advice: "Save it as a file, and name that.")
        }
    }

    /// What another program pipes in; its size is not known.
    package static func standardInput() -> FileBytes { FileBytes(descriptor: STDIN_FILENO) }

    private init(descriptor: Int32) {
        (path, size) = ("standard input", 0)
        self.descriptor = descriptor
        encoding = .utf8
    }

    deinit { close(descriptor) }

    /// Name without folders.
    package var name: String { path.split(separator: "/").last.map(String.init) ?? path }

    package func fill(_ room: UnsafeMutableRawBufferPointer) throws -> Int {
        while true {
            let count = read(descriptor, room.baseAddress, room.count)
            if count >= 0 { return count }
            guard errno == EINTR else { throw FileBytes.refused(path, errno) }
        }
    }

    package func rewind() { lseek(descriptor, 0, SEEK_SET) }

    /// SHA-256 of the whole; afterwards the file stands at its beginning again. After its parts
    /// were read nothing is read again.
    package func digest() throws -> Digest {
        let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
        defer { piece.deallocate() }
        let running = running ?? startDigest()
        while try fill(piece, running) > 0 {}
        rewind()
        self.running = nil
        return running.finish()
    }

    private func startDigest() -> RunningDigest {
        rewind()
        return RunningDigest()
    }

    private func fill(
        _ room: UnsafeMutableRawBufferPointer, _ running: RunningDigest
    ) throws -> Int {
        let count = try fill(room)
        running.update(UnsafeRawBufferPointer(rebasing: room[..<count]))
        return count
    }

    /// All of it, where it is no larger than `limit`.
    package func all(limit: Int) throws -> [UInt8] {
        guard size <= limit else {
            throw FileRefused(
                value: path, rule: "a file of this kind has at most \(limit >> 20) MiB",
                advice: "Look whether it is the right file.")
        }
        var bytes = [UInt8](repeating: 0, count: size)
        var taken = 0
        while taken < size {
            let count = try bytes.withUnsafeMutableBytes { all in
                try fill(UnsafeMutableRawBufferPointer(rebasing: all[taken...]))
            }
            if count == 0 { break }
            taken += count
        }
        return Array(bytes.prefix(taken))
    }

    /// All of it as text, where it is no larger than `limit` and UTF-8.
    package func text(limit: Int) throws -> String {
        guard let text = String(validating: try all(limit: limit), as: UTF8.self) else {
            throw FileRefused(
                value: name, rule: "the file is UTF-8 text",
                advice: "Save it as UTF-8 in the editor.")
        }
        return text
    }

    private static func refused(_ path: String, _ code: Int32) -> FileRefused {
        FileRefused(
            value: path, rule: "the file can be read (\(String(cString: strerror(code))))",
            advice: "Look at the path and its permissions.")
    }
}

extension FileBytes {
    /// Largest zip that is unpacked.
    package static let largestZip = 512 << 20

    /// Lines of the file; of the one file inside where it is a zip.
    package func lines(quotes: Bool) throws -> LineReader {
        if let zip = try zip() {
            return LineReader(encoding: encoding, quotes: quotes) { try zip.fill($0) }
        }
        return LineReader(encoding: encoding, quotes: quotes) { try self.fill($0) }
    }

    /// The same in parts for several cores, cut before lines that start with `mark`. The digest is
    /// taken of the very bytes that are read.
    package func parts(size: Int, mark: String) throws -> PartReader {
        if let zip = try zip() {
            return PartReader(size: size, mark: mark) { try zip.fill($0) }
        }
        let running = startDigest()
        self.running = running
        return PartReader(size: size, mark: mark) { try self.fill($0, running) }
    }

    private func zip() throws -> ZippedText? {
        rewind()
        var start = [UInt8](repeating: 0, count: 4)
        let count = try start.withUnsafeMutableBytes { try fill($0) }
        rewind()
        guard ZippedText.isZip(start.prefix(count)) else { return nil }
        return try ZippedText(all(limit: FileBytes.largestZip))
    }

    /// Whether the file is in the market's meter data format rather than CSV with a header.
    package func isMeterData() throws -> Bool {
        let lines = try lines(quotes: false)
        guard let line = try lines.next() else { return false }
        return [100, 200, 250, 300].contains { line.bytes.starts(with: "\($0),".utf8) }
    }
}
