/// How the letters of a file are written. UTF-16 is known by its mark and needs no telling.
package enum TextEncoding: String, Sendable, CaseIterable {
    case utf8 = "utf-8"
    case windows1252 = "windows-1252"
}

/// Turns the bytes of a file into UTF-8, piece by piece.
struct Decoder {
    /// `take` wants so many bytes of room.
    static let minimumRoom = 64

    private enum Form { case unknown, utf8, utf16(bigEndian: Bool), windows1252 }

    private var form: Form
    /// Raw bytes taken but not yet turned: half a unit, half a pair, or the first piece.
    private var held: [UInt8] = []
    private var position = 0

    init(stated encoding: TextEncoding) {
        form = encoding == .utf8 ? .unknown : .windows1252
    }

    /// Puts the next UTF-8 bytes into `room` (at least `minimumRoom` bytes); 0 at the end.
    mutating func take(
        into room: UnsafeMutableRawBufferPointer, from fill: FillBytes, bytesTaken: inout Int
    ) throws -> Int {
        if case .unknown = form { try lookForMark(fill, &bytesTaken) }
        if case .utf8 = form {
            guard held.isEmpty else { return giveHeld(into: room) }
            let count = try fill(room)
            bytesTaken += count
            return count
        }
        return try turn(into: room, from: fill, &bytesTaken)
    }

    private mutating func lookForMark(_ fill: FillBytes, _ bytesTaken: inout Int) throws {
        while held.count < 3, try top(up: 32, fill, &bytesTaken) > 0 {}
        form = .utf8
        if held.starts(with: [0xEF, 0xBB, 0xBF]) { held.removeFirst(3) }
        if held.starts(with: [0xFF, 0xFE]) { form = .utf16(bigEndian: false) }
        if held.starts(with: [0xFE, 0xFF]) { form = .utf16(bigEndian: true) }
        if case .utf16 = form { held.removeFirst(2) }
    }

    private mutating func giveHeld(into room: UnsafeMutableRawBufferPointer) -> Int {
        room.copyBytes(from: held)
        defer { held = [] }
        return held.count
    }

    /// Takes up to `count` more raw bytes behind those held.
    private mutating func top(
        up count: Int, _ fill: FillBytes, _ bytesTaken: inout Int
    ) throws -> Int {
        var more = [UInt8](repeating: 0, count: count)
        let taken = try more.withUnsafeMutableBytes { try fill($0) }
        bytesTaken += taken
        held += more[..<taken]
        return taken
    }

    private mutating func turn(
        into room: UnsafeMutableRawBufferPointer, from fill: FillBytes, _ bytesTaken: inout Int
    ) throws -> Int {
        while true {
            let taken = try top(up: max(room.count / 4, 1), fill, &bytesTaken)
            let text = try nextPiece()
            if text.isEmpty, taken == 0 { try refuseRest() }
            room.copyBytes(from: text)
            if !text.isEmpty || taken == 0 { return text.count }
        }
    }

    private mutating func nextPiece() throws(Undecodable) -> [UInt8] {
        guard case .utf16(let bigEndian) = form else { return try fromWindows1252() }
        var units = stride(from: 0, to: held.count / 2 * 2, by: 2).map { at in
            let (first, second) = (UInt16(held[at]), UInt16(held[at + 1]))
            return bigEndian ? first << 8 | second : second << 8 | first
        }
        if let last = units.last, UTF16.isLeadSurrogate(last) { units.removeLast() }
        held.removeFirst(units.count * 2)
        guard let text = String(validating: units, as: UTF16.self) else {
            throw Undecodable(encoding: "UTF-16", byte: position)
        }
        position += units.count * 2
        return Array(text.utf8)
    }

    private func refuseRest() throws(Undecodable) {
        if !held.isEmpty { throw Undecodable(encoding: "UTF-16", byte: position) }
    }

    private mutating func fromWindows1252() throws(Undecodable) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(held.count * 2)
        for byte in held {
            let letter = byte & 0xE0 == 0x80 ? windows1252[Int(byte & 0x1F)] : UInt16(byte)
            guard letter != 0 || byte == 0 else {
                throw Undecodable(encoding: "Windows-1252", byte: position)
            }
            text += String(Unicode.Scalar(letter)!).utf8
            position += 1
        }
        held.removeAll(keepingCapacity: true)
        return text
    }
}

/// Bytes that the encoding does not know.
struct Undecodable: Error {
    let encoding: String
    let byte: Int

    func refused(line: Int) -> FileRefused {
        FileRefused(
            line: line, rule: "the bytes of the file are \(encoding) text",
            advice: "Save the file again as UTF-8.", byte: byte)
    }
}

/// What Windows-1252 has at 0x80 to 0x9F; 0 where it has nothing.
private let windows1252: [UInt16] = [
    0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
    0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
    0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
]
