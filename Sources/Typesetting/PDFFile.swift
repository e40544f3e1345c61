import Measures

/// A file of numbered objects as PDF 1.7 has them: streams stand by themselves, all others are
/// packed together into one stream, and a table at the end says where each is.
struct PDFFile: Sendable {
    private enum Place {
        case nowhere
        case at(Int)
        case packed(Int)
    }

    private(set) var bytes: PDFBytes
    /// By object number.
    private var places: [Place] = [.nowhere]
    private var packed: PDFBytes
    private var starts: [(number: Int, start: Int)] = []
    /// Whether objects are packed from here on; the opening that many files share keeps its plain.
    var packs = false

    init(capacity: Int = 4096) {
        bytes = PDFBytes(capacity: capacity)
        packed = PDFBytes(capacity: capacity)
        // Four bytes above 127 tell other programs that the file is not text.
        bytes.put("%PDF-1.7\n%")
        for byte: UInt8 in [0xE2, 0xE3, 0xCF, 0xD3, 0x0A] { bytes.put(byte) }
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
        places[number] = .packed(starts.count)
        starts.append((number, packed.count))
        body(&packed)
        packed.put(UInt8(ascii: " "))
    }

    /// A stream that is compressed already; `entries` are further ones of its dictionary.
    mutating func stream(
        _ number: Int, _ content: [UInt8], isCompressed: Bool = true,
        _ entries: (inout PDFBytes) -> Void = { _ in }
    ) {
        begin(number)
        bytes.put(isCompressed ? "<</Filter/FlateDecode/Length " : "<</Length ")
        bytes.put(content.count)
        entries(&bytes)
        bytes.put(">>stream\n")
        bytes.put(content)
        bytes.put("\nendstream\nendobj\n")
    }

    private mutating func begin(_ number: Int) {
        places[number] = .at(bytes.count)
        bytes.put(number)
        bytes.put(" 0 obj\n")
    }

    /// Ends the file: the packed objects, the table, and an identity that follows from what was
    /// written after `shared` bytes, so that the same document has the same one.
    mutating func finish(
        root: Int, information: Int, after shared: Int, _ flate: Flate, _ hash: HashFunction
    ) -> [UInt8] {
        let pack = next()
        var index = PDFBytes(capacity: starts.count * 9)
        for (number, start) in starts {
            index.put(number)
            index.put(" ")
            index.put(start)
            index.put(" ")
        }
        let first = index.count
        index.put(packed.bytes)
        let count = starts.count
        stream(pack, flate.compressed(index.bytes)) { entries in
            entries.put("/Type/ObjStm/N ")
            entries.put(count)
            entries.put("/First ")
            entries.put(first)
        }
        let identity = bytes.bytes.withUnsafeBytes { hash(.init(rebasing: $0[shared...])) }
        writeTable(pack, root, information, identity)
        return bytes.bytes
    }

    private mutating func writeTable(
        _ pack: Int, _ root: Int, _ information: Int, _ identity: Digest
    ) {
        let table = next()
        let start = bytes.count
        places[table] = .at(start)
        stream(table, rows(pack), isCompressed: false) { [size = places.count] entries in
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

    private func rows(_ pack: Int) -> [UInt8] {
        var rows = PDFBytes(capacity: places.count * 7)
        for (number, place) in places.enumerated() {
            switch place {
            case .nowhere: rows.put(number == 0 ? 0xFFFF : 0, width: 7)
            case .at(let offset):
                rows.put(1, width: 1)
                rows.put(offset, width: 4)
                rows.put(0, width: 2)
            case .packed(let index):
                rows.put(2, width: 1)
                rows.put(pack, width: 4)
                rows.put(index, width: 2)
            }
        }
        return rows.bytes
    }
}
