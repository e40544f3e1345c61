import CZip

/// The one file inside a zip, unpacked piece by piece and never beyond a limit.
package final class ZippedText {
    /// What a zip may become before it is refused as a bomb.
    package struct Limits: Sendable {
        /// Bytes after unpacking.
        package var size: Int
        /// Bytes after unpacking for each byte packed, once more than 16 MiB came out.
        package var ratio: Int

        package init(size: Int = 4 << 30, ratio: Int = 400) {
            self.size = size
            self.ratio = ratio
        }
    }

    /// Name of the file inside.
    package let name: String
    private let packed: UnsafeMutableRawBufferPointer
    private let archive: OpaquePointer
    private let file: OpaquePointer
    private let limits: Limits
    private var unpacked = 0

    /// Whether the bytes begin as a zip does.
    package static func isZip(_ bytes: some Collection<UInt8>) -> Bool {
        bytes.starts(with: [0x50, 0x4B, 3, 4]) || bytes.starts(with: [0x50, 0x4B, 5, 6])
    }

    /// Opens a zip that is in memory. Refuses one that is broken, encrypted, or holds other
    /// than exactly one file.
    package init(_ bytes: [UInt8], limits: Limits = Limits()) throws(FileRefused) {
        packed = .allocate(byteCount: max(bytes.count, 1), alignment: 1)
        packed.copyBytes(from: bytes)
        self.limits = limits
        var opened: OpenedZip
        do {
            opened = try OpenedZip(UnsafeRawBufferPointer(packed), count: bytes.count)
        } catch {
            packed.deallocate()
            throw error
        }
        (archive, file, name) = (opened.archive, opened.file, opened.name)
    }

    deinit {
        zip_fclose(file)
        zip_discard(archive)
        packed.deallocate()
    }

    /// Puts the next unpacked bytes into `room`; 0 at the end.
    package func fill(_ room: UnsafeMutableRawBufferPointer) throws -> Int {
        let count = zip_fread(file, room.baseAddress, UInt64(room.count))
        guard count >= 0 else {
            throw FileRefused(
                rule: "the zip unpacks without a fault",
                advice: "The zip is damaged: ask for it again.")
        }
        unpacked += Int(count)
        try refuseBomb()
        return Int(count)
    }

    private func refuseBomb() throws(FileRefused) {
        let allowed = max(16 << 20, packed.count.multipliedReportingOverflow(by: limits.ratio).0)
        guard unpacked > min(limits.size, allowed) else { return }
        throw FileRefused(
            value: name,
            rule:
                "a zip unpacks to at most \(limits.size) bytes and \(limits.ratio) times its size",
            advice: "Unpack it by hand and look what is inside.")
    }
}

private struct OpenedZip {
    let archive: OpaquePointer
    let file: OpaquePointer
    let name: String

    init(_ packed: UnsafeRawBufferPointer, count: Int) throws(FileRefused) {
        guard let source = zip_source_buffer_create(packed.baseAddress, UInt64(count), 0, nil)
        else { throw OpenedZip.broken }
        guard let archive = zip_open_from_source(source, ZIP_RDONLY, nil) else {
            zip_source_free(source)
            throw OpenedZip.broken
        }
        self.archive = archive
        do throws(FileRefused) {
            let index = try OpenedZip.onlyFile(of: archive)
            guard let name = zip_get_name(archive, index, 0),
                let file = zip_fopen_index(archive, index, 0)
            else { throw OpenedZip.broken }
            self.name = String(cString: name)
            self.file = file
        } catch {
            zip_discard(archive)
            throw error
        }
    }

    /// The index of the one file; folders do not count.
    private static func onlyFile(of archive: OpaquePointer) throws(FileRefused) -> UInt64 {
        let entries = zip_get_num_entries(archive, 0)
        guard entries <= 1000 else { throw many("\(entries)") }
        var found: [UInt64] = []
        for index in 0..<UInt64(max(entries, 0)) {
            guard let name = zip_get_name(archive, index, 0) else { throw broken }
            if !String(cString: name).hasSuffix("/") { found.append(index) }
        }
        guard let only = found.first, found.count == 1 else { throw many("\(found.count)") }
        var facts = zip_stat_t()
        zip_stat_index(archive, only, 0, &facts)
        guard facts.encryption_method == 0 else {
            throw FileRefused(
                rule: "a zip is not encrypted", advice: "Unpack it with its password first.")
        }
        return only
    }

    private static func many(_ count: String) -> FileRefused {
        FileRefused(
            value: "\(count) files", rule: "a zip holds exactly one file",
            advice: "Unpack it and import its files one by one.")
    }

    private static let broken = FileRefused(
        rule: "the file is a whole zip", advice: "The zip is damaged or cut: ask for it again.")
}
