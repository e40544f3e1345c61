import Measures

/// A file of numbered objects as PDF 1.7 has them: streams stand by themselves, all others are
/// packed together into streams, and a table at the end says where each is.
struct PDFFile: Sendable {
    private enum Place {
        case nowhere
        case at(Int)
        case packed(stream: Int, index: Int)
    }

    private(set) var bytes: PDFBytes
    /// By object number.
    private var places: [Place] = [.nowhere]
    private var packed: PDFBytes
    private var starts: [(number: Int, start: Int)] = []
    /// The stream that objects are packed into, once there is one.
    private var pack = 0
    /// A stream of packed objects ends here, so that none of many is needed to read one.
    private static let packSize = 16_384
    /// Whether objects are packed from here on; the opening that many files share keeps its plain.
    var packs = false

    init() {
        bytes = PDFBytes(capacity: 4096)
        packed = PDFBytes()
        // Four bytes above 127 tell other programs that the file is not text.
        bytes.put("%PDF-1.7\n%")
        for byte: UInt8 in [0xE2, 0xE3, 0xCF, 0xD3, 0x0A] { bytes.put(byte) }
    }

    /// A file that begins like another, with room for what comes.
    init(_ opening: PDFFile, room: Int) {
        bytes = PDFBytes(capacity: opening.bytes.count + room)
        bytes.put(opening.bytes)
        packed = PDFBytes(capacity: Self.packSize + 4096)
        places = opening.places
        packs = true
    }

    /// The number of an object that is still to be written, or of the first of so many.
    mutating func next(_ count: Int = 1) -> Int {
        places.append(contentsOf: repeatElement(.nowhere, count: count))
        return places.count - count
    }

    mutating func object(_ number: Int, _ body: (inout PDFBytes) -> Void) {
        guard packs else {
            begin(number)
            body(&bytes)
            bytes.put("\nendobj\n")
            return
        }
        if pack == 0 { pack = next() }
        places[number] = .packed(stream: pack, index: starts.count)
        starts.append((number, packed.count))
        body(&packed)
        packed.put(UInt8(ascii: " "))
        if packed.count > Self.packSize { endPack() }
    }

    /// Writes the stream of the objects packed so far.
    private mutating func endPack() {
        guard pack > 0 else { return }
        var content = PDFBytes(capacity: starts.count * 10 + packed.count + 64)
        for (number, start) in starts {
            content.put(atMost: 48) { room in
                room.put(number)
                room.put(UInt8(ascii: " "))
                room.put(start)
                room.put(UInt8(ascii: " "))
            }
        }
        let first = content.count
        content.put(packed)
        let count = starts.count
        stream(pack, content) { entries in
            entries.put("/Type/ObjStm/N ")
            entries.put(count)
            entries.put("/First ")
            entries.put(first)
        }
        packed.empty()
        starts.removeAll(keepingCapacity: true)
        pack = 0
    }

    /// A stream that is compressed already; `entries` are further ones of its dictionary.
    mutating func stream(
        _ number: Int, _ content: [UInt8], entries: (inout PDFBytes) -> Void = { _ in }
    ) {
        begin(number)
        bytes.put("<</Filter/FlateDecode/Length ")
        bytes.put(content.count)
        entries(&bytes)
        bytes.put(">>stream\n")
        bytes.put(content)
        bytes.put("\nendstream\nendobj\n")
    }

    /// A stream as it is.
    mutating func stream(
        _ number: Int, _ content: PDFBytes, entries: (inout PDFBytes) -> Void = { _ in }
    ) {
        begin(number)
        bytes.put("<</Length ")
        bytes.put(content.count)
        entries(&bytes)
        bytes.put(">>stream\n")
        bytes.put(content)
        bytes.put("\nendstream\nendobj\n")
    }

    /// A stream of moderate length goes in as it is: packing it takes longer than writing it.
    mutating func stream(
        _ number: Int, _ content: PDFBytes, by flate: Flate, plainUpTo maximum: Int = 16_384,
        entries: (inout PDFBytes) -> Void = { _ in }
    ) {
        guard content.count > maximum else { return stream(number, content, entries: entries) }
        stream(number, flate.compressed(content.bytes), entries: entries)
    }

    private mutating func begin(_ number: Int) {
        places[number] = .at(bytes.count)
        bytes.put(number)
        bytes.put(" 0 obj\n")
    }

    /// Ends the file: the packed objects, the table, and an identity that follows from what was
    /// written after `shared` bytes, so that the same document has the same one.
    mutating func finish(
        root: Int, information: Int, after shared: Int, _ hash: HashFunction
    ) -> [UInt8] {
        endPack()
        let identity = bytes.withBytes { hash(.init(rebasing: $0[shared...])) }
        writeTable(root: root, information: information, identity: identity)
        return bytes.bytes
    }

    private mutating func writeTable(root: Int, information: Int, identity: Digest) {
        let table = next()
        let start = bytes.count
        places[table] = .at(start)
        stream(table, rows) { [size = places.count] entries in
            entries.put("/Type/XRef/W[1 4 2]/Size ")
            entries.put(size)
            entries.put("/Root ")
            entries.put(reference: root)
            entries.put("/Info ")
            entries.put(reference: information)
            entries.put("/ID[")
            for _ in 0..<2 {
                entries.put("<")
                for byte in identity.bytes.prefix(16) { entries.put(hexadecimal: byte) }
                entries.put(">")
            }
            entries.put("]")
        }
        bytes.put("startxref\n")
        bytes.put(start)
        bytes.put("\n%%EOF\n")
    }

    private var rows: PDFBytes {
        var rows = PDFBytes(capacity: places.count * 7)
        for (number, position) in places.enumerated() {
            switch position {
            case .nowhere: rows.put(number == 0 ? 0xFFFF : 0, width: 7)
            case .at(let offset): rows.put(1 << 48 | offset << 16, width: 7)
            case .packed(let stream, let index):
                rows.put(2 << 48 | stream << 16 | index, width: 7)
            }
        }
        return rows
    }
}
